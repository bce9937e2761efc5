/// Why a `build.ninja` cannot be read.
public struct NinjaGraphError: Error, Equatable, Sendable {
  /// The file, which may be one that was included.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// The byte of the line, from 1.
  public var column: Int
  /// What was wrong, what was expected.
  public var problem: String

  /// The whole message.
  public var description: String { "\(file):\(line):\(column): \(problem)" }
}
