import EventLog
import Testing

@Suite struct LogHeaderTests {
  @Test(
    arguments: [
      (.scenario(.init(text: "x")), nil, true, true),
      (.scenario(.init(text: "x")), .wall, true, true),
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
}
