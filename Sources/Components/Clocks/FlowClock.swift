internal import EventLog
internal import Simulation

/// The clock of the run whose code asks: virtual where it is simulated, that of the machine where it is recorded.
///
///     let clock = FlowClock()
///     let took = try await clock.measure { try await sleep(for: .seconds(3)) }   // 3.0 seconds
///
/// For code that takes any `Clock<Duration>`. Outside a run it stands at 0, and nobody can sleep by it.
public struct FlowClock: Clock {
  /// Makes the clock.
  public init() {}

  /// An instant of a run.
  public struct Instant: InstantProtocol {
    /// How long after the beginning of the run.
    public let sinceStart: Duration

    /// Makes an instant.
    ///
    /// - Parameter sinceStart: How long after the beginning of the run.
    public init(sinceStart: Duration) { self.sinceStart = sinceStart }

    /// The instant so much later.
    ///
    /// - Parameter duration: How much later.
    /// - Returns: That instant.
    public func advanced(by duration: Duration) -> Instant {
      Instant(sinceStart: sinceStart + duration)
    }

    /// How long it is to another instant.
    ///
    /// - Parameter other: The other one.
    /// - Returns: The time between them, negative if the other one is before.
    public func duration(to other: Instant) -> Duration { other.sinceStart - sinceStart }

    /// Whether one instant is before another.
    public static func < (left: Instant, right: Instant) -> Bool {
      left.sinceStart < right.sinceStart
    }
  }

  /// How far the run is.
  public var now: Instant {
    guard let context = CallContext.current else { return Instant(sinceStart: .zero) }
    return Instant(sinceStart: .nanoseconds(context.host.with(context) { $0.driver.now } ?? 0))
  }

  /// The least time that it tells apart: a nanosecond.
  public var minimumResolution: Duration { .nanoseconds(1) }

  /// Sleeps until an instant; one that is past is now.
  ///
  /// - Parameters:
  ///   - deadline: The instant.
  ///   - tolerance: Is of no account.
  /// - Throws: As `sleep(for:)`.
  public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
    let context = try CallContext.required("sleep")
    try await context.sleep(for: max(0, now.duration(to: deadline).nanoseconds))
  }
}

/// Random numbers that follow from the seed of the run, the component and the number of its call.
///
///     var random = try FlowRandom()
///     let page = Int.random(in: 1...100, using: &random)
///
/// Each that the code of a call makes has numbers of its own.
public struct FlowRandom: RandomNumberGenerator, Sendable {
  private var random: CallRandom

  /// Makes the next source of random numbers of the call whose code runs.
  ///
  /// - Throws: `CodeError` outside a run.
  public init() throws { random = try CallContext.required("FlowRandom").makeRandom() }

  /// The next 64 random bits.
  ///
  /// - Returns: The bits.
  public mutating func next() -> UInt64 { random.next() }
}
