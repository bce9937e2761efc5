import EventLog
import Foundation
import Scenarios
import TestSupport
import Testing

/// The guide "Meanwhile in your own package": what it shows is what stands and runs here.
@Suite struct LibraryGuideTests {
  // BEGIN
  @Test func `training goes on while the data are described`() throws {
    let log = try Scenario.run(
      """
      components:
        train:    { takes: 4s, parallel: true, writes: { loss: 0.25 } }
        describe: { takes: 3s }
      state: { loss: 1 }
      flow: [run: train, run: describe]
      """)
    let train = log.calls(of: "train")[0]
    #expect("\(train)" == "train: 0 s to 4 s, succeeded")
    #expect(log.finalValue(of: "loss") == .number(0.25))
    #expect(log.ending == .end && log.end == 4_000_000_000)
  }
  // END

  @Test func `the guide shows the test that stands here`() throws {
    let guide = try Project.text("Sources/Meanwhile.docc/YourOwnPackage.md")
    let source = try Project.text("Tests/ScenariosTests/LibraryGuideTests.swift")
    let lines = source.components(separatedBy: "\n")
    let start = try #require(lines.firstIndex(of: "  // BEGIN"))
    let end = try #require(lines.firstIndex(of: "  // END"))
    let shown = lines[(start + 1)..<end].map { String($0.dropFirst(2)) }.joined(separator: "\n")
    #expect(
      guide.contains("```swift\nimport EventLog\nimport Scenarios\nimport Testing\n\n\(shown)\n```")
    )
  }

  @Test(arguments: [
    ("a: { takes: 1s, fails: true, raise_exception: false }", "a: 0 s to 1 s, failed"),
    ("a: { takes: forever, parallel: true }", "a: 0 s to 0 s, stopped (the run ended)"),
  ])
  func `a call says in one line what became of it`(component: String, line: String) throws {
    let log = try Scenario.run("components: { \(component) }\nflow: [run: a]")
    #expect(log.calls(of: "a").map(\.description) == [line])
    #expect(log.allCalls.map(\.component) == ["flow", "a"])
    #expect(log.calls(of: "b").isEmpty && log.finalValue(of: "b") == nil)
  }

  @Test func `a scenario that cannot be read is told with its place`() {
    #expect(throws: ScenarioError.self) { try Scenario.run("flow: [run: nobody]") }
  }
}
