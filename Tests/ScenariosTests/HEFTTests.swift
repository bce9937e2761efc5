import EventLog
import Scenarios
import Simulation
import Testing
import TraceAnalysis

/// Tasks that may run on one of several machines, and where a plan puts them.
@Suite struct HEFTTests {
  /// The example of Topcuoglu, Hariri and Wu (2002), figure 2: ten tasks on three processors, which HEFT ends after 80.
  static let published = """
    tasks:
      t1:  { takes_on: { p1: 14s, p2: 16s, p3: 9s } }
      t2:  { takes_on: { p1: 13s, p2: 19s, p3: 18s }, needs: [{ task: t1, transfer: 18s }] }
      t3:  { takes_on: { p1: 11s, p2: 13s, p3: 19s }, needs: [{ task: t1, transfer: 12s }] }
      t4:  { takes_on: { p1: 13s, p2: 8s, p3: 17s }, needs: [{ task: t1, transfer: 9s }] }
      t5:  { takes_on: { p1: 12s, p2: 13s, p3: 10s }, needs: [{ task: t1, transfer: 11s }] }
      t6:  { takes_on: { p1: 13s, p2: 16s, p3: 9s }, needs: [{ task: t1, transfer: 14s }] }
      t7:  { takes_on: { p1: 7s, p2: 15s, p3: 11s }, needs: [{ task: t3, transfer: 23s }] }
      t8:
        takes_on: { p1: 5s, p2: 11s, p3: 14s }
        needs: [{ task: t2, transfer: 19s }, { task: t4, transfer: 27s }, { task: t6, transfer: 15s }]
      t9:
        takes_on: { p1: 18s, p2: 12s, p3: 20s }
        needs: [{ task: t2, transfer: 16s }, { task: t4, transfer: 23s }, { task: t5, transfer: 13s }]
      t10:
        takes_on: { p1: 21s, p2: 7s, p3: 16s }
        needs: [{ task: t7, transfer: 17s }, { task: t8, transfer: 11s }, { task: t9, transfer: 13s }]
    machines: { p1: {}, p2: {}, p3: {} }
    policy: heft

    """

  private func run(_ text: String, mode: RunMode = .declared) throws -> Log {
    let model = try Scenario.read(text, name: "m")
    return Simulator.run(model, LogHeader.Setup(text: text, mode: mode))
  }

  private func words(_ log: Log) -> [String] {
    Analysis(log).calls.compactMap { call in
      guard let start = call.startedAt, let end = call.endedAt else { return nil }
      return
        "\(log.names[call.component]) \(log.names[call.machine]) \(start / 1_000_000_000)–\(end / 1_000_000_000)"
    }
  }

  @Test func `the published example ends when it does there, and tasks run where they do there`()
    throws
  {
    let log = try run(Self.published)
    #expect(log.end == 80_000_000_000)
    #expect(
      words(log).sorted() == [
        "t1 p3 0–9", "t10 p2 73–80", "t2 p1 27–40", "t3 p3 9–28", "t4 p2 18–26", "t5 p3 28–38",
        "t6 p2 26–42", "t7 p3 38–49", "t8 p1 57–62", "t9 p2 56–68",
      ])
  }

  @Test func `by other policies each task runs where it is fastest, and data still takes its way`()
    throws
  {
    let text = """
      tasks:
        a: { takes_on: { cpu: 4s, gpu: 1s } }
        b: { takes_on: { cpu: 2s, gpu: 3s }, needs: [{ task: a, lag: 1s, transfer: 5s }] }
        c: { takes_on: { cpu: 3s, gpu: 3s }, needs: [{ task: b, transfer: 5s }] }
      machines: { cpu: {}, gpu: {} }

      """
    #expect(words(try run(text)) == ["a gpu 0–1", "b cpu 7–9", "c cpu 9–12"])
    #expect(
      words(try run(text + "policy: heft\n")) == ["a gpu 0–1", "b gpu 2–5", "c gpu 5–8"])
    // On one worker nothing has to go anywhere.
    #expect(
      words(try run(text, mode: .serial)) == ["a worker 0–1", "b worker 2–4", "c worker 4–7"])
  }

  @Test func `a task is put into a gap between others if it fits there`() throws {
    let text = """
      tasks:
        a: { takes: 2s, machine: m }
        b: { takes: 9s, needs: [{ task: a, lag: 4s }], machine: m }
        c: { takes: 3s, machine: m }
      machines: { m: {} }
      policy: heft

      """
    #expect(words(try run(text)).sorted() == ["a m 0–2", "b m 6–15", "c m 2–5"])
  }

  @Test func `every slot of a machine is one that tasks can be planned on`() throws {
    let tasks = (0..<6).map { "  t\($0): { takes_on: { fast: 1s, slow: 3s } }\n" }.joined()
    let log = try run(
      "tasks:\n\(tasks)machines: { fast: { slots: 2 }, slow: { slots: 2 } }\npolicy: heft\n")
    #expect(log.end == 3_000_000_000)
    #expect(words(log).filter { $0.contains("fast") }.count == 6)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `the plan can be run as it is, and is never shorter than the longest chain`(seed: UInt64)
    throws
  {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let count = 2 + random(30)
    var text = "tasks:\n"
    for task in 0..<count {
      let times = (0..<3).map { "m\($0): \(1 + random(9))s" }.joined(separator: ", ")
      let needs = (0..<task).filter { _ in random(4) == 0 }.map {
        "{ task: t\($0), lag: \(random(3))s, transfer: \(random(6))s\(random(5) == 0 ? ", after: start" : "") }"
      }
      text += "  t\(task): { takes_on: { \(times) }, needs: [\(needs.joined(separator: ", "))] }\n"
    }
    text += "machines: { m0: { slots: \(1 + random(3)) }, m1: {}, m2: {} }\npolicy: heft\n"
    let model = try Scenario.read(text, name: "m")
    let log = Simulator.run(model, LogHeader.Setup(text: text))
    for call in Analysis(log).calls {
      let task = Int(log.names[call.component].dropFirst()) ?? -1
      #expect(call.startedAt == model.tasks?.earliestStart(of: task), "seed \(seed)")
    }
    let run = Analysis(log).measures
    #expect(run.floor.map { $0 <= run.makespan } ?? true, "seed \(seed)")
  }

  @Test(arguments: [
    (
      "tasks: { a: { takes_on: { m: 1s }, takes: 2s } }\nmachines: { m: {} }",
      "A task has a `takes`, or says"
    ),
    ("tasks: { a: { takes_on: { x: 1s } } }\nmachines: { m: {} }", "There is no machine `x`"),
    ("tasks: { a: { takes_on: {} } }\nmachines: { m: {} }", "No machine stands here"),
    (
      "tasks: { a: { takes: 1s } }\npolicy: heft", "`heft` plans tasks of which each takes one slot"
    ),
  ])
  func `what cannot be planned is told`(text: String, problem: String) {
    let error = #expect(throws: ScenarioError.self) { try Scenario.read(text, name: "m") }
    #expect(error?.problem.hasPrefix(problem) == true, "\(error?.problem ?? "")")
  }
}
