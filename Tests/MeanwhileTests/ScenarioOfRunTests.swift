import TestSupport
import Testing

@testable import meanwhile

@Suite struct ScenarioOfRunTests {
  @Test func `a log's scenario is read when it is asked for, and once`() throws {
    let folder = try TemporaryFolder()
    try Command.run("run", "traces/toy_app.yaml", "-o", folder.path("out"))
    let input = try Input(InputFile(folder.path("out/toy_app.events.jsonl")), seed: nil)
    #expect(input.model != nil)
    var count = 0
    let scenario = ScenarioOfRun {
      count += 1
      return nil
    }
    #expect(count == 0)
    for _ in 1...3 { #expect(scenario.model == nil) }
    #expect(count == 1)
  }
}
