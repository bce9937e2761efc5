import EventLog
import Exporting
import Foundation
import Reports
import Runs
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

/// Logs of which the names are replaced: nothing that is written of them holds one, and they say the same.
@Suite struct AnonymizeTests {
  /// An input of each format that is read.
  static let seeds = SeedTraces.names

  @Test(arguments: seeds)
  func `no name of a trace is in anything that is written of it`(seed: String) throws {
    let run = try SeedTraces.run(seed)
    var anonymizer = Anonymizer()
    let log = try #require(run.log.anonymized(by: &anonymizer))
    let words = Self.words(of: run.log)
    #expect(!words.isEmpty)
    for (format, bytes) in try Self.written(of: log) {
      let text = String(decoding: bytes, as: UTF8.self)
      // In a database texts follow one another without anything between.
      let leaked =
        format == "sqlite"
        ? words.filter { $0.count > 4 && text.contains($0) }
        : words.intersection(Self.parts(of: text))
      #expect(leaked.subtracting(Self.ours) == [], "in \(format)")
    }
  }

  @Test(arguments: seeds)
  func `a run without its names has the same figures`(seed: String) throws {
    let run = try SeedTraces.run(seed)
    var anonymizer = Anonymizer()
    let log = try #require(run.log.anonymized(by: &anonymizer))
    #expect(try Self.figures(of: Analysis(log)) == Self.figures(of: run.analysis))
    #expect(log.events.count == run.log.events.count)
    #expect(log.causes == run.log.causes)
    // What it is written as is a log that says the same when it is read again.
    let read = try Log.read(log.encoded()).log
    #expect(read.names == log.names && read.events == log.events)
  }

  @Test func `the same word is the same in all texts and logs, and other words are others`() {
    var anonymizer = Anonymizer()
    #expect(anonymizer.replacement(of: "src/net/socket.cpp") == "B/C/D.F")
    #expect(anonymizer.replacement(of: "src/net/pool_of_sockets.cpp:12") == "B/C/G.F:12")
    #expect(
      anonymizer.replacement(of: "worker 3 on ip-10-0-3-7.eu, 10.0.3.7")
        == "worker 3 on H.J, K.L.M.N")
    #expect(anonymizer.replacement(of: "rule cxx__app, target app") == "rule P, target Q")
    #expect(anonymizer.replacement(of: "Zoë › a — b") == "R › S T V")
    #expect(anonymizer.replacement(of: "") == "" && anonymizer.replacement(of: " -- ") == " -- ")
    var codes: Set<String> = []
    for number in 0..<10_000 { codes.insert(anonymizer.replacement(of: "name\(number)")) }
    #expect(codes.count == 10_000)
  }

  @Test func `what was simulated keeps its names, for its scenario holds them`() throws {
    var anonymizer = Anonymizer()
    let run = try OpenedRun.open(Array("tasks: { a: { takes: 3s } }".utf8), name: "x")
    #expect(run.log.anonymized(by: &anonymizer) == nil)
  }

  /// The log and all formats that the run can be written in.
  private static func written(of log: Log) throws -> [(String, [UInt8])] {
    let run = Analysis(log)
    let exports = TraceExport.all.compactMap { format in
      (try? format.export(run)).map { (format.word, $0.bytes) }
    }
    let summary = SummaryReport(Comparison(run: run, baseline: .work))
    return exports + [
      ("log", log.encoded()),
      ("summary", Array((summary.text + summary.json + summary.markdown).utf8)),
    ]
  }

  /// The words of four letters and more in the names of a log that are not kept.
  private static func words(of log: Log) -> Set<String> {
    let words = (log.names.texts + [log.header.name]).flatMap(parts)
    return Set(words).filter { word in
      word.count { $0.isLetter } >= 4 && !Anonymizer.ownWords.contains(word.lowercased())
    }
  }

  /// A text taken apart between words.
  private static func parts(of text: String) -> [String] {
    text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }.map(String.init)
  }

  /// Words that some trace has as names, and that we write whatever the names are: of kinds of causes, of formats, of sentences
  /// and of tables.
  private static let ours: Set<String> = [
    "build", "data", "cargo", "console", "dask", "remake", "next", "start-up", "waits", "release",
    "snakemake", "more", "commands",
  ]

  /// All numbers and truths of a summary, in order.
  private static func figures(of run: Analysis) throws -> [String] {
    let json = SummaryReport(Comparison(run: run, baseline: .work)).json
    return json.split(separator: "\n").compactMap { line in
      line.firstMatch(of: /^ *"[a-z_]+": (-?[0-9.e+-]+|true|false|null),?$/).map { _ in String(line)
      }
    }
  }
}
