import EventLog
import Foundation
import Scenarios
import Simulation
import TestSupport
import Testing

@Suite struct ScenarioTests {
  private let expected = Model(
    name: "toy", machines: [Model.Machine(name: "box", slots: 2), Model.Machine(name: "host")],
    components: [
      Model.Component(name: "train", takes: .constant(4_000_000_000), isParallel: true),
      Model.Component(name: "analyze", takes: .constant(90_500_000_000), machine: 0),
      Model.Component(name: "serve", takes: .forever, isParallel: false, machine: 1),
    ],
    flow: [
      Model.Step(component: 0, arguments: "machine A counting"), Model.Step(component: 1),
      Model.Step(component: 0),
    ])

  @Test(arguments: [
    """
    # A comment.
    components:
      train:   { takes: 4s, parallel: true }
      analyze: { takes: 1m30.5s, machine: box }
      serve:   { takes: forever, machine: host, parallel: false }

    machines:
      box:  { slots: 2 }
      host: { }

    flow:
      - run: train
        with: machine A counting
      - run: analyze
      - { run: train, with: ~ }
    """,
    """
    ---
    machines: {"box": {slots: 2}, host: }
    flow: [{run: 'train', with: "machine A counting"}, {run: analyze}, {with: , run: train}]
    name: toy
    components:
      train:
        parallel: true
        takes: 4000 ms
      analyze:
        takes: '1 min 30.5 s'
        machine: box
      serve:
        takes: forever
        machine: host
    ...
    """,
  ])
  func `what a scenario says is what is simulated`(text: String) throws {
    #expect(try Scenario.read(text, name: "toy") == expected)
    let windows =
      "\u{FEFF}"
      + text.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
    #expect(try Scenario.read(Scenario.text(of: Array(windows.utf8)), name: "toy") == expected)
  }

  @Test func `the scenarios of the guide are scenarios`() throws {
    let guide = try Project.text("Sources/Meanwhile.docc/Scenarios.md")
    let blocks = guide.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    #expect(blocks.count >= 6)
    // What is expected is shown alone, and has the tests of its own.
    for block in blocks where !block.hasPrefix("expect:") {
      let text =
        block.contains("flow:") || block.contains("tasks:")
        ? block : block + "flow: [{ run: fetch }]"
      #expect(throws: Never.self, "\(block)") { try Scenario.read(text, name: "guide") }
    }
  }

  @Test func `a scenario may have another name than its file`() throws {
    let text = "name: mine\ncomponents: { a: { takes: 1s } }\nflow: [{ run: a }]"
    #expect(try Scenario.read(text, name: "file").name == "mine")
  }

  @Test func `a random scenario that is written and read is the same`() throws {
    for seed in 0..<1000 as Range<UInt64> {
      let model = randomModel(seed: seed)
      #expect(try Scenario.read(model.yaml, name: "other") == model, "seed \(seed)")
    }
  }

  @Test func `a random scenario with all that can be said is the same when it is written and read`()
    throws
  {
    for seed in 0..<1000 as Range<UInt64> {
      var model = randomComponents(seed: seed)
      model.components[0].atOnce = UInt32(seed % 4 + 1)
      let text = model.yaml
      do {
        let read = try Scenario.read(text, name: "other")
        #expect(read == model, "seed \(seed)\n\(text)")
      } catch {
        Issue.record("seed \(seed): \(error.description(of: "x"))\n\(text)")
        return
      }
    }
  }

  @Test(arguments: ["é", "訓練", "👩‍👩‍👧‍👦", "a.b/c-d e", "1", "true", "a'b"])
  func `a name is a name in any script`(name: String) throws {
    let text = "components: { \"\(name)\": { takes: 1s } }\nflow: [{ run: \"\(name)\" }]"
    #expect(try Scenario.read(text, name: "x").components.map(\.name) == [name])
  }
}
