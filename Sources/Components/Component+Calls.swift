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
