import EventLog
import TestSupport
import Testing

@testable import Simulation

/// Tasks that take slots of several machines at once.
@Suite struct SeveralMachinesTests {
  /// Tasks with their seconds, what they need, and the slots that they take of two machines.
  private func model(
    _ tasks: [(Int64, [Int], [UInt32])], slots: [UInt32] = [2, 1]
  ) -> Model {
    let components = tasks.enumerated().map { index, task in
      let shares = task.2.enumerated().filter { $0.element > 0 }.map {
        Model.Share(machine: $0.offset, slots: $0.element)
      }
      var component = Model.Component(
        name: "t\(index)", takes: .constant(task.0 * 1_000_000_000),
        machine: shares.first?.machine, slots: shares.first?.slots ?? 1)
      if shares.count > 1 { component.others = Array(shares.dropFirst()) }
      return component
    }
    return Model(
      name: "tasks", machines: zip(["cpu", "gpu"], slots).map { .init(name: $0, slots: $1) },
      components: components, tasks: TaskGraph(tasks.map(\.1)))
  }

  /// `t0 0-1 on cpu 1, gpu 1` for every call, in the order of their ends.
  private func runs(_ log: Log) -> [String] {
    var starts: [CallNumber: (Int64, [String])] = [:]
    var runs: [String] = []
    for event in log.events {
      switch event.kind {
      case .callStarted(let machine, let slot):
        starts[event.call] = (event.at / 1_000_000_000, ["\(log.names[machine]) \(slot)"])
      case .machineTaken(let machine, let slot):
        starts[event.call]?.1.append("\(log.names[machine]) \(slot)")
      case .callSucceeded:
        let (start, slots) = starts[event.call] ?? (-1, [])
        runs.append(
          "\(log.names[event.component]) \(start)-\(event.at / 1_000_000_000) on "
            + slots.joined(separator: ", "))
      default: break
      }
    }
    return runs
  }

  /// Why a log cannot be read as it was written: something is held twice, or comes before its causes.
  private func problem(_ log: Log) -> String? {
    do throws(LogDamage) {
      let read = try Log.read(log.encoded()).log
      return read.isClosed && read.events == log.events ? nil : "other events"
    } catch { return error.description(of: "log") }
  }

  @Test func `a task holds its slots of all machines until it ends`() {
    let log = model([(2, [], [2, 1]), (1, [], [1, 0]), (1, [], [0, 1])]).run()
    #expect(
      runs(log) == ["t0 0-2 on cpu 1, cpu 2, gpu 1", "t1 2-3 on cpu 1", "t2 2-3 on gpu 1"])
    #expect(problem(log) == nil)
  }

  @Test func `who fits overtakes who waits for a machine that is taken`() {
    // t1 waits for the GPU; t2 needs a CPU alone.
    let log = model([(3, [], [1, 1]), (1, [], [1, 1]), (2, [], [1, 0])]).run()
    #expect(
      runs(log) == ["t2 0-2 on cpu 2", "t0 0-3 on cpu 1, gpu 1", "t1 3-4 on cpu 1, gpu 1"])
    #expect(problem(log) == nil)
  }

  @Test func `of those that fit the one with the least priority number starts`() {
    var model = model([(1, [], [1, 1]), (1, [], [1, 1]), (1, [], [2, 1])])
    model.tasks?.setPriorities([2, 1, 0])
    #expect(runs(model.run()).map { $0.prefix(2) } == ["t2", "t1", "t0"])
  }

  @Test func `the start names the release of every slot that it waited for`() throws {
    let log = model([(1, [], [1, 0]), (2, [], [0, 1]), (1, [], [2, 1])]).run()
    let start = try #require(
      log.events.indices.last {
        if case .callStarted = log.events[$0].kind { true } else { false }
      })
    let releases = log.causes(of: start).filter { $0.edge == .machine }
    #expect(releases.map { log.events[Int($0.seq)].at } == [1_000_000_000, 2_000_000_000])
    #expect(problem(log) == nil)
  }

  @Test func `a task waits for its earliest start, whatever is free, and not longer`() {
    var model = model([(2, [], [1, 1]), (1, [], [1, 0]), (1, [0], [1, 0])])
    model.tasks?.setEarliestStarts([0, 3_000_000_000, 4_000_000_000])
    let log = model.run()
    #expect(runs(log) == ["t0 0-2 on cpu 1, gpu 1", "t1 3-4 on cpu 1", "t2 4-5 on cpu 1"])
    #expect(problem(log) == nil)
    model.machines[0].slots = 1
    #expect(runs(model.run()).last == "t2 4-5 on cpu 1")
  }

  @Test(arguments: 0..<60)
  func `random tasks on several machines run as the rules say`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let slots = (0..<2).map { _ in UInt32.random(in: 1...4, using: &random) }
    let tasks = (0..<Int.random(in: 1...30, using: &random)).map { task in
      let needs = (0..<task).filter { _ in Int.random(in: 0..<8, using: &random) == 0 }
      let shares = slots.map {
        Bool.random(using: &random) ? UInt32.random(in: 0...$0, using: &random) : 0
      }
      return (Int64.random(in: 0...5, using: &random), needs, shares)
    }
    var model = model(tasks, slots: slots)
    if seed % 2 == 0 {
      model.tasks?.setEarliestStarts(
        tasks.map { _ in Int64.random(in: 0...20, using: &random) * 1_000_000_000 })
    }
    if seed % 3 == 0 { model.tasks?.setPriorities(tasks.map { UInt32($0.0) }) }
    let log = model.run()
    #expect(problem(log) == nil)
    #expect(runs(log).count == tasks.count)
    for mode in [RunMode.serial, .parallel] {
      #expect(problem(Simulator.run(model, LogHeader.Setup(text: "", mode: mode))) == nil)
    }
  }
}
