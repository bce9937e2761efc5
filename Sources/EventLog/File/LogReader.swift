internal import Formatting
internal import Platform

/// What reading a log gives: the run, and what had to be left out.
public struct LogReading: Sendable {
  /// The run, as far as it was written.
  public var log: Log
  /// The bytes of an unterminated last line, which was never wholly written; empty if none.
  public var tornTail: Range<Int>
}

/// Why bytes are not a sound log: what was expected, and where.
public struct LogDamage: Error, Equatable, Sendable {
  /// The line, from 1.
  public var line: Int
  /// The byte of the file, from 0.
  public var byte: Int
  /// What was found, or should have been, as a sentence without its full stop.
  public var problem: String
  /// What can be relied on and what to do, in whole sentences; nil for what is true of most damage.
  public var advice: String?

  /// The whole sentence, with the file it is about and what to do.
  public func description(of file: String) -> String {
    let place = "\(file):\(line): byte \(byte): \(problem)."
    if let advice { return "\(place) \(advice)" }
    return line == 1
      ? "\(place) No line of it can be relied on."
      : "\(place) The lines before it are sound; restore the rest from a copy."
  }
}

extension Log {
  /// Reads a log from the bytes of its file.
  ///
  /// Any bytes may be given. An unterminated last line was never written; it is left out and told
  /// in `tornTail`. A terminated line that is broken is damage.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - progress: Is told how many bytes are read.
  /// - Returns: The run, as far as it was written.
  /// - Throws: `LogDamage` at the first broken line.
  /// - Complexity: O(*n*) in the number of bytes.
  public static func read(
    _ bytes: [UInt8], progress: ProgressHook = .none
  ) throws(LogDamage) -> LogReading {
    try bytes.withUnsafeBufferPointer { buffer throws(LogDamage) in
      var reader = LogReader(bytes: buffer)
      return try reader.read(progress)
    }
  }
}

struct LogReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var decoder = LogDecoder()
  var crc = CRC32C()
  /// The bytes before this one are in the checksum.
  var summed = 0
  var lineStart = 0
  var lineNumber = 1

  /// `,"crc":"01234567"}` without the line's end.
  static let checksumLength = 18

  mutating func read(_ progress: ProgressHook) throws(LogDamage) -> LogReading {
    decoder.reserveCapacity(bytes: bytes.count)
    if bytes.starts(with: "\u{FEFF}".utf8) { (lineStart, summed) = (3, 3) }
    while let end = lineEnd() {
      if lineNumber % ProgressHook.interval == 0 { progress(lineStart) }
      try readLine(upTo: end)
      lineStart = end + 1
      lineNumber += 1
    }
    guard decoder.isOpen else {
      throw damage(
        at: 0, Self.firstLine + ", found " + (bytes.isEmpty ? "an empty file" : "no whole line"))
    }
    return LogReading(log: decoder.log, tornTail: lineStart..<bytes.count)
  }

  private static let firstLine =
    "expected a first line {\"seq\":0,\"at\":0,\"kind\":\"log.opened\",…}"

  private func lineEnd() -> Int? {
    guard lineStart < bytes.count, let base = bytes.baseAddress,
      let end = memchr(base + lineStart, 0x0A, bytes.count - lineStart)
    else { return nil }
    return UnsafeRawPointer(end) - UnsafeRawPointer(base)
  }

  private mutating func readLine(upTo newline: Int) throws(LogDamage) {
    // What turned the ends of lines into those of Windows changed no event.
    let isOfWindows = newline > lineStart && bytes[newline - 1] == UInt8(ascii: "\r")
    let end = isOfWindows ? newline - 1 : newline
    let checksumStart = end - Self.checksumLength
    guard checksumStart > lineStart else {
      if decoder.log.isClosed, bytes[lineStart..<end].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
        var damage = damage(
          at: lineStart, "expected nothing behind log.closed, found an empty line")
        damage.advice =
          "All lines before it are sound: take it out of the file; an editor may have added it."
        throw damage
      }
      let count = newline - lineStart
      throw damage(
        at: lineStart,
        (lineNumber == 1 ? Self.firstLine : "expected an event")
          + ", found \(counted(count, "byte"))")
    }
    try readChecksum(at: checksumStart, upTo: end)
    if isOfWindows { sum(upTo: end, thenFrom: newline) }
    var line = LogLine(UnsafeBufferPointer(rebasing: bytes[lineStart..<checksumStart]))
    do throws(LogLine.Fault) {
      try decoder.decode(&line)
      guard line.isAtEnd else { throw line.fault("the end of the event") }
    } catch {
      throw damage(at: lineStart + error.offset, "expected \(error.expected)")
    }
  }

  /// Takes all bytes before a place into the checksum that are not yet in it.
  private mutating func sum(upTo end: Int, thenFrom next: Int) {
    crc.update(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[summed..<end])))
    summed = next
  }

  private mutating func readChecksum(at start: Int, upTo end: Int) throws(LogDamage) {
    sum(upTo: start, thenFrom: start)
    var line = LogLine(UnsafeBufferPointer(rebasing: bytes[start..<end]))
    guard line.skip(",\"crc\":\""), line.skip(hexadecimal: crc.value), line.skip("\"}"),
      line.isAtEnd
    else { throw wrongChecksum(at: start, upTo: end) }
  }

  /// Says what is wrong with the end of a line that should hold its checksum and does not.
  private func wrongChecksum(at start: Int, upTo end: Int) -> LogDamage {
    var line = LogLine(UnsafeBufferPointer(rebasing: bytes[start..<end]))
    var found: UInt32 = 0
    guard line.skip(",\"crc\":\"") else {
      return damage(at: start, "expected the line to end in ,\"crc\":\"…\"}")
    }
    for _ in 0..<8 {
      guard let digit = line.hexDigit() else {
        return damage(at: start + line.offset, "expected 8 hexadecimal digits of a checksum")
      }
      found = found << 4 | UInt32(digit)
    }
    guard line.skip("\"}"), line.isAtEnd else {
      return damage(at: start + line.offset, "expected the line to end after its checksum")
    }
    return mismatch(found)
  }

  /// Names the likeliest reason why a line does not fit what comes before it.
  private func mismatch(_ found: UInt32) -> LogDamage {
    let expected = decoder.log.events.count
    var line = LogLine(UnsafeBufferPointer(rebasing: bytes[lineStart...]))
    if line.skip("{\"seq\":"), let seq = try? line.integer(Int.self), seq != expected {
      let place = "expected seq \(expected), found \(seq): "
      return damage(
        at: lineStart,
        place + (seq > expected ? "lines are missing" : "a line stands here again or out of order"))
    }
    return damage(
      at: lineStart,
      "expected the checksum \(hexadecimal(crc.value)), found \(hexadecimal(found)): "
        + "a byte of this line was changed")
  }

  private func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  private func damage(at byte: Int, _ problem: String) -> LogDamage {
    LogDamage(line: lineNumber, byte: byte, problem: problem)
  }
}
