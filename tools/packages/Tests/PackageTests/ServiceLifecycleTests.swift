import Logging
import MeanwhileTesting
import ServiceLifecycle
import Testing

/// swift-service-lifecycle.
struct ServiceLifecycleTests {
  private actor Journal {
    private(set) var lines: [String] = []
    func note(_ line: String) { lines.append(line) }
  }

  private struct Worker: Service {
    let name: String
    let journal: Journal

    func run() async throws {
      await journal.note("\(name) begins")
      try? await gracefulShutdown()
      await journal.note("\(name) ends")
    }
  }

  @Test(.simulated(schedules: 200)) func `services are shut down in the reverse order`() async throws {
    let journal = Journal()
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [
          .init(service: Worker(name: "database", journal: journal)),
          .init(service: Worker(name: "server", journal: journal)),
        ], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
    async let run: Void = group.run()
    await simulation.settle()
    await group.triggerGracefulShutdown()
    try await run
    let ends = await journal.lines.filter { $0.hasSuffix("ends") }
    #expect(ends == ["server ends", "database ends"])
  }
}
