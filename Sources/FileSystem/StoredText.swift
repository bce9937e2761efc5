internal import Compression
internal import Platform

/// The text that lies in an ordinary file, compressed or not, from its beginning.
struct StoredText {
  private let path: String
  private let descriptor: Int32
  private var offset = 0
  private var compressed: CompressedReader?

  /// The text of a file that is open; nobody else's place in it changes.
  init(of descriptor: Int32, path: String) throws(FileError) {
    self.path = path
    self.descriptor = descriptor
    let first = try FileSystem.read(2, from: descriptor, at: 0, path: path)
    if Gzip.isIn(first) {
      compressed = try CompressedReader(first, then: descriptor, at: first.count, path: path)
    }
  }

  /// Whether all of it could be read.
  var isWhole: Bool { compressed?.flaw == nil }

  /// Reads the next bytes, as many as there is room for; fewer only at the end.
  mutating func read(into room: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    if let count = try compressed?.read(into: room) { return count }
    let count = try FileSystem.read(into: room, from: descriptor, at: offset, path: path)
    offset += count
    return count
  }

  /// Whether two texts are the same, whichever of them is compressed.
  static func areSame(
    _ one: StoredText, _ other: StoredText
  ) throws(FileError) -> Bool {
    var (one, other) = (one, other)
    let (mine, theirs) = (pieceRoom(), pieceRoom())
    defer {
      mine.deallocate()
      theirs.deallocate()
    }
    while true {
      let count = try one.read(into: mine)
      guard try other.read(into: theirs) == count, mine[..<count].elementsEqual(theirs[..<count])
      else { return false }
      if count < mine.count { return one.isWhole && other.isWhole }
    }
  }

  private static func pieceRoom() -> UnsafeMutableRawBufferPointer {
    .allocate(byteCount: Gzip.pieceSize, alignment: 16)
  }
}
