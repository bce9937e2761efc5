import Compression
import EventLog
import Runs
import Testing
import TraceAnalysis
import TraceFormats

/// Anything that is an input can be opened by who has its bytes, without the command.
@Suite struct OpenedRunTests {
  private static let scenario = """
    components:
      a: { takes: 2s, parallel: true }
      b: { takes: 3s, parallel: true }
    flow:
      - run: a
      - run: b
    """

  private func open(_ text: String, _ options: OpeningOptions = .init()) throws -> OpenedRun {
    try OpenedRun.open(Array(text.utf8), name: "run", options: options)
  }

  /// Bytes as `gzip` compresses them.
  private func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
    guard var compressor = GzipCompressor() else {
      throw CancellationError()
    }
    var file: [UInt8] = []
    bytes.withUnsafeBytes { compressor.write($0) { file += $0 } }
    compressor.finish { file += $0 }
    return file
  }

  @Test func `a scenario is run, and its twins when they are asked for`() throws {
    let run = try open(Self.scenario)
    #expect(run.format == .scenario)
    #expect(run.name == "run")
    #expect(run.log.end == 3_000_000_000)
    #expect(run.analysis.measures.work == 5_000_000_000)
    #expect(run.twin(.serial)?.log.end == 5_000_000_000)
    #expect(run.twin(.serial) === run.twin(.serial))
    #expect(run.twin(.declared) === run)
    #expect(run.notes.isEmpty)
  }

  @Test func `what is compressed is opened as what it holds`() throws {
    let text = Array(Self.scenario.utf8)
    let compressed = try compressed(text)
    let run = try OpenedRun.open(compressed, name: "run")
    #expect(run.format == .scenario)
    #expect(run.log.end == 3_000_000_000)
    let log = try OpenedRun.open(try self.compressed(run.log.encoded()), name: "run")
    #expect(log.format == .eventLog)
    #expect(log.log.events == run.log.events)
  }

  @Test func `what is compressed and cut off, damaged or too much is told`() throws {
    let log = try open(Self.scenario).log
    let compressed = try compressed(log.encoded())
    let cut = try OpenedRun.open(Array(compressed.dropLast(12)), name: "x")
    #expect(cut.notes.first?.sentence.hasPrefix("the compressed file ends too early") == true)
    var options = OpeningOptions()
    options.mostDecompressed = 100
    let much = #expect(throws: OpeningError.self) {
      try OpenedRun.open(compressed, name: "x", options: options)
    }
    #expect(
      much?.description
        == "x: it holds more than 100 bytes, which is the bound for compressed input.")
    options.mostDecompressed = log.encoded().count
    #expect(try OpenedRun.open(compressed, name: "x", options: options).log.isClosed)
    let junk = #expect(throws: OpeningError.self) {
      try OpenedRun.open([0x1F, 0x8B, 1, 2, 3], name: "x")
    }
    #expect(junk?.description.hasPrefix("x: the compressed file is damaged") == true)
  }

  @Test func `nothing is simulated or analysed that nobody asks for`() throws {
    let steps = Steps()
    var options = OpeningOptions()
    options.progress = steps.progress
    let run = try open(Self.scenario, options)
    #expect(steps.words == ["reading", "simulating declared"])
    _ = run.twin(.serial)
    _ = run.twin(.serial)
    _ = run.analysis
    _ = run.analysis
    #expect(steps.words == ["reading", "simulating declared", "simulating serial", "analysing"])
  }

  @Test func `a log brings its scenario, which is read when it is asked for, and once`() throws {
    let log = try open(Self.scenario).log.encoded()
    let steps = Steps()
    var options = OpeningOptions()
    options.progress = steps.progress
    let run = try OpenedRun.open(log, name: "x", options: options)
    #expect(run.format == .eventLog)
    #expect(run.name == "run")
    #expect(steps.words == ["reading"])
    for _ in 1...3 { #expect(run.model != nil) }
    #expect(steps.words == ["reading", "reading scenario"])
    #expect(run.twin(.parallel)?.log.end == 3_000_000_000)
  }

  @Test func `a torn log is read as far as it goes, with a note`() throws {
    let log = try open(Self.scenario).log.encoded()
    let run = try OpenedRun.open(Array(log.dropLast(5)), name: "x")
    #expect(run.notes.count == 2)
    #expect(run.notes.map(\.kind) == [.skipped, .skipped])
    let one = try OpenedRun.open(Array(log) + [UInt8(ascii: "{")], name: "x")
    #expect(
      one.notes.map(\.sentence)
        == ["The last byte is a torn line and was left out; `meanwhile check` says more."])
  }

  @Test func `a trace has no twins, and says what goes with it`() throws {
    var options = OpeningOptions()
    options.companion = TraceInput.Companion(
      file: "build.ninja", bytes: Array("rule r\n  command = x\nbuild a: r\nbuild b: r a\n".utf8))
    let run = try open("# ninja log v5\n0\t10\t0\ta\t1\n10\t30\t0\tb\t2\n", options)
    #expect(run.analysis.measures.floor == 30_000_000)
    #expect(run.twin(.serial) == nil)
    #expect(run.model == nil)
    #expect(
      run.notes.first?.sentence
        == "What needs what is read from build.ninja; order-only dependencies count.")
  }

  @Test(arguments: [
    ("", "f: this is nothing that can be read. Expected a scenario (YAML"),
    (
      "{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\"}",
      "f: this is a speedscope profile (JSON), which is not read. Expected a"
    ),
    ("flow:\n  - run: x\n", "f:1:1: The scenario has no `components`."),
    ("{\"seq\":0,", "found no whole line."),
    ("# ninja log v99\n", "f:1: Versions 5 to 7 of the log are read"),
  ])
  func `what cannot be opened is told in one sentence`(text: String, message: String) throws {
    let error = #expect(throws: OpeningError.self) {
      try OpenedRun.open(Array(text.utf8), name: "run", file: "f")
    }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }
}

/// The steps that were begun.
private final class Steps: @unchecked Sendable {
  private(set) var words: [String] = []

  var progress: OpeningProgress {
    OpeningProgress { [self] step in
      switch step {
      case .reading: words.append("reading")
      case .importing: words.append("importing")
      case .readingScenario: words.append("reading scenario")
      case .simulating(_, let mode): words.append("simulating \(mode)")
      case .analysing: words.append("analysing")
      }
      return .none
    }
  }
}
