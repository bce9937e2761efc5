internal import Platform

/// Folders that are removed again.
package enum TemporaryFolder {
  /// Where they are made, unless somebody needs them elsewhere: what `TMPDIR` says, or `/tmp`.
  package static var parent: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }

  /// Makes an empty folder, which nobody else can look into.
  ///
  /// - Parameters:
  ///   - name: How its name begins; a dash and six signs follow.
  ///   - parent: The folder in which it is made.
  /// - Returns: Its path.
  /// - Throws: `FileError`.
  package static func make(_ name: String, in parent: String) throws(FileError) -> String {
    var template = Array("\(parent)/\(name)-XXXXXX".utf8CString)
    let path = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let path else {
      throw FileError(path: parent, action: "make a folder in it", code: errno)
    }
    return path
  }
}
