import GRDB
import MeanwhileTesting
import Testing

/// GRDB: its databases run on queues of Dispatch, which leave the simulation.
struct GRDBTests {
  @Test(.simulated(schedules: 3)) func `an observation tells the first value`() async throws {
    let queue = try DatabaseQueue()
    try await queue.write { try $0.execute(sql: "CREATE TABLE numbers (value INTEGER)") }
    let observation = ValueObservation.tracking {
      try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM numbers") ?? -1
    }
    for try await count in observation.values(in: queue) {
      #expect(count == 0)
      break
    }
  }
}
