/// The form of compressed files that `gzip` writes and reads (RFC 1952).
public enum Gzip {
  /// How the names of compressed files end.
  public static let ending = ".gz"

  /// A name without the ending of compressed files, if it has it.
  package static func withoutEnding(_ name: String) -> String {
    name.hasSuffix(ending) ? String(name.dropLast(ending.count)) : name
  }

  /// How much effort goes into compressing: the least.
  ///
  /// A log takes a sixth of its bytes then, and half of the time that `gzip` takes on its own for a tenth less.
  static let level: Int32 = 1

  /// Whether bytes begin as a compressed file does, whatever it is called.
  public static func isIn(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.starts(with: [0x1F, 0x8B])
  }

  /// How many bytes go through at a time.
  package static let pieceSize = 1 << 16
}
