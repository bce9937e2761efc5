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
      (.plan(of: "abc", changes: []), nil, false, true),
      (.plan(of: "abc", changes: ["--workers 8", "a \"b\""]), nil, false, true),
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

  @Test func `times that mean nothing known are refused`() throws {
    var builder = LogBuilder(
      header: LogHeader(name: "run", origin: .trace(format: "tests", part: 1)))
    var lines = openedLines(of: builder.close())
    lines[0] = lines[0].replacing(#""part":1"#, with: #""part":1,"times":"guessed""#)
    let error = #expect(throws: LogDamage.self) { try Log.read(sealed(lines)) }
    #expect(error?.problem.contains("times that are least or durations") == true)
  }
}
