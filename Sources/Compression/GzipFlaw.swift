/// What is wrong with a compressed file, and where.
public struct GzipFlaw: Error, Equatable, Sendable {
  /// What is wrong.
  public enum Problem: Equatable, Sendable {
    /// It ends before its compressed data do: it was cut off, or is still being written.
    case endsTooEarly
    /// What it holds does not have the checksum that it was compressed with.
    case wrongChecksum
    /// What it holds is not as long as what was compressed.
    case wrongLength
    /// What stands there was not written by a compressor; the reason is zlib's.
    case noCompressedData(reason: String)
    /// Something else stands behind its compressed data.
    case trailingBytes
    /// There is no memory to read it with.
    case noMemory
  }

  /// What is wrong.
  public var problem: Problem
  /// The byte of the compressed file at which that shows, from 0.
  public var byte: Int

  /// Says what is wrong, and where that shows.
  public init(problem: Problem, byte: Int) {
    self.problem = problem
    self.byte = byte
  }

  /// Whether all that could be read is as it was written, only not all of it.
  public var isTruncation: Bool { problem == .endsTooEarly }

  /// What is wrong, as a sentence without its beginning capital and its full stop.
  public var description: String {
    switch problem {
    case .endsTooEarly: "the compressed file ends too early, at byte \(byte)"
    case .wrongChecksum:
      "the compressed file is damaged: what it holds does not have the checksum at byte \(byte)"
    case .wrongLength:
      "the compressed file is damaged: what it holds does not have the length at byte \(byte)"
    case .noCompressedData(let reason):
      "the compressed file is damaged at byte \(byte), which is no compressed data (\(reason))"
    case .trailingBytes:
      "the compressed file is damaged at byte \(byte): something else stands behind its compressed data"
    case .noMemory: "there is no memory to read the compressed file with"
    }
  }
}
