import EventLog
import Graphviz
import Scenarios
import TestSupport
import Testing
import TraceAnalysis

@testable import Diagrams

/// A dependency diagram has every call that a flow waited for, and the whole critical chain.
@Suite struct JoinTests {
  private func diagram(_ text: String) throws -> DependencyDiagram {
    DependencyDiagram(comparison(of: try Scenario.read(text, name: "m")))
  }

  /// What came before a call, and in which ways, as `a (data), b`.
  private func before(_ name: String, _ diagram: DependencyDiagram) -> String {
    let line = diagram.text().split(separator: "\n").first { line in
      line.dropFirst(4).starts(with: name + " ")
    }
    guard let line, let place = line.firstIndex(of: "◀") else { return "" }
    return String(line[place...].dropFirst(2))
  }

  private static let three = """
    components:
      a: { takes: 3s, parallel: true }
      b: { takes: 2s, parallel: true }
      c: { takes: 1s, parallel: true }
      d: { takes: 1s }

    """

  @Test(arguments: [
    (
      ["run: a", "run: b", "run: c", "wait: a", "wait: b", "wait: c", "run: d"],
      "a (data), b (data), c (data)"
    ),
    (["run: a", "run: b", "wait: a.succeeded and b.succeeded", "run: d"], "a (data), b (data)"),
    (["run: a", "run: c", "wait: c", "run: b", "wait: a", "run: d"], "a (data), c (data)"),
    // What came after c stands for it.
    (["run: c", "wait: c", "run: a", "wait: a", "run: d"], "a (data)"),
    (["run: a", "wait: a", "wait: 2s", "run: d"], "a (data, 2 s later)"),
    (["wait: 2s", "run: d"], "start (2 s later)"),
    // Only what let the flow go on: the other had started, and was read as not yet over.
    (["run: a", "run: c", "wait: a.succeeded or c.succeeded", "run: d"], "c (data)"),
    (["run: a", "run: c", "wait: a.finished or c.finished", "run: d"], "c (data)"),
    (["run: c", "wait: c", "run: a", "wait: a.succeeded or c.succeeded", "run: d"], "c (data)"),
    (
      [
        "run: a", "run: b", "run: c", "wait: (a.succeeded and b.succeeded) or c.succeeded",
        "run: d",
      ],
      "c (data)"
    ),
    (
      [
        "run: a", "run: b", "run: c", "wait: a.succeeded or (b.succeeded and c.succeeded)",
        "run: d",
      ],
      "b (data), c (data)"
    ),
    (
      ["run: a", "run: c", "wait: a.succeeded or c.succeeded", "wait: 1s", "run: d"],
      "c (data, 1 s later)"
    ),
    // What is asked for from its start on was waited for, though it goes on.
    (["run: a", "run: c", "wait: a.running and c.succeeded", "run: d"], "a (data), c (data)"),
    (["run: a", "wait: a.started", "run: d"], "a (data)"),
    // What a flow sees that it does not wait for.
    (
      ["run: a", "run: c", "wait: c", "when: a.succeeded\n    do: [ { run: b } ]", "run: d"],
      "c (data)"
    ),
    (["run: a", "wait: a\n    timeout: 1s", "run: d"], "start (1 s later)"),
    (["run: c", "wait: c\n    timeout: 9s", "run: d"], "c (data)"),
    // A pause before, between and after what was waited for.
    (["run: c", "wait: 2s", "wait: c", "run: d"], "start (2 s later), c (data)"),
    (
      ["run: b", "run: c", "wait: c", "wait: 2s", "wait: b", "run: d"],
      "b (data), c (data, 2 s later)"
    ),
    (["run: b", "wait: 1s", "wait: 500ms", "run: d"], "start (1.5 s later)"),
    (["wait: 1s", "run: c", "wait: c", "wait: 2s", "run: d"], "c (data, 2 s later)"),
    // Steps within steps.
    (
      ["run: c", "repeat: 2\n    do: [ { wait: 1s } ]", "wait: c", "run: d"],
      "start (2 s later), c (data)"
    ),
    (
      ["run: a", "run: c", "when: true\n    do: [ { wait: c }, { wait: 1s } ]", "run: d"],
      "c (data, 1 s later)"
    ),
  ])
  func `a call comes after all that its flow waited for`(steps: [String], expected: String) throws {
    let flow = "flow:\n" + steps.map { "  - \($0)\n" }.joined()
    #expect(before("d", try diagram(Self.three + flow)) == expected)
  }

