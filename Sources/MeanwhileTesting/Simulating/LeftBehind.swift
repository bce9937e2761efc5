internal import CTaskCapture

/// Functions that tasks hold which never go on.
enum LeftBehind {
  private struct Function {
    var code: @Sendable () async throws -> Void
  }

  /// Hands a function on, as one that may be held; whatever holds it when that is done never calls it and never lets go of it.
  ///
  /// Runs that were left off, by a deadlock or because the test was over, are held by nothing but their own tasks. Swift takes each of
  /// these for somebody who might still call the function, and ends the process.
  ///
  /// - Parameters:
  ///   - function: The function.
  ///   - body: What it is handed to.
  static func run(
    _ function: @Sendable () async throws -> Void,
    _ body: (@escaping @Sendable () async throws -> Void) -> Void
  ) {
    withoutActuallyEscaping(function) { function in
      let context = context(of: Function(code: function))
      let count = context.map { mw_capture_references($0) } ?? 0
      body(function)
      if let context { mw_capture_release(context, count) }
    }
  }

  private static func context(of function: Function) -> UnsafeRawPointer? {
    unsafeBitCast(function, to: (UnsafeRawPointer?, UnsafeRawPointer?).self).1
  }
}
