/// A bug of concurrent code, small enough to be read at once, with the same code without it.
public struct ConcurrencyBug: Sendable {
  /// What people call it: `check, then act`.
  public let name: String
  /// Where it comes from: `classic`, the table of another tool, or a fix of a Swift package.
  public let origin: String
  /// The code with the bug.
  public let broken: @Sendable (Checks) async throws -> Void
  /// The code without it.
  public let repaired: @Sendable (Checks) async throws -> Void

  /// Makes a bug.
  ///
  /// - Parameters:
  ///   - name: What people call it.
  ///   - origin: Where it comes from.
  ///   - broken: The code with the bug.
  ///   - repaired: The code without it.
  public init(
    _ name: String, origin: String = "classic",
    broken: @escaping @Sendable (Checks) async throws -> Void,
    repaired: @escaping @Sendable (Checks) async throws -> Void
  ) {
    (self.name, self.origin, self.broken, self.repaired) = (name, origin, broken, repaired)
  }
}

/// Takes down what the code of a bug promises and does not keep.
public struct Checks: Sendable {
  private let fail: @Sendable (String) -> Void

  /// Makes checks.
  ///
  /// - Parameter fail: Is told each promise that is not kept.
  public init(_ fail: @escaping @Sendable (String) -> Void) { self.fail = fail }

  /// Tells if a promise is not kept.
  ///
  /// - Parameters:
  ///   - holds: Whether it is kept.
  ///   - promise: The promise.
  public func expect(_ holds: Bool, _ promise: String) {
    if !holds { fail(promise) }
  }
}
