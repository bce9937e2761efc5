internal import Dispatch

/// Work that is shared out among the processor's cores.
public enum Cores {
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
