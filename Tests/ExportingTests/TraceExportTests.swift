import Exporting
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

/// Formats are told by the names of files.
@Suite struct TraceExportTests {
  @Test(
    arguments: [
      ("a.json", "chrome"), ("a.trace.json", "chrome"), ("a.otlp.json", "otlp"),
      ("a.wf.json", "wfformat"), ("A.CSV", "csv"), ("a.mmd", "mermaid"), ("a.db", "sqlite"),
      ("a.sqlite", "sqlite"), ("a.txt", nil), ("json", nil), ("", nil),
    ] as [(String, String?)])
  func `the ending of a file says which format`(name: String, word: String?) {
    #expect(TraceExport(forFile: name)?.word == word)
  }

  @Test(
    arguments: [
      ("chrome", "a.json", true), ("otlp", "a.json", true), ("otlp", "a.otlp.json", true),
      ("otlp", "a.wf.json", false), ("chrome", "a.wf.json", false), ("csv", "a.json", false),
      ("csv", "a.txt", true), ("sqlite", "a.csv", false), ("wfformat", "a.json", true),
    ])
  func `a format is not written to a file that is named as another`(
    word: String, name: String, fits: Bool
  ) throws {
    let format = try #require(TraceExport.all.first { $0.word == word })
    #expect(format.fits(name) == fits)
  }

  /// Of a build database of llbuild it is known when commands could have begun.
  @Test(arguments: TraceExport.all.map(\.word))
  func `that times hold waits is told, since no other format can say it`(word: String) throws {
    let bytes = try Project.bytes("tools/fuzzing/seeds/build.db")
    guard case .trace(let reader)? = InputFormat(of: bytes) else {
      Issue.record("a build database is known as one")
      return
    }
    let run = Analysis(try reader.read(TraceInput(bytes: bytes, name: "build")).log)
    let format = try #require(TraceExport.all.first { $0.word == word })
    #expect(
      try format.export(run).notes.contains { $0.hasPrefix("That its calls waited in between") })
  }
}
