import Schedules
import SimulatedTasks
import Testing

/// What Swift lets happen happens under some schedule, and what it does not under none.
struct OrderTests {
  private actor Cell {
    private(set) var value = 0
    func set(_ value: Int) { self.value = value }
    func add(_ number: Int) { value += number }
  }

  @MainActor private final class MainJournal {
    var text = ""
    var tasks: [Task<Void, Never>] = []
    nonisolated init() {}

    func begin() { tasks = [Task { text += "1" }, Task { text += "2" }] }
    func end() async { for task in tasks { await task.value } }
  }

  private actor Journal {
    var text = ""
    var tasks: [Task<Void, Never>] = []

    func begin() { tasks = [Task { text += "1" }, Task { text += "2" }] }
    func end() async { for task in tasks { await task.value } }
  }

  /// What comes out under all schedules, and under many random ones.
  private func outcomes(_ code: @escaping @Sendable () async -> String) -> Set<String> {
    var seen: Set<String> = []
    for strategy: ScheduleStrategy in [.exhaustive, .randomWalk, .portfolio] {
      let program = SimulatedProgram(seed: 1, limit: 1_000) { program in
        let outcome = await code()
        program.fail(outcome, outcome)
      }
      let exploration = Exploration(of: program, by: strategy, seed: 0, limit: 3_000)
      while let run = exploration.next() { seen.insert(run.failure?.signature ?? "nothing") }
    }
    return seen
  }

  @Test func `between two actors others may come`() {
    let seen = outcomes {
      let (one, other) = (Cell(), Cell())
      async let writing: Void = {
        await one.add(1)
        await other.add(1)
      }()
      let first = await one.value
      await Task.yield()
      let second = await other.value
      await writing
      return "\(first)\(second)"
    }
    #expect(seen == ["00", "01", "10", "11"])
  }

  @Test func `a task that is made may come to an actor before the one that made it`() {
    let seen = outcomes {
      let cell = Cell()
      let child = Task { await cell.set(2) }
      await cell.set(1)
      await child.value
      return "\(await cell.value)"
    }
    #expect(seen == ["1", "2"])
  }

  @Test func `tasks that are made on an actor for it run in their order`() {
    let onMain = outcomes {
      let journal = MainJournal()
      await MainActor.run { journal.begin() }
      await journal.end()
      return await journal.text
    }
    #expect(onMain == ["12"])
    let onActor = outcomes {
      let journal = Journal()
      await journal.begin()
      await journal.end()
      return await journal.text
    }
    #expect(onActor == ["12"])
  }
}
