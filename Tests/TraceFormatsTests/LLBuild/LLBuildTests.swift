import EventLog
import SQLite
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

/// A build database, written for the purpose: two modules, a program that needs both, and its link.
///
/// The program needs the first module through the file that is made of it, and its link needs something that was made in an
/// earlier build.
enum LLBuildSamples {
  static let database = seedBytes("build.db")
  static let small = [
    "a build database of llbuild": [TraceInput(bytes: database, name: "build")]
  ]
}

/// What a build database of llbuild means, and that nothing in one is believed.
@Suite struct LLBuildTests {
  private func read(_ bytes: [UInt8], part: Int? = nil) throws -> Import {
    let run = try TraceFormat.llbuildDatabase.read(
      TraceInput(bytes: bytes, name: "build", part: part))
    try expectSound(run)
    return run
  }

  @Test func `commands of the last build are its calls, and files between them none`() throws {
    let run = try read(LLBuildSamples.database)
    #expect(
      run.words.map { $0.split(separator: " on ")[0] } == [
        "A.module 0–4000", "B.module 0–6500", "App.module 6500–8000", "App.exe 8000–8750",
      ])
  }

  @Test func `who needs whom is known, through files and through what an earlier build made`()
    throws
  {
    let run = try read(LLBuildSamples.database)
    #expect(run.log.header.recordsDependencies)
    // App waited for B, and its link for App alone.
    let path = Analysis(run.log).observedPath.parts.map {
      "\(run.log.names[Analysis(run.log).table[$0.call].component]) \($0.kind)"
    }
    #expect(path == ["B.module running", "App.module running", "App.exe running"])
  }

  @Test func `how long commands ran is not told, only from when to when that can have been`()
    throws
  {
    let run = try read(LLBuildSamples.database)
    #expect(run.log.header.callTimes == .most)
    let measures = Analysis(run.log).measures
    #expect(measures.floor == nil && !measures.hasCriticalPath && measures.knownSpan == nil)
    #expect(measures.makespan == 8_750_000_000)
    #expect(run.notes.contains { $0.sentence.contains("waiting for a free lane is in that time") })
    #expect(try Log.read(run.log.encoded()).log.header.callTimes == .most)
  }

  @Test func `what ran and came out as before is counted`() throws {
    let run = try read(LLBuildSamples.database)
    #expect(run.notes.contains { $0.sentence == "1 command was run again and came out as before." })
  }

  @Test func `earlier builds are there as far as nothing was made again`() throws {
    let parts = try TraceFormat.llbuildDatabase.parts(
      of: TraceInput(bytes: LLBuildSamples.database, name: "build"))
    #expect(parts.map(\.calls) == [2, 1, 4])
    #expect(parts.map(\.isUsual) == [false, false, true])
    let first = try read(LLBuildSamples.database, part: 1)
    #expect(
      first.words.map { $0.split(separator: " on ")[0] } == [
        "/p/v.txt 0–500", "<App.module> 7500–7600",
      ])
    #expect(first.notes.contains { $0.sentence.contains("made again is missing") })
  }

  @Test(arguments: [
    ("CC.Reef-x86_64-unknown-linux-gnu-debug.module", "Reef.module"),
    ("C<my-tool-arm64-apple-macosx15.0-release.exe>", "<my-tool.exe>"),
    ("C/build/debug/Reef.build/sources", "/build/debug/Reef.build/sources"),
    ("CC.odd", "C.odd"), ("C<all>", "<all>"), ("C", ""),
    ("CC.-x86_64-.module", "C.-x86_64-.module"),
  ])
  func `modules are called by their names`(key: String, name: String) {
    #expect(LLBuildName.name(Array(key.utf8)) == name)
  }

  private static let tables = """
    CREATE TABLE info (version); INSERT INTO info VALUES (17);
    CREATE TABLE key_names (id INTEGER PRIMARY KEY, key);

    """
  private static let columns = "(key_id, built_at, computed_at, start, end, dependencies)"

  private func database(_ statements: String) throws -> [UInt8] {
    let database = try SQLiteDatabase()
    try database.execute(statements)
    return try database.bytes()
  }

  /// What somebody could put in the place of a table to make a reader run for ever, or run what they wrote.
  @Test(arguments: [
    "CREATE TABLE x (a); CREATE VIEW rule_results AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n FROM r) "
      + "SELECT n AS key_id, n AS built_at, n AS computed_at, n AS start, n AS \"end\", n AS dependencies FROM r;",
    "CREATE VIRTUAL TABLE rule_results USING fts5(key_id, built_at, computed_at, start, \"end\", dependencies);",
    "CREATE TABLE rules_results (a);",
  ])
  func `what is no ordinary table is not read`(statement: String) throws {
    let bytes = try database(Self.tables + statement)
    let error = #expect(throws: ImportError.self) { try read(bytes) }
    #expect(error?.problem.contains("no table rule_results") == true, "\(error?.problem ?? "")")
  }

  @Test func `values of other kinds than they should be are left out and counted`() throws {
    let bytes = try database(
      Self.tables
        + """
        CREATE TABLE rule_results \(Self.columns);
        INSERT INTO key_names VALUES (1, 'Ca'), (2, x'43FF00'), (3, 'Cc'), (4, 5), (5, 'Ce'), (6, 'Cf');
        INSERT INTO rule_results VALUES (1, 1, 1, 5, 6, x'080000000000000099'), (2, 1, 1, 6.0, 7.5, 'text'),
          (3, 1, 1, 'soon', 7, NULL), (4, 1, 1, 1, 2, NULL), (5, NULL, 1, 1, 2, NULL), (6, 1, 1, 1e300, 2, NULL),
          (9, 1, 1, 1, 2, NULL);
        """)
    let run = try read(bytes)
    #expect(run.words.count == 2)
    #expect(run.notes.contains { $0.sentence.hasPrefix("5 rules have no name, build or time") })
  }

  @Test func `rules that need each other in a circle, and themselves, are read`() throws {
    let bytes = try database(
      Self.tables
        + """
        CREATE TABLE rule_results \(Self.columns);
        INSERT INTO key_names VALUES (1, 'Ca'), (2, 'Cb');
        INSERT INTO rule_results VALUES (1, 1, 1, 5, 5, x'04000000000000000800000000000000'),
          (2, 1, 1, 5, 5, x'0400000000000000'), (3, 1, 1, 5, 6, x'FFFFFFFFFFFFFFFF');
        """)
    #expect(try read(bytes).words.count == 2)
  }

  @Test func `bytes that were changed anywhere end in an error or a sound run`() throws {
    for place in stride(from: 0, to: LLBuildSamples.database.count, by: 3) {
      var bytes = LLBuildSamples.database
      bytes[place] ^= 0xA5
      guard let run = try? TraceFormat.llbuildDatabase.read(TraceInput(bytes: bytes, name: "x"))
      else { continue }
      try expectSound(run, "byte \(place)")
    }
  }
}

