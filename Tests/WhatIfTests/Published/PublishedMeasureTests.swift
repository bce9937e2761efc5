import EventLog
import Scenarios
import Simulation
import Testing
import TraceAnalysis

/// Published examples of computations and projects give the work, spans, floats and paths that are printed for them.
@Suite struct PublishedMeasureTests {
  private static let second: Nanoseconds = 1_000_000_000

  private static func analysis(of text: String) throws -> Analysis {
    let model = try Scenario.read(text, name: "published")
    return Analysis(Simulator.run(model, LogHeader.Setup(text: text)))
  }

  /// The strands of P-FIB(*n*): one up to the spawn of P-FIB(*n* − 1), one that calls P-FIB(*n* − 2), one after the sync.
  private struct Fibonacci {
    private(set) var text = "workers: 100\ntasks:\n"
    private var count = 0

    init(_ number: Int) { _ = strands(of: number, after: "") }

    private mutating func strand(after needs: [String]) -> String {
      count += 1
      text += "  s\(count): { takes: 1s, needs: [\(needs.joined(separator: ", "))] }\n"
      return "s\(count)"
    }

    /// Appends the strands of a call, and returns the last.
    private mutating func strands(of number: Int, after caller: String) -> String {
      let first = strand(after: caller.isEmpty ? [] : [caller])
      guard number > 1 else { return first }
      let spawned = strands(of: number - 1, after: first)
      let second = strand(after: [first])
      let called = strands(of: number - 2, after: second)
      return strand(after: [spawned, called])
    }
  }

  // Cormen, Leiserson, Rivest and Stein, "Introduction to Algorithms", 3rd edition (2009), section 27.1, where a strand takes unit time.
  @Test func `the multithreaded P-FIB(4) of the textbook has work 17 and span 8`() throws {
    let run = try Self.analysis(of: Fibonacci(4).text)
    #expect(run.measures.work == 17 * Int128(Self.second))
    #expect(run.measures.span == 8 * Self.second)
    #expect(run.makespan == 8 * Self.second)
    #expect(run.criticalPath.parts.count { $0.kind == .running } == 8)
  }

  /// An activity between two nodes of a project: its time, and the slack that is printed for it.
  typealias Activity = (from: Int, to: Int, takes: Int, slack: Int)

  // Taylor, "Introduction to Management Science", chapter 8, project management: solutions of two networks with activities on arrows.
  private static let projects: [(activities: [Activity], length: Int, path: [String])] = [
    (
      [
        (1, 2, 7, 2), (1, 3, 10, 0), (2, 4, 6, 2), (3, 4, 5, 0), (3, 5, 4, 4), (4, 5, 3, 0),
        (5, 6, 2, 0),
      ], 20, ["a1_3", "a3_4", "a4_5", "a5_6"]
    ),
    (
      [
        (1, 2, 8, 1), (1, 3, 10, 0), (1, 4, 9, 6), (2, 5, 6, 1), (2, 6, 4, 8), (3, 5, 5, 0),
        (4, 5, 0, 6), (4, 7, 7, 11), (5, 7, 12, 0), (5, 8, 15, 1), (6, 9, 18, 8), (7, 8, 4, 0),
        (8, 9, 7, 0),
      ], 38, ["a1_3", "a3_5", "a5_7", "a7_8", "a8_9"]
    ),
  ]

  @Test(arguments: projects.indices)
  func `projects of a textbook have the length, the slack and the critical path that are printed`(
    number: Int
  ) throws {
    let (activities, length, path) = Self.projects[number]
    var text = "workers: 100\ntasks:\n"
    for activity in activities {
      let needs = activities.filter { $0.to == activity.from }.map { "a\($0.from)_\($0.to)" }
      text +=
        "  a\(activity.from)_\(activity.to): { takes: \(activity.takes)s, needs: [\(needs.joined(separator: ", "))] }\n"
    }
    let run = try Self.analysis(of: text)
    #expect(run.makespan == Nanoseconds(length) * Self.second)
    let slack = Dictionary(
      uniqueKeysWithValues: run.calls.map { call in
        (run.component(of: call.number), run.slack.total[Int(call.number) - 1])
      })
    for activity in activities {
      let name = "a\(activity.from)_\(activity.to)"
      #expect(slack[name] == Nanoseconds(activity.slack) * Self.second, "\(name)")
    }
    let running = run.criticalPath.parts.filter { $0.kind == .running }
    #expect(running.map { run.component(of: $0.call) } == path)
  }
}
