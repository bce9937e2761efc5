import EventLog
import Scenarios
import Simulation
import Synchronization
import TestSupport
import Testing

/// Scenarios that say what tasks need.
@Suite struct TaskScenarioTests {
  @Test func `tasks run on the workers unless they name a machine`() throws {
    let model = try Scenario.read(
      """
      tasks:
        a: { takes: 3s }
        b: { takes: 2s, needs: [a], slots: 2 }
        c: { takes: 1s, machine: gpu }
      workers: 2
      machines: { gpu: {} }
      policy: fifo
      """, name: "x")
    #expect(model.machines.map(\.name) == ["gpu", "worker"])
    #expect(model.components.map(\.machine) == [1, 1, 0])
    #expect(model.components.map(\.slots) == [1, 2, 1])
    #expect(model.tasks == TaskGraph([[], [0], []]))
  }

  @Test func `who waits is told how much is read, to the end and never less than before`() throws {
    let count = 200_000
    let text = "tasks:\n" + (0..<count).map { "  task_\($0): { takes: 1s }\n" }.joined()
    let told = Mutex<[Int]>([])
    let model = try Scenario.read(
      text, name: "x", progress: ProgressHook { done in told.withLock { $0.append(done) } })
    #expect(model.components.count == count)
    let reports = told.withLock { $0 }
    #expect(reports == reports.sorted() && Set(reports).count >= 10)
    #expect(reports.allSatisfy { $0 <= text.utf8.count })
    #expect((reports.last ?? 0) > text.utf8.count * 9 / 10)
  }

  /// Five tasks on one worker, and the order in which they run.
  @Test(arguments: [
    ("fifo", "abdec"), ("priority", "deabc"), ("longest-first", "dabec"),
    ("shortest-first", "eacbd"), ("critical-path-first", "dabec"),
    ("latest-finish-first", "abdec"), ("most-dependents-first", "abdec"),
  ])
  func `a policy says which of the waiting tasks comes first`(policy: String, order: String) throws
  {
    let fields = policy == "priority" ? ", priority: 0" : ""
    let model = try Scenario.read(
      """
      tasks:
        a: { takes: 2s }
        b: { takes: 2s }
        c: { takes: 1s, needs: [a] }
        d: { takes: 4s\(fields) }
        e: { takes: 1s\(fields) }
      workers: 1
      policy: \(policy)
      """, name: "x")
    let log = Simulator.run(model, LogHeader.Setup(text: ""))
    var started = ""
    for event in log.events {
      if case .callStarted = event.kind { started += log.names[event.component] }
    }
    #expect(started == order)
  }

  @Test func `without workers every task has its own`() throws {
    let model = try Scenario.read("tasks: { a: { takes: 1s }, b: { takes: 1s } }", name: "x")
    #expect(model.components.allSatisfy { $0.machine == nil })
  }

  static let bad: [(String, String)] = [
    ("tasks: {}", "1:8: There are no tasks. Add one, such as `test: { takes: 2s }`."),
    (
      "tasks: { a: { takes: 1s, needs: [b] }, b: { takes: 1s, needs: [a] } }",
      "1:10: Tasks need each other in a circle: `a` needs `b` needs `a`. Take one of these needs "
        + "away."
    ),
    (
      "tasks: { a: { takes: 1s, needs: [a] } }",
      "1:10: Tasks need each other in a circle: `a` needs `a`. Take one of these needs away."
    ),
    (
      "tasks: { build: { takes: 1s }, b: { takes: 1s, needs: [biuld] } }",
      "1:56: There is no task `biuld`. Did you mean `build`?"
    ),
    (
      "tasks: { a: { takes: 1s }, b: { takes: 1s, needs: [a, a] } }",
      "1:55: `a` is needed twice. Name it once."
    ),
    (
      "tasks: { a: { takes: forever }, b: { takes: 1s, needs: [a] } }",
      "1:57: `a` never ends, so what needs its end could never run. Write `{ task: a, after: start }` if its start is "
        + "enough."
    ),
    (
      "tasks: { a: { takes: 1s }, b: { takes: 1s, needs: [{ task: a, after: begin }] } }",
      "1:70: There is no word `begin`. There are: `start`, `end`."
    ),
    (
      "tasks: { a: { takes: 1s }, b: { takes: 1s, needs: [{ lag: 1s }] } }",
      "1:52: What is needed has no `task`. Write, for example, `task: compile`."
    ),
    (
      "tasks: { a: { takes: 1s, retries: 2 } }",
      "1:35: Calls of `a` never fail, so they are never tried again. Add `fails` or `timeout`, or take `retries` away."
    ),
    (
      "tasks: { a: { takes: 1s, needs: [{ task: b, after: start }] }, b: { takes: 1s, needs: [a] } }",
      "1:10: Tasks need each other in a circle: `a` needs `b` needs `a`. Take one of these needs away."
    ),
    (
      "tasks: { a: { takes: 1s, slots: 3 } }\nworkers: 2",
      "1:33: Machine `worker` has 2 slots, fewer than the 3 that this task takes: it could never "
        + "run."
    ),
    (
      "tasks: { a: { takes: 1s, slots: 2 } }",
      "1:33: A task takes slots of a machine. Give it a `machine`, or add `workers`."
    ),
    (
      "tasks: { a: { takes: 1s } }\nflow: []",
      "2:7: A scenario has `components` and a `flow`, or `tasks`. This one has `tasks` and `flow`."
    ),
    (
      "components: { a: { takes: 1s } }\nworkers: 2\nflow: [{ run: a }]",
      "2:10: `workers` is for `tasks`. Components of a flow have machines."
    ),
    (
      "tasks: { a: { takes: 1s } }\npolicy: lifo",
      "2:9: There is no policy `lifo`. Did you mean `fifo`?"
    ),
    (
      "tasks: { a: { takes: 1s } }\npolicy: longest",
      "2:9: There is no policy `longest`. There are: `fifo`, `priority`, `longest-first`, "
        + "`shortest-first`, `critical-path-first`, `heft`, `latest-finish-first`, `most-dependents-first`."
    ),
    (
      "tasks: { a: { takes: 1s, priority: 1 } }",
      "1:36: A `priority` counts only where the scenario has `policy: priority`. Add that, or take "
        + "the `priority` away."
    ),
    (
      "tasks: { a: { takes: 1s } }\npolicy: longest-first",
      "2:9: A `policy` says which of the tasks that wait for a slot comes first, and none waits: there are no "
        + "workers and no task has a machine. Add `workers: 2`, or take the `policy` away."
    ),
    (
      "tasks: { a: { takes: 1s, priority: high } }\npolicy: priority",
      "1:36: Expected a whole number from 0 to 1000000, of which the least comes first, found `high`."
    ),
    (
      "tasks: { a: { takes: 1s, needs: b } }",
      "1:33: Expected a list of tasks such as `[compile]`, found `b`."
    ),
    (
      "tasks: { a: { needs: [] } }",
      "1:10: Task `a` has no `takes`. Write, for example, `takes: 2s`."
    ),
  ]

  @Test(arguments: bad)
  func `a task graph that cannot run is told why, and where`(text: String, sentence: String) {
    let error = #expect(throws: ScenarioError.self) { try Scenario.read(text, name: "x") }
    #expect(error?.description(of: "x").dropFirst(2) == sentence[...])
  }
}