/// Databases that SwiftPM wrote, beside what was measured.
@Suite(
  .enabled(
    if: Corpus.folder != nil,
    "MEANWHILE_CORPUS does not name a folder of real traces, so they are not tested"))
struct LLBuildCorpusTests {
  private static let folder = "measured-swiftpm-build-db"

  private func read(_ name: String) throws -> Import {
    let bytes = try Corpus.bytes(of: "\(Self.folder)/\(name)")
    #expect(InputFormat(of: bytes) == .trace(.llbuildDatabase))
    let run = try TraceFormat.llbuildDatabase.read(TraceInput(bytes: bytes, name: name))
    try expectSound(run)
    return run
  }

  /// First start, end and the modules in milliseconds after the first command of the build, from MEASURED.txt.
  @Test(arguments: [
    (
      "j1.build.db", 8_816,
      [
        "Reef.module 5573", "Kelp.module 6368", "Shoal.module 7492", "lagoon.module 8259",
        "lagoon.exe 8816",
      ]
    ),
    (
      "j2.build.db", 15_111,
      [
        "Reef.module 11688", "Kelp.module 11855", "Shoal.module 13612", "lagoon.module 14499",
        "lagoon.exe 15111",
      ]
    ),
  ])
  func `a whole build has its twenty commands, and they end when they ended`(
    name: String, makespan: Int, ends: [String]
  ) throws {
    let run = try read(name)
    let analysis = Analysis(run.log)
    #expect(analysis.measures.calls == 20)
    #expect(abs(Int(analysis.measures.makespan / 1_000_000) - makespan) <= 2)
    for end in ends {
      let words = end.split(separator: " ")
      let call = analysis.calls.first { run.log.names[$0.component] == words[0] }
      let told = try #require(call?.endedAt) / 1_000_000
      #expect(abs(told - Int64(words[1])!) <= 2, "\(end)")
    }
  }

  @Test func `of the build after a change only what ran again is told`() throws {
    let run = try read("j2-incremental.build.db")
    #expect(run.parts == 3)
    // Two of its commands came out otherwise than before.
    #expect(run.callWords.count == 7)
    #expect(
      run.notes.contains { $0.sentence == "5 commands were run again and came out as before." })
  }

  @Test func `the modules wait for one another as the package says`() throws {
    let run = try read("j2.build.db")
    let analysis = Analysis(run.log)
    let path = analysis.observedPath.parts.filter { $0.kind == .running }
      .map { run.log.names[analysis.table[$0.call].component] }
    #expect(
      path.filter { $0.hasSuffix(".module") } == ["Kelp.module", "Shoal.module", "lagoon.module"])
    #expect(path.contains("lagoon.exe"))
  }
}
