public import Compression

/// What a file holds: its bytes, or what was compressed to them.
public struct FileContents: Sendable {
  /// The bytes; of a compressed file what it holds, as far as that could be read.
  public var bytes: [UInt8]
  /// Whether the file is compressed.
  public var isCompressed = false
  /// What is wrong with the compressed file; nil if nothing is, and if it is none.
  public var flaw: GzipFlaw?
}
