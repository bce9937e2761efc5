import EventLog
import Testing
import TraceAnalysis
@testable import TraceFormats

@Suite struct NinjaBuildsTests {
  /// Three builds, one after the other: where ends go back, the next begins.
  private let three = ninjaLog(
    row(0, 5, "a"), row(5, 5, "b"), row(2, 9, "c"), row(4, 8, "a"), row(4, 9, "c"), row(1, 3, "a"))

  @Test(arguments: [
    (1, ["a 0–5 on 1", "c 2–9 on 2", "b 5–5 on 1"]), (2, ["a 0–4 on 1", "c 0–5 on 2"]),
    (3, ["a 0–2 on 1"]), (nil, ["a 0–2 on 1"]),
  ])
  func `any of several builds may be read`(build: Int?, calls: [String]) throws {
    let trace = try NinjaLog.read(three, name: "build", build: build)
    #expect(trace.words == calls)
    #expect(trace.parts == 3)
    #expect(trace.log.header.origin == .trace(format: "ninja log v5", part: build ?? 3))
    let which = build == 1 || build == 2 ? "number \(build ?? 0)" : "the last"
    let size = calls.count == 1 ? "1 command" : "\(calls.count) commands"
    #expect(
      trace.notes.first
        == ImportNote(
          kind: build == nil ? .skipped : .expected, count: 2,
          sentence: "The log holds 3 builds; this is \(which), with \(size). "
            + "Choose another with --build 1 to 3; `summary --builds` lists them."))
    try expectSound(trace)
  }

  @Test(arguments: [0, -1, 4, .max, .min])
  func `a build that is not there is an error`(build: Int) {
    #expect(
      throws: ImportError(
        line: 1,
        problem: "The log holds 3 builds; there is no build \(build). They count from 1.")
    ) { try NinjaLog.read(three, name: "build", build: build) }
  }

  /// An output of a build that began at so many seconds since 1970.
  private func output(_ name: String, of begin: Int64, _ start: Int64, _ end: Int64) -> String {
    row(start, end, name, modified: (begin * 1_000 + end) * 1_000_000)
  }

  /// Of such a time the second of two builds is, and so long it began after the first, in seconds; a time below
  /// 100,000,000,000 is of whole seconds, so the last is of the year 5138.
  @Test(
    arguments: [
      (1_795_596_704_000_000_000, 86_400), (99_999_999_999, nil),
    ] as [(Int64, Int64?)])
  func `builds that began further apart than a time can tell are listed all the same`(
    modified: Int64, later: Int64?
  ) throws {
    let parts = try NinjaLog.builds(
      ninjaLog(
        row(0, 1_000, "a", modified: 1_795_510_304_000_000_000),
        row(0, 1_000, "a", modified: modified)))
    #expect(parts.map(\.calls) == [1, 1])
    #expect(parts.map(\.began) == [0, later.map { $0 * 1_000_000_000 }])
  }

  @Test(
    arguments: [
      (3, 1, 1, 2), (1, 3, 5, -10), (.min, 0, 1, .min), (.min, 1, 1, nil), (.max, -1, 1, nil),
      (.max, .max, 1_000_000, 0), (1_000_000_000_000_000, 0, 1_000_000, nil),
    ] as [(Int64, Int64, Nanoseconds, Nanoseconds?)])
  func `when a part began is not known if no time is so long`(
    instant: Int64, first: Int64, unit: Nanoseconds, time: Nanoseconds?
  ) {
    #expect(TracePart.time(of: instant, after: first, unit: unit) == time)
  }

  @Test func `builds of a rewritten log are told apart by when they began`() throws {
    let bytes = ninjaLog(
      output("a", of: 100, 0, 50), output("b", of: 100, 0, 20), output("d", of: 200, 0, 70),
      output("c", of: 100, 20, 90), output("e", of: 200, 10, 20), output("f", of: 200, 20, 30))
    let first = try NinjaLog.read(bytes, name: "build", build: 1)
    #expect(first.words == ["b 0–20 on 1", "a 0–50 on 2", "c 20–90 on 1"])
    let last = try NinjaLog.read(bytes, name: "build")
    #expect(last.words == ["d 0–70 on 1", "e 10–20 on 2", "f 20–30 on 2"])
    #expect(last.parts == 2)
    #expect(
      last.notes[1].sentence.hasPrefix("ninja has rewritten the log, so its builds were told apart")
    )
    try expectSound(first)
    try expectSound(last)
  }

  @Test func `without times the order of a rewritten log is taken as it stands`() throws {
    let trace = try NinjaLog.read(
      ninjaLog(row(0, 50, "a"), row(0, 20, "b"), row(20, 90, "c")), name: "build")
    #expect(trace.words == ["b 0–20 on 1", "c 20–90 on 1"])
    #expect(trace.parts == 2)
  }

  @Test(arguments: [[2001, 2010, 2020], [2020, 2010, 2001], [2010, 2001, 2020]])
  func `outputs that kept old times are of the build that their commands ran in`(years: [Int64])
    throws
  {
    // Copied with the times of what they are copies of, by commands that follow each other on two jobs.
    func copied(_ place: Int) -> Int64 { (years[place] - 1970) * 31_556_952 * 1_000_000_000 }
    let begin: Int64 = 1_780_000_000
    let trace = try NinjaLog.read(
      ninjaLog(
        row(0, 208, "d1", modified: copied(0)), row(0, 210, "d2", modified: copied(1)),
        row(208, 415, "d3", modified: copied(2)), output("o1", of: begin, 210, 512),
        output("o2", of: begin, 415, 717), output("app", of: begin, 717, 900)), name: "build")
    #expect(trace.parts == 1)
    #expect(trace.words.count == 6)
    try expectSound(trace)
  }

  @Test func `where the clock began at 0, the first seconds are of the same build as the others`()
    throws
  {
    let ends: [Int64] = [50, 900, 40_000, 99_990, 100_050, 180_000]
    let rows = ends.enumerated().map { output("o\($0)", of: 0, $0 == 0 ? 0 : ends[$0 - 1], $1) }
    for count in 2...rows.count {
      let bytes = Array((["# ninja log v5"] + rows.prefix(count)).map { $0 + "\n" }.joined().utf8)
      #expect(try NinjaLog.read(bytes, name: "build").parts == 1, "\(count) rows")
    }
  }

  @Test func `outputs that only were touched at the same time do not show a rewritten log`() throws
  {
    let touched: Int64 = 100_050_000_000
    let trace = try NinjaLog.read(
      ninjaLog(row(0, 50, "a", modified: touched), row(0, 20, "b", modified: touched)),
      name: "build")
    #expect(trace.words == ["b 0–20 on 1"])
    #expect(trace.parts == 2)
  }

  @Test func `outputs without a time stay with their neighbours`() throws {
    let bytes = ninjaLog(
      output("a", of: 100, 0, 50), output("b", of: 100, 0, 20), row(3, 9, "phony"),
      output("d", of: 200, 0, 70))
    #expect(try NinjaLog.read(bytes, name: "build").words == ["d 0–70 on 1"])
    let first = try NinjaLog.read(bytes, name: "build", build: 1)
    #expect(first.words == ["b 0–20 on 1", "a 0–50 on 2", "phony 3–9 on 3"])
    // Between two builds of a rewritten log, the later is the likelier.
    let mixed = ninjaLog(
      output("a", of: 100, 0, 50), output("d", of: 200, 0, 70), output("b", of: 100, 0, 20),
      row(3, 9, "phony"), output("e", of: 200, 0, 80))
    let last = try NinjaLog.read(mixed, name: "build")
    #expect(last.parts == 2)
    #expect(last.words == ["d 0–70 on 1", "e 0–80 on 2", "phony 3–9 on 3"])
  }
}
