internal import Dispatch

/// Work that is shared out among the processor's cores.
public enum Cores {
  /// What two functions give, worked out beside each other.
  ///
  ///     let (sum, product) = Cores.both({ 2 + 3 }, { 2 * 3 })  // (5, 6)
  ///
  /// - Complexity: That of the longer one, where there are two cores.
  public static func both<First: Sendable, Second: Sendable>(
    _ first: @Sendable () -> First, _ second: @Sendable () -> Second
  ) -> (First, Second) {
    // Each is written once, by one core, and read when both have been.
    nonisolated(unsafe) var (one, other) = (nil as First?, nil as Second?)
    DispatchQueue.concurrentPerform(iterations: 2) { index in
      if index == 0 { one = first() } else { other = second() }
    }
    guard let one, let other else { preconditionFailure("both have been worked out") }
    return (one, other)
  }

  /// What a function gives for each number below a count, worked out on all cores at once.
  ///
  ///     let squares = Cores.map(4) { $0 * $0 }  // [0, 1, 4, 9]
  ///
  /// Which core comes to what, and when, makes no difference to the result.
  ///
  /// - Parameters:
  ///   - count: How many numbers there are.
  ///   - body: What is worked out for one; it runs beside itself.
  /// - Returns: The results in the order of the numbers.
  /// - Complexity: That of `body` for all numbers, over the number of cores.
  public static func map<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    if count < 2 { return (0..<count).map(body) }
    return [Result](unsafeUninitializedCapacity: count) { results, initialized in
      // Each element is written once, by one core, and read when all have been.
      nonisolated(unsafe) let results = results
      DispatchQueue.concurrentPerform(iterations: count) { index in
        results.initializeElement(at: index, to: body(index))
      }
      initialized = count
    }
  }
}
