public import EventLog
internal import Simulation

/// Something that runs when it is called: a step of a pipeline, a service.
///
///     let train = Component(Train(), parallel: true)
///     let analyze = Component { (message: String) in try await sleep(for: .seconds(3)) }
///
/// Its calls run one after the other, in the order in which they were asked for, or as many at once as `atOnce` says.
@dynamicMemberLookup
public final class Component<Body: Work>: Sendable {
  /// What it does.
  public let work: Body
  let settings: ComponentSettings

  /// Makes a component.
  ///
  /// - Parameters:
  ///   - work: What it does.
  ///   - parallel: Whether a call to it returns at once, instead of when it has finished.
  ///   - machine: Where it runs; by default on one of its own.
  ///   - slots: How many slots of its machine a call takes, at least 1.
  ///   - atOnce: How many of its calls run at once, at least 1.
  ///   - forever: Whether it never ends by itself, as a server: it is stopped when all else has ended.
  ///   - caches: Whether a call with the arguments of an earlier one is answered by that; by default only in a reactive flow.
  ///   - retries: How often a call that failed is made again.
  ///   - timeout: How long a call may last before it fails.
  ///   - raisesException: Whether a call that has failed for good ends the run. If not, its error is thrown to those who wait for it.
  ///   - streams: The streams in which it puts items: they are at their end when its calls have ended.
  public init(
    _ work: Body, parallel: Bool = false, on machine: Machine? = nil, slots: Int = 1,
    atOnce: Int = 1, forever: Bool = false, caches: Bool? = nil, retries: Retries? = nil,
    timeout: Duration? = nil, raisesException: Bool = true, sendsTo streams: [any StreamPart] = []
  ) {
    self.work = work
    settings = ComponentSettings(
      isParallel: parallel, machine: machine, slots: slots, atOnce: atOnce, isEndless: forever,
      caches: caches, retries: retries, timeout: timeout, raisesException: raisesException,
      streams: streams)
  }

  /// What a part of its work is: `train.loss` is `train.work.loss`.
  public subscript<Member>(dynamicMember path: KeyPath<Body, Member>) -> Member {
    work[keyPath: path]
  }

  /// Whether its call that was asked for last is in a state.
  ///
  /// - Parameter status: The state.
  /// - Returns: Whether it is; false if it was never called, or outside a run.
  public func `is`(_ status: CallStatus) -> Bool {
    guard let context = CallContext.current, let index = context.indexOrBreakOff(of: self) else {
      return false
    }
    return context.look(.status(status, component: index)) == .flag(true)
  }

  /// How many of its calls are in a state.
  ///
  /// - Parameter status: The state.
  /// - Returns: How many; 0 outside a run.
  public func count(_ status: CallStatus) -> Int {
    guard let context = CallContext.current, let index = context.indexOrBreakOff(of: self),
      case .number(let count) = context.look(.count(status, component: index))
    else { return 0 }
    return Int(count)
  }

  /// Waits until none of its calls is open.
  ///
  /// - Parameters:
  ///   - timeout: How long to wait at most.
  ///   - file: The file of the code.
  ///   - line: The place in the code.
  ///   - column: The place in the line.
  /// - Returns: Whether none was before the time was over.
  /// - Throws: `CancellationError` where the call that waits was ended from outside, `CodeError` outside a run.
  @discardableResult
  public func wait(
    timeout: Duration? = nil, file: StaticString = #fileID, line: UInt = #line,
    column: UInt = #column
  ) async throws -> Bool {
    let context = try CallContext.required("wait")
    return try await context.wait(
      forAllOf: try context.requiredIndex(of: self), timeout: timeout, CallSite(file, line, column))
  }

  /// Ends its open calls from outside; they fail with a `CancellationError`, which is not told as a failure.
  ///
  /// - Throws: `CodeError` outside a run.
  public func stop() throws {
    let context = try CallContext.required("stop")
    try context.stop(try context.requiredIndex(of: self))
  }
}

/// How often a call that failed is made again, and when.
public struct Retries: Sendable {
  let behaviour: Behaviour.Retries

  /// Makes a rule for trying again.
  ///
  /// - Parameters:
  ///   - times: How often at most.
  ///   - backoff: How long to wait before the first time.
  ///   - factor: How many times as long to wait before each next time.
  public init(_ times: Int, backoff: Duration = .zero, factor: Int = 1) {
    behaviour = Behaviour.Retries(
      times: UInt32(clamping: times), backoff: backoff.nanoseconds, factor: UInt32(clamping: factor)
    )
  }
}

/// What is said of a component beside its work.
struct ComponentSettings: Sendable {
  var isParallel: Bool
  var machine: Machine?
  var slots: Int
  var atOnce: Int
  var isEndless: Bool
  var caches: Bool?
  var retries: Retries?
  var timeout: Duration?
  var raisesException: Bool
  var streams: [any StreamPart]
}
