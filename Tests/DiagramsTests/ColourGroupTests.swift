import EventLog
import Graphviz
import Scenarios
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

@testable import Diagrams

/// Colours: a component each, or a group each where there are many.
@Suite struct ColourGroupTests {
  private func groups(_ tasks: [(name: String, seconds: Int)]) throws -> ColourGroups {
    let lines = tasks.map { "  \($0.name): { takes: \($0.seconds)s }\n" }.joined()
    return ColourGroups(Analysis(try Scenario.read("tasks:\n\(lines)", name: "m").run()))
  }

  @Test func `few components have a colour each, in their order`() throws {
    let colours = try groups([("b", 1), ("a", 9), ("c", 2)])
    #expect(colours.names == ["b", "a", "c"])
    #expect(!colours.isGrouped)
    #expect(colours.group(of: "a") == 1)
    #expect(colours.group(of: "x") == nil)
  }

  @Test
  func `components that differ in a number are a group, and those that run longest have colours`()
    throws
  {
    let tasks = (0..<8).flatMap { kind in
      (1...3).map { (name: "kind\(kind)x\($0)", seconds: 9 - kind) }
    }
    let colours = try groups(tasks)
    #expect(colours.names == (0..<6).map { "kind\($0)x" })
    #expect(colours.nameOfOthers == "other")
    #expect(colours.group(of: "kind0x3") == 0)
    #expect(colours.group(of: "kind7x1") == nil)
  }

  @Test func `one component more than there are colours is grey and keeps its name`() throws {
    let colours = try groups(["a", "b", "c", "d", "e", "f", "g"].map { ($0, 1) })
    #expect(colours.names == ["a", "b", "c", "d", "e", "f"])
    #expect(colours.nameOfOthers == "g")
    #expect(!colours.isGrouped)
  }

  /// Lightness by CIE 1976, from 0 to 100, of the luminance that WCAG defines.
  private func lightness(_ rgb: UInt32) -> Double {
    116 * root(luminance(rgb), 3) - 16
  }

  @Test func `colours are told apart in grey print`() throws {
    let all = try Palette.fills.map { fill in
      let graph = DOTGraph("g", [.color: fill]).description
      let match = try #require(graph.firstMatch(of: /color="#([0-9a-f]{6})"/))
      return lightness(try #require(UInt32(match.1, radix: 16)))
    }
    let sorted = all.sorted()
    for (one, next) in zip(sorted, sorted.dropFirst()) { #expect(next - one >= 5, "\(sorted)") }
  }

  @Test func `a build is coloured by what it makes, and a legend says so`() throws {
    let log = Array(try Project.text("traces/build.j2.ninja_log").utf8)
    let run = Analysis(try NinjaLog.read(log, name: "build").log)
    let colours = ColourGroups(run)
    #expect(colours.names.contains(".o"))
    let chart = GanttChart(Comparison(run: run, baseline: .work))
    let dot = chart.graph.description
    #expect(dot.contains("label=\".o\\l\""))
  }

  @Test func `a build whose graph is known is coloured by rule`() throws {
    let log = Array(try Project.text("traces/build.j2.ninja_log").utf8)
    let manifest = Array(try Project.text("traces/build.ninja").utf8)
    let graph = try NinjaGraph.read(manifest, file: "build.ninja") { _ in nil }
    let run = Analysis(try NinjaLog.read(log, name: "build", graph: graph).log)
    let colours = ColourGroups(run)
    #expect(colours.isGrouped)
    #expect(colours.names == ["cc", "test", "link", "generate", "archive"])
    let dot = GanttChart(Comparison(run: run, baseline: .work)).graph.description
    for name in colours.names { #expect(dot.contains("label=\"\(name)\\l\"")) }
  }

  @Test(arguments: [
    ("rule cc", "cc"), ("rule cc, also a.map", "cc"),
    ("rule CXX_COMPILER__app_Debug", "CXX_COMPILER"),
    ("rule __x", "__x"), ("also a.map", "no ending"),
  ])
  func `the rule of a command stands in what it was called with`(
    arguments: String, name: String
  ) {
    var log = LogBuilder(
      header: LogHeader(name: "b", origin: .trace(format: "ninja log v5", part: 1)))
    let (component, text) = (log.intern("app"), log.intern(arguments))
    log.append(.callRequested(parent: 0, step: 0, arguments: text), at: 0, component, call: 1)
    let colours = ColourGroups(Analysis(log.close()))
    #expect(colours.names == [name == "no ending" ? "app" : name])
  }

  @Test(arguments: [
    ("a/b.o", ".o"), ("b.cpp.o", ".o"), ("libz.so.1.2", ".so"), ("cpu.v", ".v"), ("app", nil),
    ("core v0.1.0", nil), ("core v0.1.0 build-script (run)", nil), ("RUN make a.txt", nil),
    ("gopkg.in/yaml.v3", nil), ("my dir/x.c", ".c"), (".profile", nil),
  ])
  func `the ending of a file is no version, and what is no file has none`(
    name: String, ending: String?
  ) {
    #expect(name.fileEnding.map(String.init) == ending)
  }

  @Test func `a build of what is no file has a colour for each that runs longest`() {
    var log = LogBuilder(
      header: LogHeader(name: "b", origin: .trace(format: "cargo timings", part: 1)))
    for call in 1...CallNumber(9) {
      let name = log.intern("unit\(call) v0.1.0" + (call % 2 == 0 ? " build-script" : ""))
      log.append(.callRequested(parent: 0, step: 0, arguments: .none), at: 0, name, call: call)
    }
    let names = ColourGroups(Analysis(log.close())).names
    #expect(names.first == "unit1 v0.1.0")
    #expect(names.count == 6)
  }

  @Test func `a trace that is no build is coloured as a scenario is`() {
    var log = LogBuilder(
      header: LogHeader(name: "b", origin: .trace(format: "Chrome trace", part: 1)))
    for call in 1...CallNumber(9) {
      let name = log.intern(call < 6 ? "parse \(call)" : "emit \(call)")
      log.append(.callRequested(parent: 0, step: 0, arguments: .none), at: 0, name, call: call)
    }
    #expect(ColourGroups(Analysis(log.close())).names == ["parse …", "emit …"])
  }

  @Test func `the text of a diagram says that dependencies were not recorded`() throws {
    let log = Array(try Project.text("traces/build.j2.ninja_log").utf8)
    let run = Analysis(try NinjaLog.read(log, name: "build").log)
    let diagram = DependencyDiagram(Comparison(run: run, baseline: .work))
    #expect(diagram.text().contains("what depends on what was not recorded"))
    #expect(!DependencyDiagram(try comparison(of: "toy_app")).text().contains("not recorded"))
  }
}
