import EventLog
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Builds in one ninja log are told apart, whatever wrote it and however its times are written.
@Suite struct ToldApartTests {
  /// A log of `Builds` and its graph.
  static func read(_ name: String, build: Int? = nil) throws -> Import {
    let graph = try graph(name)
    return try NinjaLog.read(
      Array(try Project.text("Tests/TraceFormatsTests/Builds/\(name).ninja_log").utf8), name: name,
      build: build, graph: graph)
  }

  static func graph(_ name: String) throws -> NinjaGraph {
    let folder = "Tests/TraceFormatsTests/Builds"
    let name = name.replacing("before-", with: "")
    let text = try Project.text("\(folder)/\(name).build.ninja")
    return try NinjaGraph.read(Array(text.utf8), file: "build.ninja") { path in
      (try? Project.text("\(folder)/\(path)")).map { Array($0.utf8) }
    }
  }

  /// How many builds there are, and of the one that is shown its commands, its work and how long it took,
  /// in milliseconds, and the most commands at once.
  @Test(arguments: [
    ("jitter", 1, [5, 6_000, 4_000, 2]), ("siso", 1, [6, 7_080, 3_000, 3]),
    ("lumped", 2, [3, 138, 93, 2]), ("cycles", 2, [2, 4_597, 4_598, 1]),
    ("again", 3, [1, 191, 191, 1]), ("zero", 3, [4, 508, 367, 2]),
    ("early", 1, [5, 63_679, 60_689, 2]), ("recompacted", 2, [4, 1_953, 1_371, 2]),
    ("before-recompacted", 2, [4, 1_953, 1_371, 2]), ("regenerated", 3, [3, 1_138, 718, 2]),
    ("two-builds", 2, [3, 616, 410, 2]), ("own", 3, [30, 931, 325, 3]),
  ])
  func `the last build of a log is all of it and nothing else`(
    name: String, builds: Int, numbers: [Int64]
  ) throws {
    let trace = try Self.read(name)
    let measures = Analysis(trace.log).measures
    #expect(trace.parts == builds)
    #expect(
      [
        Int64(measures.calls), Int64(measures.work / 1_000_000), measures.makespan / 1_000_000,
        Int64(measures.peak),
      ] == numbers)
    for build in 1...builds { try expectSound(try Self.read(name, build: build)) }
  }

  @Test func `a log may be shown by its builds`() throws {
    let bytes = Array(
      try Project.text("Tests/TraceFormatsTests/Builds/regenerated.ninja_log").utf8)
    let builds = try NinjaLog.builds(bytes, graph: try Self.graph("regenerated"))
    #expect(builds.map(\.calls) == [3, 1, 3])
    #expect(builds.map { $0.work / 1_000_000 } == [1_124, 320, 1_138])
    #expect(builds.map { $0.began.map { $0 / 1_000_000 } } == [0, 1_942, 2_261])
    #expect(builds.map(\.isUsual) == [false, false, true])
    #expect(
      builds.map(\.remark) == [
        "", "only made build.ninja anew, before build 3", "the same call of ninja as build 2",
      ])
  }

  @Test func `what is shown is never a lone regeneration`() throws {
    let log = ninjaLog(
      row(0, 100, "a", modified: 1_700_000_000_100_000_000),
      row(0, 900, "build.ninja", modified: 1_700_000_500_900_000_000))
    let trace = try NinjaLog.read(log, name: "build")
    #expect(trace.words == ["a 0–100 on 1"])
    let chosen = try NinjaLog.read(log, name: "build", build: 2)
    #expect(chosen.notes.map(\.sentence).contains("This build only made build.ninja anew."))
    let alone = try NinjaLog.read(
      ninjaLog(row(0, 900, "b/build.ninja", modified: 1_700_000_500_900_000_000)), name: "build")
    #expect(alone.words == ["b/build.ninja 0–900 on 1"])
  }

  @Test func `times are told by their size`() throws {
    // One build in the units of 1.8, of Windows since 2001 and since 1601, and of today.
    for (modified, unit) in [
      (1_636_448_600, 1), (7_713_907_676_239_168, 10_000_000),
      (133_800_000_000_000_000, 10_000_000), (1_700_000_000_000_000_000, 1_000_000_000),
    ] as [(Int64, Int64)] {
      let log = ninjaLog(
        row(0, 3_000, "a", modified: modified + 3 * unit),
        row(0, 5_000, "b", modified: modified + 5 * unit),
        row(0, 6_000, "c", modified: modified + 600 * unit))
      #expect(try NinjaLog.read(log, name: "build").parts == 2, "unit \(unit)")
    }
  }

  @Test func `a log without times is refused, and rows without are left out`() throws {
    #expect(throws: ImportError.self) { try Self.read("untimed") }
    let mixed = try NinjaLog.read(
      ninjaLog(row(0, 100, "a"), row(0, 0, "b"), row(0, 0, "c")), name: "build")
    #expect(mixed.words == ["a 0–100 on 1"])
    #expect(
      mixed.notes.first?.sentence
        == "2 rows hold no times (samurai writes none) and were left out, the first at line 3.")
  }
}
