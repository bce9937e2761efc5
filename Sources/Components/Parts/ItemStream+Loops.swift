internal import EventLog
internal import Simulation

extension ItemStream where Element == Void {
  /// Puts items in one after another, each after the same time.
  ///
  /// It does what this does, event for event, and on a virtual clock no code runs for each item:
  ///
  ///     for _ in 0..<count {
  ///       try await sleep(for: time)
  ///       try await send()
  ///     }
  ///
  /// - Parameters:
  ///   - count: How many items.
  ///   - time: The time before each, at least 0.
  /// - Throws: `CancellationError` where the call was ended from outside; `CodeError` outside a run.
  public func send(_ count: Int, every time: Duration) async throws {
    let context = try CallContext.required("send")
    let time = try time.nanoseconds(of: "the time between items")
    try await context.send(count, into: self) { time }
  }

  /// Puts items in one after another, each after a time that is drawn from the seed of the run: customers that come to a queue.
  ///
  ///     try await customers.send(1_000, every: .exponential(mean: .seconds(1)))
  ///
  /// - Parameters:
  ///   - count: How many items.
  ///   - time: How the time before each is spread.
  /// - Throws: As `send` with the same time; `CodeError` for a distribution that there is not.
  public func send(_ count: Int, every time: RandomTime) async throws {
    let (context, time) = (try CallContext.required("send"), try time.distribution())
    try await context.send(count, into: self) { context.draw(time) }
  }

  /// Takes all items out, one after another until the stream is at its end, and runs for the same time with each.
  ///
  /// It does what this does, event for event, and on a virtual clock no code runs for each item:
  ///
  ///     for try await _ in stream { try await sleep(for: time) }
  ///
  /// - Parameter time: The time for each, at least 0.
  /// - Returns: How many items there were.
  /// - Throws: `CancellationError` where the call was ended from outside; `CodeError` outside a run.
  @discardableResult
  public func takeAll(for time: Duration) async throws -> Int {
    let context = try CallContext.required("takeAll")
    let time = try time.nanoseconds(of: "the time for an item")
    return try await context.takeAll(of: self) { time }
  }

  /// Takes all items out, and runs for a time with each that is drawn from the seed of the run: a server at a queue.
  ///
  ///     try await customers.takeAll(for: .exponential(mean: .seconds(1)))
  ///
  /// - Parameter time: How the time for each is spread.
  /// - Returns: How many items there were.
  /// - Throws: As `takeAll` with the same time; `CodeError` for a distribution that there is not.
  @discardableResult
  public func takeAll(for time: RandomTime) async throws -> Int {
    let (context, time) = (try CallContext.required("takeAll"), try time.distribution())
    return try await context.takeAll(of: self) { context.draw(time) }
  }
}
