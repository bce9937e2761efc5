import ConcurrencyBugs
import Schedules
import SimulatedTasks
import Testing

/// Bugs that people write are found, and what is right is never told to be wrong.
struct BugTests {
  @Test(arguments: ConcurrencyBug.all.map(\.name), [0, 1])
  func `a bug is found within 300 schedules, and shrunk to two changes of tasks at most`(
    name: String, seed: UInt64
  ) throws {
    let bug = try #require(ConcurrencyBug.all.first { $0.name == name })
    let (exploration, shortest, _) = Simulated.explore(seed: seed, limit: 300) { program in
      try await bug.broken(Checks { program.fail($0, $0) })
    }
    #expect(shortest?.failure != nil, "not within \(exploration.count) schedules, seed \(seed)")
    #expect(shortest?.schedule.switches.count ?? 0 <= 2, "seed \(seed)")
  }

  @Test(arguments: ConcurrencyBug.all.map(\.name))
  func `a repaired twin never fails`(name: String) throws {
    let bug = try #require(ConcurrencyBug.all.first { $0.name == name })
    let (_, shortest, _) = Simulated.explore(limit: 300) { program in
      try await bug.repaired(Checks { program.fail($0, $0) })
    }
    #expect(shortest == nil, "\(shortest?.failure?.text ?? "")")
  }

  @Test func `there are as many bugs as a table of this kind needs, each with its own name`() {
    #expect(ConcurrencyBug.all.count >= 60)
    #expect(Set(ConcurrencyBug.all.map(\.name)).count == ConcurrencyBug.all.count)
    #expect(ConcurrencyBug.all.count { $0.origin.hasPrefix("NodeRacer") } == 24)
  }
}
