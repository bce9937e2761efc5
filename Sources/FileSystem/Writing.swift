internal import Platform

/// Writes all bytes to a file that is open already, such as standard output.
///
/// - Throws: `FileError`.
public func write(_ bytes: [UInt8], to file: Int32, path: String) throws(FileError) {
  try bytes.withUnsafeBufferPointer { buffer throws(FileError) in
    try write(UnsafeRawBufferPointer(buffer), to: file, path: path)
  }
}

func write(_ bytes: UnsafeRawBufferPointer, to file: Int32, path: String) throws(FileError) {
  var written = 0
  while written < bytes.count, let base = bytes.baseAddress {
    let count = Platform.write(file, base + written, bytes.count - written)
    if count >= 0 {
      written += count
    } else if errno != EINTR {
      throw FileError(path: path, action: "write", code: errno)
    }
  }
}
