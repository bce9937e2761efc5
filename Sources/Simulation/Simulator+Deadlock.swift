internal import EventLog

// Who waits for whom where nothing more can happen.

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
  private(set) var holders: [Int: (first: CallNumber, count: Int)] = [:]
  /// By stream, the first call of those that put items in, and of those that take them out.
  private(set) var producers: [Int: CallNumber] = [:]
  private(set) var consumers: [Int: CallNumber] = [:]

  /// - Complexity: O(*n*) in the number of calls.
  init(of simulator: borrowing Simulator) {
    for call in 1..<simulator.calls.count + 1 where !simulator.calls.isEnded(call) {
      numbers.append(call)
      let component = simulator.calls.component(of: call)
      guard component >= 0 else { continue }
      for stream in simulator.emitted[component] where producers[stream] == nil {
        producers[stream] = call
      }
      let behaviour = simulator.behaviours.rows[component]
      if let stream = behaviour.forEach, consumers[stream] == nil { consumers[stream] = call }
      if let machine = behaviour.machine, simulator.calls.isStarted(call) {
        holders[machine, default: (call, 0)].count += 1
      }
    }
  }
}

extension Simulator {
  /// Why nothing more can happen, from one call to what it waits for and so on; nil if all that is
  /// left waits for what never ends.
  ///
  /// - Complexity: O(*n*) in the number of open calls.
  func deadlock(_ open: OpenCalls, besides kept: Set<CallNumber>) -> String? {
    // Calls from which one comes to what never ends.
    var settled: Set<CallNumber> = []
    func isEndless(_ call: CallNumber) -> Bool {
      kept.contains(call) || self.isEndless(call) || isFlowDone(call)
    }
    for call in open.numbers where !isEndless(call) {
      var chain: [String] = []
      var seen: Set<CallNumber> = []
      var next: CallNumber? = call
      var endsAtEndless = false
      while let current = next, seen.insert(current).inserted {
        if settled.contains(current) {
          endsAtEndless = true
          break
        }
        guard let wait = wait(of: current, open) else {
          endsAtEndless = isEndless(current)
          break
        }
        chain.append("\(title(of: current)) waits for \(wait.what)")
        next = wait.on
      }
      if !endsAtEndless { return chain.joined(separator: "; ") }
      settled.formUnion(seen)
    }
    return nil
  }

  /// Whether a call takes for ever, and is not one that fails or runs out of time before.
  private func isEndless(_ call: CallNumber) -> Bool {
    let component = calls.component(of: call)
    guard component >= 0, model.components[component].takes == .forever else { return false }
    return model.components[component].isEndless
      || run(of: component).map { $0.call == call && $0.failsAfter == nil } ?? false
  }

  private func title(of call: CallNumber) -> String {
    let component = calls.component(of: call)
    return component < 0 ? "the flow" : model.components[component].name
  }

  /// What an open call waits for; nil if it waits for nothing.
  func wait(of call: CallNumber, _ open: OpenCalls) -> OpenCalls.Wait? {
    let component = calls.component(of: call)
    if component < 0 { return waitOfFlow() }
    if let stream = runs[component].awaited, runs[component].call == call {
      return waitForStream(stream, awaitsItem: runs[component].awaitsItem, open)
    }
    if calls.isStarted(call) { return nil }
    let name = model.components[component].name
    if let first = calls.nextInLine(of: component), first != call {
      return wait(for: first, "call \(first) of \(name)")
    }
    guard let machine = model.components[component].machine else { return nil }
    return waitForSlot(of: machine, open)
  }

  /// The wait of a call that is ready for a slot of a machine, with who holds the slots.
  private func waitForSlot(of machine: Int, _ open: OpenCalls) -> OpenCalls.Wait {
    let what = "a slot of machine \(model.machines[machine].name)"
    guard let (first, count) = open.holders[machine] else {
      return OpenCalls.Wait(what: what, outcome: "never comes free")
    }
    let more = count > 1 ? " and \(count - 1) more" : ""
    return OpenCalls.Wait(
      what: "\(what), held by \(title(of: first)) (call \(first))\(more)",
      outcome: count > 1 ? "never end" : "never ends", on: first)
  }

  private func waitOfFlow() -> OpenCalls.Wait? {
    switch flow.waiting {
    case .nothing: return nil
    case .call(let call): return wait(for: call, title(of: call))
    case .change(let call, let condition):
      if call > 0 { return wait(for: call, title(of: call)) }
      return OpenCalls.Wait(
        what: condition.map { "\($0), which never came true" } ?? "a change, which never came")
    case .place(let place):
      guard case .wait(let awaited, _) = flow.machine.program.instructions[place] else {
        return nil
      }
      switch awaited {
      case .component(let component):
        let call = board.counts[component].latestCall
        return call > 0 ? wait(for: call, title(of: call)) : nil
      case .condition(let condition):
        return OpenCalls.Wait(what: "\(condition.text), which never came true")
      case .time(let time): return OpenCalls.Wait(what: timeText(time))
      }
    }
  }

  private func wait(for call: CallNumber, _ name: String) -> OpenCalls.Wait {
    if calls.isEnded(call) {
      return OpenCalls.Wait(
        what: "\(name), which \(calls.hasFailed(call) ? "failed" : "was stopped")")
    }
    return OpenCalls.Wait(
      what: name, outcome: calls.isStarted(call) ? "never ends" : "never starts", on: call)
  }

  private func waitForStream(
    _ stream: Int, awaitsItem: Bool, _ open: OpenCalls
  ) -> OpenCalls.Wait {
    let name = model.streams[stream].name
    let other = awaitsItem ? open.producers[stream] : open.consumers[stream]
    let what = StreamBuffer.condition(of: name, forItem: awaitsItem)
    let wouldHelp = model.components.indices.contains { serves($0, stream, byItems: awaitsItem) }
    let lack =
      "which nothing \(wouldHelp ? "that was called " : "")\(awaitsItem ? "emits" : "takes from")"
    return other.map { OpenCalls.Wait(what: what, on: $0) }
      ?? OpenCalls.Wait(what: "\(what), \(lack)")
  }
}