  @Test func `a call that is not parallel and one that was waited for later both lead on`() throws {
    let diagram = try diagram(
      """
      components:
        load: { takes: 3s, parallel: true }
        prep: { takes: 1s }
        fit: { takes: 2s }
      flow: [ { run: load }, { run: prep }, { wait: load }, { run: fit } ]

      """)
    #expect(before("fit", diagram) == "load (data), prep (blocking)")
  }

  @Test func `a call that is tried again comes so much later`() throws {
    let text = """
      components:
        d: { takes: 2s, fails: { at: 1s, calls: 1 }, retries: { times: 1, backoff: 3s } }
      flow: [ { run: d } ]

      """
    let diagram = try diagram(text)
    #expect(diagram.text().contains("◀ d (call 2) (3 s later)"))
    #expect(diagram.graph.description.contains("label=\"3 s later\""))
  }

  @Test func `a pause behind a join is told with each call before it`() throws {
    let names = (1...6).map { "p\($0)" }
    let more = (1...6).map { "q\($0)" }
    let components = (names + more).map { "  \($0): { takes: 2s, parallel: true }\n" }.joined()
    let steps =
      ["  - run: p1\n", "  - wait: p1\n"] + names.dropFirst().map { "  - run: \($0)\n" }
      + names.dropFirst().map { "  - wait: \($0)\n" } + ["  - wait: 3s\n"]
      + more.map { "  - run: \($0)\n" }
    let diagram = try diagram("components:\n\(components)flow:\n\(steps.joined())")
    #expect(diagram.joins.count == 1)
    let expected = names.dropFirst().map { "\($0) (data, 3 s later)" }.joined(separator: ", ")
    #expect(before("q3", diagram) == expected)
    #expect(diagram.graph.description.contains("3 s later"))
    #expect(isWhole(diagram))
  }

  @Test func `many that come after many come after a join`() throws {
    let names = (1...6).map { "p\($0)" }
    let more = (1...6).map { "q\($0)" }
    let components = (names + more).map { "  \($0): { takes: 2s, parallel: true }\n" }.joined()
    let steps =
      names.map { "  - run: \($0)\n" } + names.map { "  - wait: \($0)\n" }
      + more.map { "  - run: \($0)\n" }
    let diagram = try diagram("components:\n\(components)flow:\n\(steps.joined())")
    #expect(diagram.joins.count == 1)
    #expect(diagram.links.count == 6 + 6 + 6)
    #expect(before("q3", diagram) == names.map { "\($0) (data)" }.joined(separator: ", "))
    #expect(GraphClustering(diagram).boxes.count { $0.calls.isEmpty } == 1)
    #expect(isWhole(diagram))
  }

  /// Whether critical links lead from the first call of the chain to its last.
  private func isWhole(_ diagram: DependencyDiagram) -> Bool {
    guard let first = diagram.chain.first, let last = diagram.chain.last else { return false }
    var reached: Set<CallNumber> = [first]
    for _ in diagram.chain {
      for link in diagram.links where link.isCritical && reached.contains(link.from) {
        reached.insert(link.to)
      }
    }
    return reached.contains(last) && reached.isSuperset(of: diagram.chain)
  }

  @Test func `the critical chain of the models is whole`() throws {
    let diagram = DependencyDiagram(try comparison(of: "dag_of_models"))
    let names = diagram.chain.map { diagram.run.component(of: $0) }
    #expect(names == ["get_data", "processing", "svr", "report"])
    #expect(isWhole(diagram))
  }

  @Test func `milestones are links of the critical chain`() throws {
    let diagram = try diagram(
      """
      tasks:
        kick-off: { takes: 0s }
        design: { takes: 4d, needs: [kick-off] }
        review: { takes: 0s, needs: [design] }
        build: { takes: 10d, needs: [review] }
        docs: { takes: 3d, needs: [review] }
        release: { takes: 0s, needs: [build, docs] }

      """)
    let names = diagram.chain.map { diagram.run.component(of: $0) }
    #expect(names == ["kick-off", "design", "review", "build", "release"])
    #expect(isWhole(diagram))
  }

  @Test(arguments: 0..<200)
  func `the critical chain of any run is whole`(seed: UInt64) {
    let diagram = DependencyDiagram(comparison(of: randomModel(seed: seed)))
    if !diagram.chain.isEmpty { #expect(isWhole(diagram), "seed \(seed)") }
  }
}
