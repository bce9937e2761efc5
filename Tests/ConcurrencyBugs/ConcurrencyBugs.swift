extension ConcurrencyBug {
  /// All of them.
  public static let all: [ConcurrencyBug] = classics + nodeRaces + swiftPackages

  private static let classics: [ConcurrencyBug] = [
    reentrancy, staleState, waiting, locking, ordering, timing,
  ].flatMap { $0 }

  private static let nodeRaces: [ConcurrencyBug] = [
    nodeKnownBugs, nodeOpenIssues, nodeTests, mongoExpress,
  ].flatMap { $0 }

  private static let swiftPackages: [ConcurrencyBug] = [
    swiftContinuations, swiftState, swiftQueues,
  ].flatMap { $0 }
}
