internal import EventLog
internal import Formatting

/// The calls that are open when a run comes to an end, and which of them others can wait for.
struct OpenCalls {
  /// What an open call waits for.
  struct Wait {
    /// In words.
    var what: String
    /// What is to be said of that.
    var outcome: String?
    /// Whose call it is.
    var on: CallNumber?

    /// The words with which such a call is ended.
    var reason: String { "it waited for \(what)" + (outcome.map { ", which \($0)" } ?? "") }
  }

  /// The open calls, in the order in which they were asked for.
  private(set) var numbers: [CallNumber] = []
  /// By machine, the first call that holds a slot and how many do.
  private var holders: [Int: (first: CallNumber, count: Int)] = [:]
  /// By stream, the first call of those that put items in, and of those that take them out.
  var producers: [Int: CallNumber] = [:]
  var consumers: [Int: CallNumber] = [:]

  /// - Complexity: O(*n*) in the number of calls.
  init<Entry: EngineEntry>(of engine: borrowing Engine<Entry>) {
    for call in 1..<engine.callCount + 1 where !engine.hasEnded(call) {
      numbers.append(call)
      let component = engine.component(of: call)
      guard component >= 0, engine.hasStarted(call) else { continue }
      let machine = Int(engine.lines[component].machine)
      if machine >= 0 { holders[machine, default: (call, 0)].count += 1 }
    }
  }

  /// What a call of a component that has not started waits for: its turn, or a slot; nil if it waits for
  /// neither.
  func waitToStart<Entry: EngineEntry>(
    of call: CallNumber, _ engine: borrowing Engine<Entry>, _ model: Model
  ) -> Wait? {
    let component = engine.component(of: call)
    let name = model.components[component].name
    if engine.waitsForItsTurn(call), let first = engine.firstInLine(of: component) {
      return wait(for: first, "call \(first) of \(name)", engine)
    }
    guard let machine = model.components[component].machine else { return nil }
    let what = "a slot of \(machineText(model.machines[machine].name))"
    guard let (first, count) = holders[machine] else {
      return Wait(what: what, outcome: "never comes free")
    }
    let holder = model.components[engine.component(of: first)].name
    let more = count > 1 ? " and \(count - 1) more" : ""
    return Wait(
      what: "\(what), held by \(holder) (call \(first))\(more)",
      outcome: count > 1 ? "never end" : "never ends", on: first)
  }

  /// The wait for the end of a call.
  func wait<Entry: EngineEntry>(
    for call: CallNumber, _ name: String, _ engine: borrowing Engine<Entry>
  ) -> Wait {
    if engine.hasEnded(call) {
      return Wait(what: "\(name), which \(engine.hasFailed(call) ? "failed" : "was stopped")")
    }
    return Wait(
      what: name, outcome: engine.hasStarted(call) ? "never ends" : "never starts", on: call)
  }

  /// Why nothing more can happen, from one call to what it waits for and so on; nil if all that is
  /// left waits for what never ends.
  ///
  /// - Complexity: O(*n*) in the number of open calls.
  func deadlock(
    isEndless: (CallNumber) -> Bool, title: (CallNumber) -> String, wait: (CallNumber) -> Wait?
  ) -> String? {
    // Calls from which one comes to what never ends.
    var settled: Set<CallNumber> = []
    for call in numbers where !isEndless(call) {
      var chain: [String] = []
      var seen: Set<CallNumber> = []
      var next: CallNumber? = call
      var endsAtEndless = false
      while let current = next, seen.insert(current).inserted {
        if settled.contains(current) {
          endsAtEndless = true
          break
        }
        guard let wait = wait(current) else {
          endsAtEndless = isEndless(current)
          break
        }
        chain.append("\(title(current)) waits for \(wait.what)")
        next = wait.on
      }
      if !endsAtEndless { return chain.joined(separator: "; ") }
      settled.formUnion(seen)
    }
    return nil
  }
}
