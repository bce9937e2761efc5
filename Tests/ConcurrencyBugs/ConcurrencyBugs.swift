extension ConcurrencyBug {
  /// All of them.
  public static let all: [ConcurrencyBug] = [
    reentrancy, staleState, waiting, locking, ordering, timing,
  ].flatMap { $0 }
}
