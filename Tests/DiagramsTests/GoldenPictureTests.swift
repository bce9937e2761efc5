import Diagrams
import Graphviz
import Reports
import TestSupport
import Testing

@Suite struct GoldenPictureTests {
  @Test(arguments: Project.representativeScenarios)
  func `a scenario is drawn as it was when we looked at it`(scenario: String) throws {
    let comparison = try comparison(of: scenario)
    expectGolden(GanttChart(comparison).graph.description, "\(scenario).gantt.dot")
    expectGolden(DependencyDiagram(comparison).graph.description, "\(scenario).dag.dot")
  }

  @Test(arguments: Project.representativeScenarios)
  func `a scenario is drawn in a terminal as it was when we looked at it`(
    scenario: String
  ) throws {
    let comparison = try comparison(of: scenario)
    expectGolden(
      GanttChart(comparison).text(columns: 80) + "\n" + DependencyDiagram(comparison).text(),
      "\(scenario).txt")
  }

  /// The goldens are of the library that calls itself 2.43.0 (Debian's 2.42.2); other versions may
  /// place things elsewhere.
  @Test(
    .enabled(if: (try? GraphvizRenderer.version) == "2.43.0", "the goldens are of Graphviz 2.43.0"),
    arguments: ["toy_two_parallel", "shared_machine"])
  func `a picture has the same bytes with the same Graphviz`(scenario: String) throws {
    let comparison = try comparison(of: scenario)
    for (picture, name) in [
      (Picture.gantt(comparison), "gantt"), (.dependencies(comparison), "dag"),
    ] {
      let bytes = try picture.render(as: .svg)
      #expect(try picture.render(as: .svg) == bytes)
      expectGolden(String(decoding: bytes, as: UTF8.self), "\(scenario).\(name).svg")
    }
  }
}
