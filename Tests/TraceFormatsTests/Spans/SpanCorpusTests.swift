import EventLog
import Foundation
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Traces of other people's services, held against what other tools found in them.
///
/// MEANWHILE_CORPUS names the folder that holds them; without it these tests are skipped.
@Suite(
  .enabled(
    if: Corpus.folder != nil,
    "MEANWHILE_CORPUS does not name a folder of real traces, so they are not tested"))
struct SpanCorpusTests {
  static let files = Corpus.files(
    in: ["otlp", "measured-otlp-python", "jaeger-crisp", "jaeger-ui", "jaeger-fixtures", "zipkin"],
    ".json"
  ).filter { !$0.contains("EXPECTED") }

  private static func format(of path: String) throws -> (TraceFormat, TraceInput)? {
    let bytes = try Corpus.bytes(of: path)
    guard case .trace(let format)? = InputFormat(of: bytes) else { return nil }
    return (format, TraceInput(bytes: bytes, name: path))
  }

  @Test(arguments: files)
  func `every trace is known, and every part of it is sound`(path: String) throws {
    guard let (format, input) = try Self.format(of: path) else {
      #expect(path.hasSuffix("trace_empty.json"))
      return
    }
    guard let usual = try? format.read(input) else {
      // Spans without a time, in fixtures of errors.
      #expect(path.contains("invalid_json") || path.contains("wrong_format"))
      return
    }
    for part in 1...usual.parts {
      var chosen = input
      chosen.part = part
      try expectSound(format.read(chosen), "part \(part)")
    }
  }

  /// A program with four orders, which measured itself: serial, and with three questions at once.
  @Test(arguments: [
    ("serial", 843_356_215, 933_191_569), ("parallel", 516_622_762, 941_988_877),
  ])
  func `a measured program took as long as its spans say`(
    name: String, makespan: Nanoseconds, own: Nanoseconds
  ) throws {
    for file in ["\(name).otlp.jsonl", "\(name).zipkin.json"] {
      guard let (format, input) = try Self.format(of: "measured-otlp-python/\(file)") else {
        continue
      }
      let run = try format.read(input)
      let measures = Analysis(run.log).measures
      let grain: Nanoseconds = file.contains("zipkin") ? 1_000 : 0
      #expect(abs(measures.makespan - makespan) <= grain)
      #expect(abs(Nanoseconds(measures.work) - own) <= grain * 32)
      #expect(measures.calls == 32)
      #expect(run.parts == 9)
      #expect(run.links.count == (file.contains("otlp") ? 4 : 0))
      let failed = run.log.events.count { if case .callFailed = $0.kind { true } else { false } }
      #expect(failed == 1)
      #expect(!run.notes.contains { $0.kind == .skipped || $0.kind == .inferred })
    }
  }

  // MARK: CRISP

  /// The drags that are not CRISP's, in microseconds.
  ///
  /// In 10, 20 and 21 spans overlap by a hundredth or two: CRISP takes them for one after the other; here what
  /// overlaps ran at once. In 16, CRISP takes all of B away from a chain of which C, which ran beside it, leaves
  /// no more than 5.
  private static let differences: [String: [String: Int64]] = [
    "10.json": ["A": 500, "B": 200, "D": 299], "20.json": ["A": 100, "B": 200, "D": 295],
    "21.json": ["A": 100, "B": 200, "D": 295],
    "16.json": ["A": 50, "B": 5, "D": 5, "E": 10, "F": 20, "G": 10],
  ]

  @Test(arguments: Corpus.files(in: ["jaeger-crisp"], ".json").filter { !$0.contains("EXPECTED") })
  func `drags are those of CRISP, but for two rules`(path: String) throws {
    let name = String(path.split(separator: "/")[1])
    let expected = try #require(try Self.crisp[name])
    guard let (format, input) = try Self.format(of: path) else { return }
    let run = Analysis(try format.read(input).log)
    var drags: [String: Int64] = [:]
    // Calls are numbered by their starts, as the spans of these traces are named: A, B, C, …
    func add(_ time: Nanoseconds, to call: CallNumber) {
      if time > 0 { drags[String(UnicodeScalar(UInt8(64 + call))), default: 0] += time / 1_000 }
    }
    for call in run.calls { add(run.slack.drag[Int(call.number) - 1], to: call.number) }
    // What a parent let pass until it asked for a call is CRISP's own time of the parent.
    for part in run.criticalPath.parts where part.kind == .timer {
      add(part.end - part.start, to: run.table[part.call].parent)
    }
    #expect(drags == Self.differences[name] ?? expected.filter { $0.value > 0 })
    #expect(run.measures.span == run.measures.makespan)
  }

  /// Drag by span in each of CRISP's traces.
  private static var crisp: [String: [String: Int64]] {
    get throws {
      let data = Data(try Corpus.bytes(of: "jaeger-crisp/EXPECTED_crisp_output.json"))
      let files = try JSONSerialization.jsonObject(with: data) as? [String: [String: Any]] ?? [:]
      return files.mapValues { file in
        (file["drag_exclusive_per_span"] as? [String: NSNumber] ?? [:]).mapValues(\.int64Value)
      }
    }
  }
}
