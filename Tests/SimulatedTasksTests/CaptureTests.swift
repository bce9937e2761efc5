import EventLog
import Schedules
import SimulatedTasks
import TestSupport
import Testing

/// All that concurrent code does is under the schedule, and what is not is told.
@Suite(.serialized) struct CaptureTests {
  @Test(arguments: Construct.captured.indices)
  func `it is captured, and the same each time`(index: Int) throws {
    let construct = Construct.captured[index]
    var notes: [[String]] = []
    var logs: [[UInt8]] = []
    for _ in 0..<2 {
      let marks = Marks()
      let kept = NotesBox()
      let outcome = Simulated.run { _ in
        try await construct.code(marks)
        kept.notes = await marks.notes
      }
      #expect(outcome.run.failure == nil, "\(construct.name): \(outcome.run.failure?.text ?? "")")
      #expect(outcome.outside == [], "\(construct.name)")
      #expect(outcome.log.problem == nil, "\(construct.name)")
      notes.append(kept.notes)
      logs.append(outcome.log.encoded())
    }
    #expect(notes[0] == notes[1])
    #expect(!notes[0].isEmpty)
    #expect(logs[0] == logs[1])
  }

  @Test(arguments: Departure.all.indices)
  func `what leaves the simulation is told`(index: Int) {
    let departure = Departure.all[index]
    // Beside a thousand other tests, what was given away may be long in coming back.
    SimulatedProgram.waitForOutside(seconds: 60)
    defer { SimulatedProgram.waitForOutside(seconds: 1) }
    let outcome = Simulated.run { _ in try await departure.code() }
    #expect(outcome.run.failure == nil)
    #expect(outcome.outside.contains(departure.told), "\(departure.name)")
  }

  @Test func `an hour of sleep takes no time`() {
    let start = ContinuousClock.now
    let outcome = Simulated.run { program in
      for _ in 0..<24 { try await Task.sleep(for: .seconds(3_600)) }
      program.expect(simulation.now == .seconds(86_400), "a day has passed")
    }
    #expect(outcome.run.failure == nil)
    #expect(start.duration(to: .now) < .seconds(3_600))
  }

  @Test func `another seed leads to other random numbers`() {
    let numbers = (0..<2).map { seed in
      let kept = NotesBox()
      _ = Simulated.run(seed: UInt64(seed)) { _ in
        kept.notes = ["\(UInt64.random(in: 0...UInt64.max))"]
      }
      return kept.notes
    }
    #expect(numbers[0] != numbers[1])
  }

  @Test func `tasks are what they were when the simulation is over`() async throws {
    _ = Simulated.run { _ in try await Task.sleep(for: .seconds(1)) }
    let before = ContinuousClock.now
    try await Task.sleep(for: .milliseconds(2))
    #expect(before.duration(to: .now) >= .milliseconds(2))
    #expect(!simulation.isOn)
    #expect(await Task { @MainActor in 7 }.value == 7)
    await simulation.settle()
  }

  @Test func `the guide lists what is captured, and what is not`() throws {
    let guide = try Project.text("Sources/Meanwhile.docc/SimulatedTests.md")
    let captured = Construct.captured.map { "- \($0.name)\n" }.joined()
    #expect(guide.contains("<!-- captured -->\n\(captured)<!-- end -->"), "\(captured)")
    let rows = Departure.all.map { "| \($0.name) | \($0.told) |\n" }.joined()
    let table = "| what | the warning |\n|---|---|\n" + rows
    #expect(guide.contains("<!-- departures -->\n\(table)<!-- end -->"), "\(table)")
  }
}

/// What a test keeps of code that ran.
final class NotesBox: @unchecked Sendable {
  // It is unchecked because it is read when nothing writes to it any more.
  var notes: [String] = []
}
