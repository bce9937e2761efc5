import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Action graphs of Go: what failed, and what never ran because of it.
@Suite struct GoActionTests {
  private func action(
    _ id: Int, _ mode: String, _ package: String, needs: [Int], _ start: Int, _ end: Int,
    _ more: String = ""
  ) -> String {
    func time(_ seconds: Int) -> String { "2026-11-28T10:00:0\(seconds)Z" }
    return #"{"ID":\#(id),"Mode":"\#(mode)","Package":"\#(package)","Deps":\#(needs),"#
      + #""TimeReady":"\#(time(start))","TimeStart":"\#(time(start))","TimeDone":"\#(time(end))"\#(more)}"#
  }

  private let made = #","ActionID":"x","BuildID":"x/y","CmdReal":1000"#
  private let failed = #","ActionID":"x","CmdReal":1000"#

  private func read(_ actions: String...) throws -> Import {
    try readSound(TaskSamples.input("[" + actions.joined(separator: ",") + "]"))
  }

  @Test func `an action of Go whose command left no result failed, and what needs it never ran`()
    throws
  {
    let run = try read(
      action(0, "link-install", "m/cmd", needs: [1], 3, 3),
      action(1, "link", "m/cmd", needs: [2], 3, 3),
      action(2, "build", "m/cmd", needs: [3, 5], 3, 3),
      action(3, "nop", "", needs: [4], 3, 3), action(4, "build", "m/a", needs: [5], 1, 3, failed),
      action(5, "build", "m/b", needs: [], 0, 1, made))
    #expect(run.taskWords == ["m/b 0–1", "m/a 1–3 after m/b"])
    #expect(run.hasNote("4 actions were never begun, since something that was needed had failed"))
    let ended = try #require(Analysis(run.log).calls.last?.ended)
    guard case .callFailed(let reason) = run.log.events[ended].kind else {
      Issue.record("m/a is not told to have failed")
      return
    }
    #expect(run.log.names[reason] == "its command failed")
  }

  /// Of `go vet` commands run without results, and what is up to date has none either.
  @Test func `other actions of Go without a result have not failed`() throws {
    let run = try read(
      action(0, "go vet", "", needs: [1], 2, 2),
      action(1, "vet", "m/a", needs: [2], 1, 2, #","CmdReal":1000"#),
      action(2, "build", "m/a", needs: [], 0, 1, #","ActionID":"x""#))
    #expect(run.taskWords.count == 3)
    #expect(!run.hasNote("never begun"))
  }

  @Test func `an action of Go that goes on whatever failed ran all the same`() throws {
    let run = try read(
      action(0, "test print", "m/a", needs: [1], 3, 3, #","IgnoreFail":true"#),
      action(1, "link", "m/a", needs: [2], 2, 2), action(2, "build", "m/a", needs: [], 0, 2, failed)
    )
    #expect(run.taskWords == ["m/a 0–2", "test print m/a 3–3 after m/a"])
    #expect(run.hasNote("1 action was never begun"))
  }
}
