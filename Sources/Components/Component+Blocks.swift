// Components that are functions.

extension Component {
  /// Makes a component of a function.
  ///
  /// - Parameters:
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
  ///   - body: The function. Several parameters make its input a tuple.
  public convenience init<Input, Output>(
    parallel: Bool = false, on machine: Machine? = nil, slots: Int = 1, atOnce: Int = 1,
    forever: Bool = false, caches: Bool? = nil, retries: Retries? = nil, timeout: Duration? = nil,
    raisesException: Bool = true, sendsTo streams: [any StreamPart] = [],
    _ body: @escaping @Sendable (Input) async throws -> Output
  ) where Body == Block<Input, Output> {
    self.init(
      Block(body), parallel: parallel, on: machine, slots: slots, atOnce: atOnce, forever: forever,
      caches: caches, retries: retries, timeout: timeout, raisesException: raisesException,
      sendsTo: streams)
  }

  /// Makes a component of a function without parameters.
  ///
  /// - Parameters:
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
  ///   - body: The function.
  public convenience init<Output>(
    parallel: Bool = false, on machine: Machine? = nil, slots: Int = 1, atOnce: Int = 1,
    forever: Bool = false, caches: Bool? = nil, retries: Retries? = nil, timeout: Duration? = nil,
    raisesException: Bool = true, sendsTo streams: [any StreamPart] = [],
    _ body: @escaping @Sendable () async throws -> Output
  ) where Body == Block<Void, Output> {
    self.init(
      Block { _ in try await body() }, parallel: parallel, on: machine, slots: slots,
      atOnce: atOnce, forever: forever, caches: caches, retries: retries, timeout: timeout,
      raisesException: raisesException, sendsTo: streams)
  }
}
