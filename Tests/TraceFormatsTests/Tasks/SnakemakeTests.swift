import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Records of snakemake: one of each file, and the same in a database.
enum SnakemakeSamples {
  static let database = seedBytes("snakemake.db")
  static let small = [
    "a record of snakemake": [files(records)],
    "a database of snakemake": [TraceInput(bytes: database, name: "metadata")],
  ]

  /// What the database holds, by the names of the files that were made.
  static let records: [(output: String, text: String)] = [
    ("raw/a.txt", record("make", [], 11, "1795932940.25", "1795932942.0")),
    ("raw/b.txt", record("make", [], 12, "1795932940.5", "1795932941.5")),
    (
      "report.txt",
      record("merge", ["sorted/a.txt", "raw/b.txt"], 14, "1795932946.006", "1795932946.0")
    ),
    (
      "sorted/a.idx",
      record("sort", ["raw/a.txt", "names.txt"], 13, "1795932942.001", "1795932944.002")
    ),
    (
      "sorted/a.txt",
      record("sort", ["raw/a.txt", "names.txt"], 13, "1795932942.0", "1795932944.0")
    ),
  ]

  static func record(
    _ rule: String, _ inputs: [String], _ job: Int, _ start: String, _ end: String,
    isIncomplete: Bool = false
  ) -> String {
    let list = inputs.map { "\"\($0)\"" }.joined(separator: ", ")
    return
      #"{"rule": "\#(rule)", "input": [\#(list)], "log": [], "shellcmd": "x", "record_format_version": 6, "#
      + #""job_hash": \#(job), "starttime": \#(start), "endtime": \#(end), "incomplete": \#(isIncomplete)}"#
  }

  /// The records as files whose names are those of the outputs in base64.
  static func files(_ records: [(output: String, text: String)]) -> TraceInput {
    let files = records.map {
      TraceInput.File(name: base64($0.output), bytes: Array($0.text.utf8))
    }
    var input = TraceInput(bytes: files[0].bytes, name: "metadata")
    input.fileName = files[0].name
    input.others = Array(files.dropFirst())
    return input
  }

  static func base64(_ text: String) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var (bits, count, encoded) = (0, 0, [UInt8]())
    for byte in text.utf8 {
      (bits, count) = (bits << 8 | Int(byte), count + 8)
      while count >= 6 {
        count -= 6
        encoded.append(digits[bits >> count & 63])
      }
    }
    if count > 0 { encoded.append(digits[bits << (6 - count) & 63]) }
    while encoded.count % 4 > 0 { encoded.append(UInt8(ascii: "=")) }
    return String(decoding: encoded, as: UTF8.self)
  }
}

/// What the records of snakemake mean.
@Suite struct SnakemakeTests {
  private func words(of run: Import) -> [String] {
    let analysis = Analysis(run.log)
    return analysis.calls.map { call in
      let (start, end) = (call.startedAt ?? -1, call.endedAt ?? -1)
      return "\(run.log.names[call.component]) \(start / 1_000_000)–\(end / 1_000_000)"
    }
  }

  private func read(_ records: [(output: String, text: String)]) throws -> Import {
    let run = try TraceFormat.snakemakeRecords.read(SnakemakeSamples.files(records))
    try expectSound(run)
    return run
  }

  private static let calls = ["make 0–1750", "make 250–1250", "sort 1750–3752", "merge 5750–5750"]

  @Test func `files that one job made are one call, and need what made their inputs`() throws {
    let run = try read(SnakemakeSamples.records)
    #expect(words(of: run) == Self.calls)
    #expect(Analysis(run.log).measures.floor == 3_752_000_000)
    #expect(
      run.notes.map(\.sentence).contains {
        $0.hasPrefix("1 job ends before it begins by its record")
      })
    #expect(run.log.header.recordsDependencies)
  }

  /// Those of snakemake 7 have no version of their format yet.
  @Test func `records of snakemake are known with and without the version of their format`() {
    let new = SnakemakeSamples.records[0].text
    let old = new.replacing("\"record_format_version\": 6, ", with: "")
    #expect(new != old)
    for text in [new, old] {
      #expect(InputFormat(of: Array(text.utf8)) == .trace(.snakemakeRecords))
    }
  }

  @Test func `that failures look like successes is told of records of snakemake`() throws {
    #expect(
      try read(SnakemakeSamples.records).hasNote("does not say whether its job failed"))
  }

  @Test func `a database says the same as files, digit by digit`() throws {
    let files = try read(SnakemakeSamples.records)
    let database = try TraceFormat.snakemakeDatabase.read(
      TraceInput(bytes: SnakemakeSamples.database, name: "metadata"))
    try expectSound(database)
    #expect(database.words == files.words)
  }

  @Test func `the order of the files makes no difference`() throws {
    let one = try read(SnakemakeSamples.records)
    let other = try read(SnakemakeSamples.records.reversed())
    #expect(one.words == other.words)
  }

  @Test func `what was made more than ten minutes before the rest is of an earlier run`() throws {
    let old = [
      ("old.txt", SnakemakeSamples.record("make", [], 11, "1795930000.0", "1795932340.0")),
      ("raw/c.txt", SnakemakeSamples.record("make", [], 15, "1795930000.0", "1795930001.0")),
    ]
    let run = try read(old + SnakemakeSamples.records)
    #expect(words(of: run) == Self.calls)
    #expect(
      run.notes.map(\.sentence).contains { $0.hasPrefix("2 records are of an earlier run") })
  }

  @Test
  func `what was not made to its end did not run, and a name that says nothing costs an edge`()
    throws
  {
    var records = SnakemakeSamples.records
    records[1].text = SnakemakeSamples.record(
      "make", [], 12, "1795932940.5", "null", isIncomplete: true)
    var input = SnakemakeSamples.files(records)
    input.others[3].name = "renamed!"
    let run = try TraceFormat.snakemakeRecords.read(input)
    try expectSound(run)
    #expect(words(of: run) == ["make 0–1750", "merge 5750–5750", "sort 1750–3752"])
    let sentences = run.notes.map(\.sentence)
    #expect(sentences.contains { $0.hasPrefix("1 job did not run") })
    #expect(sentences.contains { $0.hasPrefix("1 record has a name that does not tell") })
  }

  @Test func `a database that is none of snakemake, or is damaged, is refused`() {
    let bytes = SnakemakeSamples.database
    for length in stride(from: 0, to: bytes.count, by: 97) {
      #expect(throws: ImportError.self) {
        try TraceFormat.snakemakeDatabase.read(
          TraceInput(bytes: Array(bytes[..<length]), name: "x"))
      }
    }
    #expect(throws: ImportError.self) {
      try TraceFormat.snakemakeDatabase.read(TraceInput(bytes: seedBytes("build.db"), name: "x"))
    }
  }
}
