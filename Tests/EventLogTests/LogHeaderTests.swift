import EventLog
import TestSupport
import Testing

@Suite struct LogHeaderTests {
  @Test(
    arguments: [
      (.scenario(.init(text: "x")), nil, true, true),
      (.scenario(.init(text: "x")), .wall, false, true),
      (.code(name: "Tests/train", digest: "abc"), nil, false, true),
      (.code(name: "Tests/train", digest: "abc"), .wall, false, true),
      (.trace(format: "ninja", part: 2), nil, false, false),
    ] as [(LogHeader.Origin, RunClock?, Bool, Bool)])
  func `a header says what ran, on which clock, and what can be done with it`(
    origin: LogHeader.Origin, clock: RunClock?, canRunAgain: Bool, recordsDependencies: Bool
  ) throws {
    let header = LogHeader(name: "run", origin: origin, clock: clock)
    var builder = LogBuilder(header: header)
    let read = try Log.read(builder.close().encoded()).log.header
    #expect(read == header)
    #expect(read.canRunAgain == canRunAgain)
    #expect(read.recordsDependencies == recordsDependencies)
    var older = header
    older.semantics -= 1
    #expect(!older.canRunAgain)
  }

  /// What is not known of when calls ran is in the first line of a log.
  @Test(arguments: [
    (LogHeader.CallTimes.measured, nil), (.least, #""times":"least""#),
    (.durations, #""times":"durations""#),
  ])
  func `a header says what the times of its calls mean`(
    times: LogHeader.CallTimes, text: String?
  ) throws {
    var header = LogHeader(name: "run", origin: .trace(format: "tests", part: 1))
    header.callTimes = times
    var builder = LogBuilder(header: header)
    let bytes = builder.close().encoded()
    #expect(try Log.read(bytes).log.header == header)
    let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    #expect(line.contains(text ?? #""part":1,"clock""#))
  }

  @Test(
    arguments: [
      .scenario(.init(text: "x")), .code(name: "Tests/train", digest: "abc"),
      .trace(format: "ninja", part: 2),
    ] as [LogHeader.Origin], [[], ["--workers 8", "--faster a \"b\"=2×"]])
  func `a header says of a prediction from what and with which changes`(
    origin: LogHeader.Origin, changes: [String]
  ) throws {
    var header = LogHeader(name: "run", origin: origin)
    header.plan = LogHeader.Plan(of: "1a2b3c4d", changes: changes)
    var builder = LogBuilder(header: header)
    let read = try Log.read(builder.close().encoded()).log.header
    #expect(read == header)
    #expect(!read.canRunAgain)
  }

  @Test(arguments: [
    ([], "run, predicted with no changes"), (["--workers 8"], "run, predicted with --workers 8"),
    (["a", "b", "c", "d"], "run, predicted with a b c d"),
    (["a", "b", "c", "d", "e"], "run, predicted with a b c and 2 more changes"),
  ])
  func `what never ran is called a prediction`(changes: [String], title: String) {
    var header = LogHeader(name: "run", origin: .trace(format: "ninja", part: 2))
    #expect(header.title == "run")
    header.plan = LogHeader.Plan(of: "1a2b3c4d", changes: changes)
    #expect(header.title == title)
  }

  @Test func `the digest of a log is the checksum of its last line`() {
    var builder = LogBuilder(header: LogHeader(name: "run", origin: .trace(format: "x", part: 1)))
    let log = builder.close()
    let last = String(decoding: log.encoded(), as: UTF8.self)
    #expect(last.hasSuffix(#","crc":"\#(log.digest)"}"# + "\n"))
  }

  @Test func `times that mean nothing known are refused`() throws {
    var builder = LogBuilder(
      header: LogHeader(name: "run", origin: .trace(format: "tests", part: 1)))
    var lines = openedLines(of: builder.close())
    lines[0] = lines[0].replacing(#""part":1"#, with: #""part":1,"times":"guessed""#)
    let error = #expect(throws: LogDamage.self) { try Log.read(sealed(lines)) }
    #expect(error?.problem.contains("times that are least or durations") == true)
  }
}
