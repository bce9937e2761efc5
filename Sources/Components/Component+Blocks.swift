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

// How it is called.

extension Component {
  /// Calls the component.
  ///
  /// - Parameters:
  ///   - input: What it is called with.
  ///   - file: The file of the code.
  ///   - line: The place in the code.
  ///   - column: The place in the line.
  /// - Returns: The call. Where the component is parallel it may still be going on.
  /// - Throws: What the component throws, if it is not parallel and its failures do not end the run; `CancellationError` where
  ///   the call that asks was ended from outside; `CodeError` outside a run.
  @discardableResult
  public func run(
    _ input: Body.Input, file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
  ) async throws -> Call<Body.Output> {
    try await CallContext.required("run").call(self, input, CallSite(file, line, column))
  }

  /// Calls the component, which takes nothing.
  ///
  /// - Parameters:
  ///   - file: The file of the code.
  ///   - line: The place in the code.
  ///   - column: The place in the line.
  /// - Returns: The call. Where the component is parallel it may still be going on.
  /// - Throws: As `run` with an input.
  @discardableResult
  public func run(
    file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
  ) async throws -> Call<Body.Output> where Body.Input == Void {
    try await CallContext.required("run").call(self, (), CallSite(file, line, column))
  }

  /// Calls the component with two things.
  ///
  /// - Parameters:
  ///   - first: The first.
  ///   - second: The second.
  ///   - file: The file of the code.
  ///   - line: The place in the code.
  ///   - column: The place in the line.
  /// - Returns: The call. Where the component is parallel it may still be going on.
  /// - Throws: As `run` with an input.
  @discardableResult
  public func run<First, Second>(
    _ first: First, _ second: Second, file: StaticString = #fileID, line: UInt = #line,
    column: UInt = #column
  ) async throws -> Call<Body.Output> where Body.Input == (First, Second) {
    try await CallContext.required("run").call(self, (first, second), CallSite(file, line, column))
  }
}

extension Component {
  /// Calls the component with three things.
  ///
  /// - Parameters:
  ///   - first: The first.
  ///   - second: The second.
  ///   - third: The third.
  ///   - file: The file of the code.
  ///   - line: The place in the code.
  ///   - column: The place in the line.
  /// - Returns: The call. Where the component is parallel it may still be going on.
  /// - Throws: As `run` with an input.
  @discardableResult
  public func run<First, Second, Third>(
    _ first: First, _ second: Second, _ third: Third, file: StaticString = #fileID,
    line: UInt = #line, column: UInt = #column
  ) async throws -> Call<Body.Output> where Body.Input == (First, Second, Third) {
    try await CallContext.required("run").call(
      self, (first, second, third), CallSite(file, line, column))
  }
}
