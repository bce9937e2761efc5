internal import CTaskCapture

/// The simulation that a test runs in.
///
///     @Test(.simulated) func `a request is tried again`() async throws {
///       let client = Client()
///       async let answer = client.get("/")
///       await simulation.settle()
///       #expect(client.attempts == 1)
///       …
///     }
public struct Simulation: Sendable {
  init() {}

  /// Whether this code runs in one.
  public var isOn: Bool { mw_capture_is_on() }

  /// How long the simulation has run, on its clock.
  public var now: Duration { .nanoseconds(isOn ? SimulatedWorld.shared.now : 0) }

  /// Returns when nothing else can go on without time or what is outside; outside of a simulation, at once.
  ///
  /// Until then the virtual clock stands still: what sleeps goes on sleeping.
  public func settle() async {
    guard isOn else { return }
    await withUnsafeContinuation { SimulatedWorld.shared.takeSettler($0) }
  }

  /// Whether something goes wrong now that mostly does not: a connection, a disk.
  ///
  /// The schedule says so; outside of a simulation nothing does.
  ///
  ///     func send(_ bytes: [UInt8]) async throws {
  ///       if simulation.fails() { throw ConnectionLost() }
  ///       …
  ///     }
  public func fails() -> Bool { isOn && SimulatedWorld.shared.choose(outOf: 2) == 1 }

  /// Sleeps for a part of a time, which the schedule chooses: mostly not at all.
  ///
  /// - Parameter longest: The longest time.
  /// - Throws: `CancellationError` if the task is cancelled.
  public func delay(upTo longest: Duration) async throws {
    let quarters = isOn ? SimulatedWorld.shared.choose(outOf: 5) : 0
    if quarters > 0 { try await Task.sleep(for: longest / 4 * quarters) }
  }
}

/// The simulation that a test runs in.
public let simulation = Simulation()
