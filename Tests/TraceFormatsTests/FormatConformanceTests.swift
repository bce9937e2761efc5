import EventLog
import JSON
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

/// What is promised of every format, so that a new one only has to bring a sample.
@Suite struct FormatConformanceTests {
  /// A trace of each format, by the name of the format.
  private static let samples: [String: [TraceInput]] = [
    "a ninja log": [
      TraceInput(
        bytes: ninjaLog(
          row(0, 50, "a", modified: 1_700_000_000_050_000_000),
          row(50, 60, "b", modified: 1_700_000_000_060_000_000),
          row(3, 20, "a", modified: 1_700_000_100_020_000_000)),
        name: "build"),
      TraceInput(
        bytes: ninjaLog(row(0, 50, "a"), row(60, 70, "b"), row(70, 90, "c")), name: "build",
        companion: TraceInput.Companion(
          file: "build.ninja",
          bytes: Array(
            ("pool p\n  depth = 1\nrule r\n  command = x\nbuild a: r\nbuild b: r a\n  pool = p\n"
              + "build c: r\n  pool = p\n").utf8))),
    ],
    "a Chrome trace": [
      TraceInput(
        bytes: Array(
          (#"[{"ph":"X","name":"a","pid":1,"tid":1,"ts":0,"dur":50},"# + "\n"
            + #"{"ph":"B","name":"b","pid":1,"tid":2,"ts":5},{"ph":"E","pid":1,"tid":2,"ts":20},"#
            + "\n" + #"{"ph":"X","name":"c","pid":1,"tid":1,"ts":10,"dur":5}"# + "\n]\n").utf8),
        name: "trace")
    ],
    "a task stream of dask": [
      DaskSamples.whole, TraceInput(bytes: Array(DaskSamples.records.utf8), name: "stream"),
    ],
    "a performance report of dask": [TaskSamples.input(DaskPageTests.page)],
    "an event stream of Swift Testing": [
      TraceInput(bytes: SwiftTestingSample.parallel.bytes, name: "tests")
    ],
    "a list of GitHub Actions jobs": [
      GitHubSamples.input(GitHubSamples.small),
      GitHubSamples.input(GitHubSamples.pages, GitHubSamples.workflow),
    ],
  ].merging(SpanSamples.small) { one, other in one + other }
    .merging(TestSamples.small) { one, other in one + other }
    .merging(TaskSamples.all) { one, other in one + other }
    .merging(CMakeSamples.small) { one, other in one + other }
    .merging(LLBuildSamples.small) { one, other in one + other }
    .merging(SwiftStatisticsSamples.small) { one, other in one + other }
    .merging(SnakemakeSamples.small) { one, other in one + other }

  private func each(_ body: (TraceFormat, TraceInput) throws -> Void) throws {
    for format in TraceFormat.all {
      let samples = try #require(Self.samples[format.name], "\(format.name) has no sample")
      for sample in samples { try body(format, sample) }
    }
  }

  @Test func `every format is told by its beginning, and by no other's`() throws {
    try each { format, sample in
      #expect(InputFormat(of: sample.bytes) == .trace(format))
      #expect(TraceFormat.all.filter { $0.recognises(TraceHead(sample.bytes[...])) } == [format])
    }
  }

  @Test func `the same bytes give the same log, every time`() throws {
    try each { format, sample in
      let log = try format.read(sample).log.encoded()
      for _ in 1...3 { #expect(try format.read(sample).log.encoded() == log) }
    }
  }

  @Test(arguments: [(1, 1), (1, 300), (100, 300), (1_000, 1_000)])
  func `a list that is read in pieces gives the same log and notes`(piece: Int, stretch: Int) throws
  {
    try each { format, sample in
      var pieces = sample
      pieces.pieceSizes = JSONPieceSizes(least: 0, stretch: stretch, piece: piece)
      let (read, whole) = (try format.read(pieces), try format.read(sample))
      #expect(read.log.encoded() == whole.log.encoded(), "\(format.name)")
      #expect(read.notes == whole.notes, "\(format.name)")
      #expect(read.parts == whole.parts, "\(format.name)")
    }
  }

  @Test func `every part is sound, its calls are those of the list, and others are refused`() throws
  {
    try each { format, sample in
      let parts = try format.parts(of: sample)
      guard format.parts != nil else {
        #expect(parts.isEmpty)
        return try expectSound(format.read(sample))
      }
      #expect(parts.map(\.number) == Array(1...parts.count))
      #expect(parts.filter(\.isUsual).count == 1)
      for part in parts {
        var chosen = sample
        chosen.part = part.number
        let run = try format.read(chosen)
        try expectSound(run)
        #expect(run.parts == parts.count)
        #expect(run.words.count == part.calls)
        #expect(!run.notes.contains { $0.count < 1 || $0.sentence.isEmpty })
        if part.isUsual { #expect(try format.read(sample).words == run.words) }
      }
      for wrong in [0, -1, parts.count + 1, .max, .min] {
        var chosen = sample
        chosen.part = wrong
        #expect((try? format.read(chosen))?.parts == nil, "part \(wrong)")
      }
    }
  }

  @Test func `any part of a run is sound, takes as long as it is, and is told`() throws {
    try each { format, sample in
      let whole = try format.read(sample)
      let end = whole.log.end
      for (from, to) in [(0, end), (end / 3, end), (0, end / 2), (end / 4, end / 2)] {
        var input = sample
        input.window = TraceWindow(from: .time(from), until: .time(to))
        guard let part = try? format.read(input) else { continue }
        try expectSound(part, "\(from) to \(to)")
        #expect(part.log.end <= to - from)
        #expect(part.notes.contains { $0.sentence.hasPrefix("The part from ") })
        if (from, to) == (0, end) { #expect(part.words == whole.words) }
      }
      let name = whole.log.names[Analysis(whole.log).calls[0].component]
      var input = sample
      input.window = TraceWindow(within: name)
      try expectSound(format.read(input))
    }
  }

  @Test func `a trace that was cut anywhere is refused or read with what is left`() throws {
    try each { format, sample in
      func calls(in input: TraceInput) throws -> Int {
        guard format.parts != nil else { return try format.read(input).words.count }
        return try format.parts(of: input).reduce(0) { $0 + $1.calls }
      }
      let whole = try calls(in: sample)
      for length in sample.bytes.indices {
        var cut = sample
        cut.bytes = Array(sample.bytes[..<length])
        guard let run = try? format.read(cut) else { continue }
        try expectSound(run, "cut at \(length)")
        #expect(try calls(in: cut) <= whole, "cut at \(length)")
        // Either nothing is missing of the last line that is there, or it is told.
        let isWholeLine =
          sample.bytes[..<length].last.map { $0 <= 0x20 } ?? true
          || sample.bytes[length] == UInt8(ascii: "\n")
        #expect(isWholeLine || run.notes.contains { $0.kind == .skipped }, "cut at \(length)")
      }
    }
  }

  @Test func `a byte order mark and the line ends of Windows change nothing`() throws {
    try each { format, sample in
      guard format.isText else { return }
      let words = try format.read(sample).words
      var other = sample
      other.bytes = Array("\u{FEFF}".utf8)
      for byte in sample.bytes {
        if byte == UInt8(ascii: "\n") { other.bytes.append(UInt8(ascii: "\r")) }
        other.bytes.append(byte)
      }
      #expect(InputFormat(of: other.bytes) == .trace(format))
      #expect(try format.read(other).words == words)
    }
  }

  @Test func `a companion that cannot be read is left out, unless it was chosen`() throws {
    try each { format, sample in
      guard format.options.contains(.companion) else { return }
      var broken = sample
      broken.companion = TraceInput.Companion(file: "f", bytes: Array("build\n".utf8))
      let left = try format.read(broken)
      #expect(left.notes.first?.kind == .skipped)
      broken.companion?.isChosen = true
      let strict = broken
      var error: ImportError?
      do throws(ImportError) { _ = try format.read(strict) } catch let problem { error = problem }
      #expect(error?.description(of: "trace").hasPrefix("f:1:") == true)
    }
  }
}
