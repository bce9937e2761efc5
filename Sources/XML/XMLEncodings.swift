internal import ExpatLibrary
internal import Platform

/// Encodings of one byte a character that expat does not know itself, such as windows-1252.
enum XMLEncodings {
  /// Tells expat which character each byte is.
  ///
  /// - Returns: Whether the encoding is known, and has one byte a character.
  static func fill(
    _ encoding: UnsafeMutablePointer<XML_Encoding>, named name: UnsafePointer<CChar>
  ) -> Bool {
    guard let converter = iconv_open("UTF-32LE", name), Int(bitPattern: converter) != -1 else {
      return false
    }
    defer { iconv_close(converter) }
    encoding.pointee.data = nil
    encoding.pointee.convert = nil
    encoding.pointee.release = nil
    return withUnsafeMutableBytes(of: &encoding.pointee.map) { map in
      let map = map.bindMemory(to: CInt.self)
      for byte in map.indices {
        switch character(UInt8(byte), converter) {
        case .success(let character): map[byte] = CInt(bitPattern: character)
        case .failure(.none): map[byte] = -1
        case .failure(.beginning): return false
        }
      }
      return true
    }
  }

  /// Why a byte is no character.
  private enum NoCharacter: Error {
    case none
    /// It begins one of several bytes.
    case beginning
  }

  private static func character(
    _ byte: UInt8, _ converter: iconv_t
  ) -> Result<UInt32, NoCharacter> {
    var (source, character) = (CChar(bitPattern: byte), UInt32(0))
    var (left, room) = (1, MemoryLayout<UInt32>.size)
    let count = withUnsafeMutablePointer(to: &source) { source in
      withUnsafeMutableBytes(of: &character) { target in
        var from: UnsafeMutablePointer<CChar>? = source
        var to = target.baseAddress?.assumingMemoryBound(to: CChar.self)
        return iconv(converter, &from, &left, &to, &room)
      }
    }
    if count != -1, room == 0 { return .success(UInt32(littleEndian: character)) }
    let isBeginning = errno == EINVAL
    // What it kept of that must not be in the way of the next.
    iconv(converter, nil, nil, nil, nil)
    return .failure(isBeginning ? .beginning : .none)
  }
}
