import TestSupport
import Testing

@testable import TraceFormats

/// Commands of a graph that no build of a log ran: a sign that a build failed or was stopped.
@Suite struct NinjaUnmadeTests {
  private static let rules = "rule r\n  command = x\n"

  /// What is told of a log and a graph.
  private func told(_ rows: String, _ graph: String, build: Int? = nil) throws -> String? {
    let graph = try NinjaGraph.read(Array((Self.rules + graph).utf8), file: "build.ninja") { _ in
      nil
    }
    let log = "# ninja log v5\n" + rows.replacing(" ", with: "\t")
    let trace = try NinjaLog.read(Array(log.utf8), name: "build", build: build, graph: graph)
    return trace.notes.map(\.sentence).first { $0.contains("no row in any build") }
  }

  /// A log, a graph, and how the sentence begins; nil where nothing is told.
  @Test(
    arguments: [
      // b failed, so app never ran.
      (
        "0 10 0 a 1\n", "build a: r\nbuild b: r\nbuild app: r a b\n",
        "2 of 3 commands of the graph have no row in any build of the log (`b`, `app`): they failed"
      ),
      (
        "0 10 0 a 1\n10 20 0 b 2\n", "build a: r\nbuild b: r\nbuild app: r a b\n",
        "1 of 3 commands of the graph has no row in any build of the log (`app`): it failed"
      ),
      (
        "0 10 0 a 1\n", "build a: r\nbuild b: r\nbuild c: r\nbuild d: r\nbuild e: r\n",
        "4 of 5 commands of the graph have no row in any build of the log (`b`, `c`, `d`, …): they"
      ),
      // Only what a plain `ninja` makes is missed, whatever its targets need.
      (
        "0 10 0 a 1\n",
        "build a: r\nbuild b: r\nbuild app: r a b\nbuild docs: r\nbuild all: phony app\n"
          + "default all\n",
        "2 of 3 commands that the default targets need have no row in any build of the log"
      ),
      ("0 10 0 a 1\n", "build a: r\nbuild docs: r\ndefault a\n", nil),
      // An earlier build had made it.
      (
        "0 10 0 a 1\n10 90 0 b 2\n0 10 0 a 1\n", "build a: r\nbuild b: r\n", nil
      ),
      // Phony statements run nothing; the description of the build is there from the beginning.
      (
        "0 10 0 a 1\n", "build a: r\nbuild all: phony a\nbuild build.ninja: r configure.py\n", nil
      ),
      // Another output of a command that ran.
      ("0 10 0 a 1\n", "build a a.map: r\n", nil),
      // It is the graph of something else; another note says so.
      ("0 10 0 x 1\n", "build a: r\nbuild b: r\n", nil),
    ] as [(String, String, String?)])
  func `what has no row in the whole log is told`(
    rows: String, graph: String, expected: String?
  ) throws {
    let told = try told(rows, graph)
    if let expected {
      #expect(told?.hasPrefix(expected) == true, "\(told ?? "nothing")")
    } else {
      #expect(told == nil)
    }
  }

  @Test func `a build that was asked for is held against the whole log as well`() throws {
    let rows = "0 10 0 a 1\n0 10 0 a 1\n10 90 0 b 2\n"
    #expect(try told(rows, "build a: r\nbuild b: r\n", build: 1) == nil)
  }

  @Test func `the failed build of the shared cases says so`() throws {
    let notes = try ToldApartTests.read("failed").notes
    let note = notes.first { $0.sentence.contains("(`b.o`, `app`)") }
    #expect(note?.count == 2)
    #expect(note?.kind == .expected)
  }
}
