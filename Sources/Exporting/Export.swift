/// A run in the format of another tool.
public struct Export: Sendable {
  /// The file.
  public var bytes: [UInt8]
  /// What of the run the file leaves out, a whole sentence each.
  public var notes: [String]
}

/// Why a run cannot be written in a format.
public struct ExportError: Error, Equatable, Sendable {
  /// The whole sentence.
  public var problem: String
}
