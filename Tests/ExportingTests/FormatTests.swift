import EventLog
import Foundation
import JSON
import SQLite
import TestSupport
import Testing
import TraceAnalysis

@testable import Exporting

/// Each format in full, for a small run, and what holds of all.
@Suite struct FormatTests {
  @Test(
    arguments: [
      ("shared_machine.yaml", "chrome"), ("shared_machine.yaml", "otlp"),
      ("shared_machine.yaml", "csv"), ("shared_machine.yaml", "mermaid"),
      ("task_graph.yaml", "wfformat"), ("task_graph.yaml", "mermaid"),
      ("failing_work.yaml", "csv"), ("failing_work.yaml", "otlp"),
    ])
  func `a small run is written like this`(file: String, word: String) throws {
    let format = try #require(TraceExport.all.first { $0.word == word })
    let export = try format.export(SharedRuns.run(file))
    let name = file.replacingOccurrences(of: ".yaml", with: "")
    expectGolden(
      String(decoding: export.bytes, as: UTF8.self), name + format.fileExtensions[0])
  }

  @Test(arguments: TraceExport.all.map(\.word))
  func `the same run gives the same bytes, of any kind of run`(word: String) throws {
    let format = try #require(TraceExport.all.first { $0.word == word })
    for file in SharedRuns.files {
      let (one, other) = (try SharedRuns.run(file), try SharedRuns.run(file))
      do {
        #expect(try format.export(one).bytes == format.export(other).bytes, "\(file)")
      } catch { #expect(word == "wfformat", "\(file): \(error)") }
    }
    for (name, run) in SharedRuns.random(seeds: 0..<10) {
      guard let bytes = try? format.export(run).bytes else {
        #expect(word == "wfformat", "\(name)")
        continue
      }
      #expect(try format.export(run).bytes == bytes, "\(name)")
      if word == "otlp" || word == "wfformat" {
        #expect(throws: Never.self, "\(name)") {
          try JSONSerialization.jsonObject(with: Data(bytes))
        }
      }
    }
  }

  @Test func `names that mean something to a format stand for themselves`() throws {
    let run = try SharedRuns.run(
      text: #"""
        components:
          'section a:b;#1 %%"<x>,\ é🎉': { takes: 1s, parallel: true }
          "line\nfeed": { takes: 2s, parallel: true }
          "'; DROP TABLE calls; --": { takes: 1s }
        flow:
          - run: 'section a:b;#1 %%"<x>,\ é🎉'
            with: 'a "b", c'
          - run: "line\nfeed"
          - run: "'; DROP TABLE calls; --"
        """#)
    for format in TraceExport.all {
      guard let export = try? format.export(run) else { continue }
      let text = String(decoding: export.bytes, as: UTF8.self)
      switch format.word {
      case "chrome": #expect(try CheckedChromeTrace(export.bytes).problems.isEmpty)
      case "otlp":
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(export.bytes)) }
      case "csv":
        #expect(text.contains(#""section a:b;#1 %%""<x>,\ é🎉","a ""b"", c","#), "\(text)")
        #expect(text.contains(#"line\nfeed"#))
      case "mermaid":
        #expect(
          text.contains("#115;ection a#58;b#59;#35;1 #37;#37;#34;#60;x#62;,#92; é🎉 :"), "\(text)")
        #expect(text.contains("    line#92;nfeed :"))
      case "sqlite":
        let names = try SQLiteDatabase(bytes: export.bytes)
          .rows(of: "SELECT component FROM calls ORDER BY call")
        #expect(
          names == [
            ["component"], ["flow"], [#"section a:b;#1 %%"<x>,\ é🎉"#], ["line\nfeed"],
            ["'; DROP TABLE calls; --"],
          ])
      default: break
      }
    }
  }

  @Test
  func `a Mermaid chart shows fifty bars, those on a path first, and says what it leaves out`()
    throws
  {
    let tasks = (0..<80).map { "t\($0): { takes: \($0 + 1)s }" }.joined(separator: ", ")
    let run = try SharedRuns.run(
      text:
        "workers: 100\ntasks: { \(tasks), first: { takes: 1s }, last: { takes: 100s, needs: [first] } }\n"
    )
    let export = try TraceExport.mermaid.export(run)
    let lines = String(decoding: export.bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count { $0.contains(" :") && $0.hasSuffix("ms") } == 50)
    #expect(lines.contains("    first :crit, c81, 0, 1000ms"))
    #expect(lines[1] == "    title run - 101 s, 50 of 82 calls")
    #expect(
      lines[2]
        == "    %% Left out: 32 of 82 calls, none longer than 32 s, together 15.8 % of the running."
    )
    #expect(export.notes.count == 1)
  }

  @Test(
    arguments: [
      (5_000, 1_000, "%Q ns", "1000"), (5_000_000, 1_500, "%Q µs", "2"),
      (5_000_000_000, 1_500_000, "%Q ms", "2"), (120_000_000_000, 1_000_000_000, "%s s", "1000"),
    ] as [(Nanoseconds, Nanoseconds, String, String)])
  func `a Mermaid chart has a unit in which something is to be seen`(
    longest: Nanoseconds, time: Nanoseconds, axis: String, units: String
  ) {
    let scale = MermaidScale(longest: longest)
    #expect(scale.axis == axis)
    #expect("\(scale.units(time))" == units)
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (1_500_000_000, "1970-01-01T00:00:01.5Z"),
      (59 * 86_400_000_000_000, "1970-03-01T00:00:00Z"),
      (790 * 86_400_000_000_000, "1972-03-01T00:00:00Z"),
      (789 * 86_400_000_000_000 + 86_399_999_999_999, "1972-02-29T23:59:59.999999999Z"),
      (1_095 * 86_400_000_000_000, "1972-12-31T00:00:00Z"),
      (1_096 * 86_400_000_000_000, "1973-01-01T00:00:00Z"),
      (19_782 * 86_400_000_000_000, "2024-02-29T00:00:00Z"),
    ] as [(Nanoseconds, String)])
  func `an instant is a date from the year 1970 on`(time: Nanoseconds, text: String) {
    #expect(instantText(time) == text)
  }

  @Test(
    arguments: [
      ("train", "train"), ("", "run"), ("  ", "run"), ("Title of it", "#84;itle of it"),
      ("2026-11-28 build", "#50;026-11-28 build"), ("2026 build", "2026 build"),
      ("50 %", "50 #37;"), ("a:b;c#d", "a#58;b#59;c#35;d"), ("calls", "#99;alls"),
    ])
  func `a name is no command to Mermaid`(name: String, text: String) {
    #expect(mermaidText(name, or: "run") == text)
  }

  @Test func `a run that WfFormat cannot hold is refused`() throws {
    #expect(
      throws: ExportError(
        problem: "WfFormat holds tasks and what they need, and this is the run of a flow.")
    ) { try TraceExport.wfFormat.export(SharedRuns.run("toy_app.yaml")) }
  }

  @Test func `spans have ids of their own that only their log decides`() throws {
    let (one, other) = (
      SpanIDs(try SharedRuns.run("toy_app.yaml").log),
      SpanIDs(try SharedRuns.run("toy_parallel.yaml").log)
    )
    #expect(one.trace != other.trace && one.trace.count == 32)
    let ids = (1...10_000).map { one.span(of: $0) }
    #expect(Set(ids).count == 10_000)
    #expect(ids.allSatisfy { $0.count == 16 && $0 != String(repeating: "0", count: 16) })
  }
}
