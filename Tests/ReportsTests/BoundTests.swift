import EventLog
import Reports
import Simulation
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

/// What bound a simulated task graph, and what one more worker would do, in sentences.
@Suite struct BoundTests {
  /// The sentences of tasks that take so many seconds, on so many workers.
  private func sentences(_ workers: UInt32?, _ times: [Int64], _ needs: [[Int]]) -> [String] {
    let model = Model(
      name: "tasks", machines: workers.map { [.init(name: "worker", slots: $0)] } ?? [],
      components: times.enumerated().map {
        .init(
          name: "T\($0 + 1)", takes: .constant($1 * second), machine: workers == nil ? nil : 0)
      }, tasks: TaskGraph(needs))
    let text = SummaryReport(model.comparison()).text
    return text.split(separator: "\n").map(String.init).filter {
      $0.hasPrefix("  bound") || $0.hasPrefix("  one more")
    }.map { String($0.dropFirst(2)) }
  }

  @Test(
    arguments: [
      (
        2, [2, 3], [[], [0]],
        ["bound by its longest chain: no number of workers makes it faster than 5 s"]
      ),
      (
        2, [4, 4, 4, 4], [[], [], [], []],
        [
          "bound by its 2 workers: it took as long as its work shared out evenly among them; both "
            + "workers were busy all the time, and the observed path waited 4 s for a free one; with "
            + "enough of them its longest chain would take 4 s",
          "one more worker would save nothing",
        ]
      ),
      (
        1, [1, 2, 3], [[], [], []],
        [
          "bound by its only worker, which was busy all the time",
          "one more worker would save 2 s: it takes 4 s on 2",
        ]
      ),
      (
        3, [3, 2, 2, 2, 4, 4, 4, 4, 9], [[], [], [], [], [3], [3], [3], [3], [0]],
        [
          "bound by its longest chain: no number of workers makes it faster than 12 s"
        ]
      ),
      (
        nil, [2, 3], [[], []],
        ["bound by its longest chain: no number of workers makes it faster than 3 s"]
      ),
      (2, [0, 0], [[], []], []),
    ] as [(UInt32?, [Int64], [[Int]], [String])])
  func `a task graph is told by its chain or its workers`(
    workers: UInt32?, times: [Int64], needs: [[Int]], expected: [String]
  ) {
    #expect(sentences(workers, times, needs) == expected)
  }

  @Test(arguments: [
    (RunMode.declared, "as declared", "2 workers"), (.serial, "this run", "it ran on one worker"),
    (.parallel, "this run", "it ran on workers without limit"),
  ])
  func `a run in another mode is not told as declared`(
    mode: RunMode, label: String, remark: String
  ) throws {
    let model = Model(
      name: "tasks", machines: [.init(name: "worker", slots: 2)],
      components: (1...3).map { .init(name: "T\($0)", takes: .constant(second), machine: 0) },
      tasks: TaskGraph([[], [], []]))
    let comparison = Comparison(
      run: Analysis(model.run(as: mode)), twin: Analysis(model.run(as: .serial)))
    let lines = SummaryReport(comparison).text.split(separator: "\n")
    let row = try #require(lines.first { $0.hasPrefix("  \(label)") })
    #expect(row.hasSuffix(remark))
  }

  @Test func `a trace that ran one after the other is not blamed on contention`() throws {
    let log = Array("# ninja log v5\n0\t10\t0\ta\t1\n10\t30\t0\tb\t2\n".utf8)
    let run = Analysis(try NinjaLog.read(log, name: "build").log)
    let text = SummaryReport(Comparison(run: run, baseline: .work)).text
    #expect(text.contains("  serial    30 ms  its own work\n"))
    #expect(text.contains("  this run  30 ms  as recorded, one command after the other\n"))
  }

  @Test func `workers beside other machines are told as machines`() {
    let model = Model(
      name: "tasks", machines: [.init(name: "worker"), .init(name: "gpu")],
      components: (0..<3).map {
        .init(name: "T\($0)", takes: .constant(second), machine: $0 == 0 ? 1 : 0)
      }, tasks: TaskGraph([[], [], []]))
    let text = SummaryReport(model.comparison()).text
    #expect(text.contains("  bound by machine worker, which was busy all the time"))
    #expect(text.contains("2 different machines, one slot each"))
    #expect(!text.contains("one more"))
  }
}
