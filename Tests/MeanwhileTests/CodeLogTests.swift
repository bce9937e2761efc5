import TestSupport
import Testing

/// Logs of components in Swift, read by the command.
@Suite struct CodeLogTests {
  private static let log = "Tests/MeanwhileTestingTests/Logs/training.events.jsonl"

  @Test func `a simulated run of code is held against its work, which nothing has made longer`()
    throws
  {
    let result = try Command.run(list: ["summary", Self.log])
    #expect(result.status == 0)
    #expect(
      result.output.hasPrefix(
        "Training: 7 s of work → 4 s in parallel, saved 3 s (1.75×); floor 4 s, reached\n"))
    #expect(result.output.contains("serial    7 s  its own work, one call after the other\n"))
    #expect(result.output.contains("this run  4 s  as simulated\n"))
  }

  @Test(arguments: ["advise", "what-if --faster load=2x"])
  func `a run of code is run again in other ways`(_ question: String) throws {
    let words = question.split(separator: " ").map(String.init)
    let result = try Command.run(list: [words[0], Self.log] + words.dropFirst())
    #expect(result.status == 0)
    #expect(result.output.contains("4 s → 3 s"), "\(result.output)")
  }

  @Test(arguments: [
    "check", "summary", "gantt", "dag", "races", "critical-path", "slack", "events", "advise",
    "state --at 5us",
  ])
  func `each verb reads the log of a simulated test`(_ question: String) throws {
    let words = question.split(separator: " ").map(String.init)
    let log = "Tests/MeanwhileTestingTests/Logs/overdraw.events.jsonl"
    let result = try Command.run(list: [words[0], log] + words.dropFirst())
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("overdraw"), "\(result.output)")
    #expect(!result.output.contains("unknown code"), "\(result.output)")
  }
}
