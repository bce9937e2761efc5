internal import EventLog

/// The calls of a run that run for real, and what is to become of them.
final class OutsideCalls {
  /// Why a command was told to end.
  enum Stop {
    /// Its call has lasted for as long as it may, since an event.
    case timeout(since: Int)
    /// The flow says so, at an event.
    case flow(reason: Name, asked: Int)
  }

  let world: any OutsideWorld
  /// What the next call is to hand over.
  var next = OutsideArguments()
  /// What calls hand over, but for those that hand over nothing.
  private var arguments: [CallNumber: OutsideArguments] = [:]
  /// The calls whose commands run, and whether those end by themselves.
  private var running: [CallNumber: Bool] = [:]
  private var stops: [CallNumber: Stop] = [:]
  private var failures: [CallNumber: String] = [:]
  /// How many commands run that end by themselves.
  private(set) var endingCount = 0

  init(_ world: any OutsideWorld) { self.world = world }

  /// Takes in that a call was asked for which hands over what `next` says.
  func note(_ call: CallNumber) {
    if !next.words.isEmpty || !next.variables.isEmpty { arguments[call] = next }
  }

  /// Takes in that a call was asked for in the place of one that failed.
  func note(_ call: CallNumber, as failed: CallNumber) { arguments[call] = arguments[failed] }

  /// Begins to run the command of a call that has just started.
  func begin(_ call: CallNumber, of component: Int, isEndless: Bool) {
    running[call] = !isEndless
    if !isEndless { endingCount += 1 }
    world.begin(call, of: component, with: arguments[call] ?? OutsideArguments())
  }

  /// Tells the command of a call to end, after which the call ends; false if none runs.
  func stop(_ call: CallNumber, _ stop: Stop) -> Bool {
    guard running[call] != nil else { return false }
    if stops.updateValue(stop, forKey: call) == nil { world.stop(call) }
    return true
  }

  /// Tells all commands to end, because the run is over.
  func stopAll() { for call in running.keys.sorted() where stops[call] == nil { world.stop(call) } }

  /// Takes in that the command of a call has ended; false if it is none that runs.
  func takeIn(_ end: OutsideEnd) -> Bool {
    guard let endsByItself = running.removeValue(forKey: end.call) else { return false }
    if endsByItself { endingCount -= 1 }
    failures[end.call] = end.failure
    return true
  }

  /// Why the command of a call was told to end, if it was, and why it failed, if it did; asked once.
  func takeEnd(of call: CallNumber) -> (stop: Stop?, failure: String?) {
    (stops.removeValue(forKey: call), failures.removeValue(forKey: call))
  }
}

extension Engine {
  /// Begins to run the command of a call that has just started, if it has one and has not failed at once.
  func begin(_ call: CallNumber, of model: Model, _ outside: OutsideCalls) {
    let component = component(of: call)
    guard model.components[component].behaviour.command != nil, !hasEnded(call) else { return }
    outside.begin(call, of: component, isEndless: lines[component].isEndless)
  }
}
