/// What a process says when it ends by a fault.
enum FatalError {
  private static let words = [
    "Fatal error", "Fatal access conflict", "Precondition failed", "Assertion failed", "MISUSE",
    "Could not cast",
  ]

  /// The line that says so.
  ///
  /// - Parameter output: What the process wrote.
  /// - Returns: The first such line; nil if there is none.
  static func line(in output: String) -> String? {
    output.split(separator: "\n").first { line in words.contains { line.contains($0) } }
      .map(String.init)
  }

  /// What tells the fault from others that end the process by the same signal.
  ///
  /// - Parameter output: What the process wrote.
  /// - Returns: The line that says what it is, without addresses; empty if there is none.
  static func signature(in output: String) -> String {
    (line(in: output) ?? "").replacing(/0x[0-9a-fA-F]+/, with: "0x")
  }
}
