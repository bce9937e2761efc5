import TestSupport
import Testing

@testable import EventLog

@Suite struct DamageTests {
  private let bytes = sampleLog().encoded()
  private var lines: [String] { sampleLog().encodedLines() }

  private func file(_ lines: [String]) -> [UInt8] { lines.flatMap { Array("\($0)\n".utf8) } }

  @Test func `a log torn at any byte reads as far as it was written`() throws {
    let lineEnds = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    for size in lineEnds[0]...bytes.count {
      let complete = lineEnds.last { $0 <= size } ?? 0
      let reading = try Log.read(Array(bytes[..<size]))
      #expect(reading.log.encoded() == Array(bytes[..<complete]), "torn at \(size)")
      #expect(reading.tornTail == complete..<size, "torn at \(size)")
      #expect(reading.log.isClosed == (size == bytes.count), "torn at \(size)")
    }
  }

  @Test func `a log torn in its first line says nothing`() {
    for size in 0..<lines[0].utf8.count {
      let found = size == 0 ? "an empty file" : "no whole line"
      #expect(
        throws: LogDamage(
          line: 1, byte: 0,
          problem: #"expected a first line {"seq":0,"at":0,"kind":"log.opened",…}, found "# + found)
      ) { try Log.read(Array(bytes[..<size])) }
    }
  }

  @Test func `every flipped bit shows, in the line where it is`() throws {
    var line = 1
    for index in bytes.indices {
      for bit in 0..<8 {
        var flipped = bytes
        flipped[index] ^= 1 << UInt8(bit)
        do {
          let reading = try Log.read(flipped)
          #expect(index == bytes.count - 1, "bit \(bit) of byte \(index)")
          #expect(!reading.log.isClosed && !reading.tornTail.isEmpty)
        } catch {
          #expect(error.line == line, "bit \(bit) of byte \(index): \(error.problem)")
        }
      }
      if bytes[index] == UInt8(ascii: "\n") { line += 1 }
    }
  }

  @Test func `a mark of the order of bytes and line ends of Windows change no event`() throws {
    let ends = lines.flatMap { Array("\($0)\r\n".utf8) }
    let mark = Array("\u{FEFF}".utf8)
    for text in [
      ends, mark + bytes, mark + ends,
      Array("\(lines[0])\r\n".utf8) + file(Array(lines.dropFirst())),
    ] {
      let reading = try Log.read(text)
      #expect(reading.log.encoded() == bytes)
      #expect(reading.tornTail.isEmpty)
    }
    let torn = try Log.read(Array((mark + ends).dropLast(5)))
    #expect(torn.tornTail.upperBound == mark.count + ends.count - 5)
    #expect((mark + ends)[torn.tornTail].starts(with: "{\"seq\":\(lines.count - 1),".utf8))
    for wrong in [mark + mark + bytes, Array("\(lines[0])\r\r\n".utf8), Array("\r".utf8) + bytes] {
      #expect(throws: LogDamage.self) { try Log.read(wrong) }
    }
  }

  @Test func `a lost line shows`() {
    for missing in 1..<lines.count - 1 {
      var rest = lines
      rest.remove(at: missing)
      #expect(
        throws: LogDamage(
          line: missing + 1, byte: file(Array(lines[..<missing])).count,
          problem: "expected seq \(missing), found \(missing + 1): lines are missing")
      ) { try Log.read(file(rest)) }
    }
  }

  @Test func `a log without its last line is not closed`() throws {
    let reading = try Log.read(file(lines.dropLast()))
    #expect(!reading.log.isClosed && reading.tornTail.isEmpty)
  }

  @Test func `a line that stands twice shows`() {
    for (place, line) in lines.enumerated() {
      var more = lines
      more.insert(line, at: place)
      #expect(
        throws: LogDamage(
          line: place + 2, byte: file(Array(lines[...place])).count,
          problem: "expected seq \(place + 1), found \(place): "
            + "a line stands here again or out of order")
      ) { try Log.read(file(more)) }
    }
  }

  @Test func `two lines that changed places show`() {
    for place in 0..<lines.count - 1 {
      var moved = lines
      moved.swapAt(place, place + 1)
      #expect(
        throws: LogDamage(
          line: place + 1, byte: file(Array(lines[..<place])).count,
          problem: "expected seq \(place), found \(place + 1): lines are missing")
      ) { try Log.read(file(moved)) }
    }
  }

  @Test(arguments: [
    ("", "expected an event, found 0 bytes"), ("\r", "expected an event, found 1 byte"),
    ("{\"seq\":2,\"at\":0,\"kind\":\"x\"}", #"expected the line to end in ,"crc":"…"}"#),
    (
      "{\"seq\":2,\"crc\":\"0123ABCD\"}", "expected 8 hexadecimal digits of a checksum"
    ),
    ("{\"seq\":2,\"crc\":\"0123abcd\"]", "expected the line to end after its checksum"),
  ])
  func `a line that is no event shows`(line: String, problem: String) {
    var more = lines
    more.insert(line, at: 2)
    #expect {
      try Log.read(file(more))
    } throws: { error in
      (error as? LogDamage)?.problem == problem && (error as? LogDamage)?.line == 3
    }
  }

  @Test(arguments: ["\n", "  \n", "\r\n", "\n\n"])
  func `an empty line behind the end is told as that, with what to do`(more: String) {
    #expect {
      try Log.read(bytes + Array(more.utf8))
    } throws: { error in
      guard let damage = error as? LogDamage else { return false }
      return damage.line == lines.count + 1
        && damage.description(of: "a.jsonl").hasSuffix(
          "expected nothing behind log.closed, found an empty line. All lines before it are sound: "
            + "take it out of the file; an editor may have added it.")
    }
  }

  @Test func `damage is told with its place and what to do`() {
    let first = LogDamage(line: 1, byte: 0, problem: "expected this")
    let other = LogDamage(line: 3, byte: 120, problem: "expected that")
    #expect(
      first.description(of: "a.jsonl")
        == "a.jsonl:1: byte 0: expected this. No line of it can be relied on.")
    #expect(
      other.description(of: "a.jsonl") == "a.jsonl:3: byte 120: expected that. "
        + "The lines before it are sound; restore the rest from a copy.")
  }
}
