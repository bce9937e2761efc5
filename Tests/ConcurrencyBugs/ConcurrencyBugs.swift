extension ConcurrencyBug {
  /// All of them.
  public static let all: [ConcurrencyBug] = reentrancy
}
