public import EventLog

extension Log {
  /// The lines of the log's file.
  public func encodedLines() -> [String] {
    String(decoding: encoded(), as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

/// The lines of a log's file without their checksums, to be edited and sealed again.
public func openedLines(of log: Log) -> [String] {
  log.encodedLines().map { String($0.dropLast(checksumLength)) }
}

/// The bytes of a file of these lines, each with the checksum it should have.
public func sealed(_ lines: [String]) -> [UInt8] {
  var bytes: [UInt8] = []
  for line in lines {
    bytes += line.utf8
    var crc = CRC32C()
    crc.update(bytes)
    let digits = String(crc.value, radix: 16)
    bytes += ",\"crc\":\"\(String(repeating: "0", count: 8 - digits.count))\(digits)\"}\n".utf8
  }
  return bytes
}

/// The length of `,"crc":"01234567"}`.
public let checksumLength = 18
