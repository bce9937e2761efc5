internal import EventLog
internal import Simulation
internal import Synchronization

/// The call whose code runs: found by what that code calls, also from the tasks within it.
final class CallContext: Sendable {
  @TaskLocal static var current: CallContext?

  let host: CodeHost
  let call: CallNumber
  /// The component, by its index; −1 for the flow.
  let component: Int
  /// The number of the call among those of its component, from 1.
  let number: UInt32
  /// Whether it is the program: its sleeping is waiting, not running.
  let isFlow: Bool
  private let state = Mutex(State())
  /// The task that runs the code, as opposed to tasks within it.
  private let task = Atomic(0)

  /// What changes while its code runs.
  private struct State {
    var draws = CallDraws()
    /// How many sources of random numbers its code has made.
    var randoms: UInt32 = 0
    /// What a condition has looked at that is being checked.
    var looks: [Expression.Token]?
  }

  init(_ host: CodeHost, call: CallNumber, component: Int, number: UInt32, isFlow: Bool) {
    self.host = host
    self.call = call
    self.component = component
    self.number = number
    self.isFlow = isFlow
  }

  /// The call whose code runs, for what makes sense only within a run.
  static func required(_ what: String) throws -> CallContext {
    guard let current else { throw CodeError(.outsideRun(what)) }
    return current
  }

  /// The number of a place in the code, from 1 in the order in which places are come to first.
  func step(at site: CallSite) -> UInt32 {
    guard isFlow else { return 0 }
    return host.step(at: site, of: component)
  }

  func index(of part: AnyObject) -> Int? { host.parts.indices[ObjectIdentifier(part)] }

  func requiredIndex(of part: AnyObject) throws -> Int {
    guard let index = index(of: part) else {
      throw CodeError(.notOfFlow(String(describing: type(of: part))))
    }
    return index
  }

  // MARK: The task

  /// Takes in that the task that runs now is the one of the call.
  func noteTask() {
    task.store(withUnsafeCurrentTask { $0?.hashValue ?? 0 }, ordering: .relaxed)
  }

  /// Whether the task that runs now is the one of the call: only the run itself cancels that.
  var isInItsTask: Bool {
    withUnsafeCurrentTask { $0?.hashValue ?? 0 } == task.load(ordering: .relaxed)
  }

  // MARK: Draws

  /// The next time that its code draws.
  func draw(_ distribution: Distribution) -> Nanoseconds {
    state.withLock {
      $0.draws.time(
        distribution, seed: host.seed, host.parts.name(ofComponent: component), call: number)
    }
  }

  /// The next source of random numbers of its code.
  func makeRandom() -> CallRandom {
    let number = state.withLock { state in
      defer { state.randoms += 1 }
      return state.randoms
    }
    return CallRandom(
      seed: host.seed, component: host.parts.name(ofComponent: component), call: self.number,
      number: number)
  }

  // MARK: Looks

  /// Whether a condition holds, and what it looked at; that is not told as reading.
  func check(_ condition: () -> Bool) -> (holds: Bool, looks: [Expression.Token]) {
    state.withLock { $0.looks = [] }
    let holds = condition()
    let looks = state.withLock { state in
      defer { state.looks = nil }
      return state.looks ?? []
    }
    return (holds, looks)
  }

  /// Takes in that a condition looks at something; false if none is being checked, and this is reading.
  func noteLook(_ token: Expression.Token) -> Bool {
    state.withLock { state in
      guard state.looks != nil else { return false }
      if !(state.looks?.contains(token) ?? true) { state.looks?.append(token) }
      return true
    }
  }

  /// The state of calls; reads it, if no condition is being checked.
  func look(_ token: Expression.Token) -> Value {
    let isChecking = noteLook(token)
    return host.with(self) { state in
      if isChecking {
        state.driver.noteLook(at: token)
      } else {
        state.driver.read(token, for: call)
      }
      return state.driver.value(of: token)
    } ?? .null
  }

  /// The index of a part that code cannot do without; ends the run if it is not one of the flow.
  func indexOrBreakOff(of part: AnyObject) -> Int? {
    if let index = index(of: part) { return index }
    breakOff(CodeError(.notOfFlow(String(describing: type(of: part)))).description)
    return nil
  }
}
