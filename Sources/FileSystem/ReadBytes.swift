internal import Platform

/// Reads the next bytes of a file that is open, or those at a place of it, as many as there is room for.
///
/// - Returns: How many; fewer than there is room for only at the end of the file.
/// - Throws: `FileError`.
func read(
  into room: UnsafeMutableRawBufferPointer, from file: Int32, at offset: Int? = nil, path: String
) throws(FileError) -> Int {
  var filled = 0
  while filled < room.count, let base = room.baseAddress {
    let rest = room.count - filled
    let count =
      offset.map { pread(file, base + filled, rest, off_t($0 + filled)) }
      ?? Platform.read(file, base + filled, rest)
    if count == 0 { break }
    if count > 0 {
      filled += count
    } else if errno != EINTR {
      throw FileError(path: path, action: "read", code: errno)
    }
  }
  return filled
}

/// The next bytes of a file that is open, or those at a place of it, read to where they stay.
///
/// - Parameters:
///   - most: How many bytes there are at most, with the first.
///   - first: Bytes that have been read already.
///   - file: The file.
///   - offset: Where to read; nil for the place to which it has been read.
///   - path: What the file is called.
/// - Returns: The bytes; fewer than the most only at the end of the file.
/// - Throws: `FileError`.
func read(
  _ most: Int, after first: [UInt8] = [], from file: Int32, at offset: Int? = nil, path: String
) throws(FileError) -> [UInt8] {
  var failure: FileError?
  let bytes = [UInt8](unsafeUninitializedCapacity: max(most, first.count)) { room, count in
    LargePages.advise(UnsafeMutableRawBufferPointer(room))
    count = room.initialize(fromContentsOf: first)
    let rest = UnsafeMutableRawBufferPointer(
      rebasing: UnsafeMutableRawBufferPointer(room)[count...])
    do throws(FileError) {
      count += try read(into: rest, from: file, at: offset, path: path)
    } catch { failure = error }
  }
  if let failure { throw failure }
  return bytes
}
