import Components

/// The code of the guide ScriptToSimulation.md, which is this very code.
enum ScriptToSimulation {
  enum Script {
    static func fetch(_ page: Int) async throws -> [Int] {
      try await Task.sleep(for: .milliseconds(30))
      return Array(repeating: page, count: 3)
    }

    static func store(_ rows: [Int]) async throws {
      try await Task.sleep(for: .milliseconds(20))
    }

    static func main() async throws {
      for page in 1...3 {
        let rows = try await fetch(page)
        try await store(rows)
      }
    }
  }

  struct Fetch: Work {
    func run(_ page: Int) async throws -> [Int] {
      try await sleep(for: .milliseconds(30))
      return Array(repeating: page, count: 3)
    }
  }

  struct Store: Work {
    func run(_ rows: [Int]) async throws {
      try await sleep(for: .milliseconds(20))
    }
  }

  struct Import: Flow {
    let fetch = Component(Fetch())
    let store = Component(Store(), parallel: true)

    func run() async throws {
      for page in 1...3 {
        let rows = try await fetch.run(page).value
        try await store.run(rows)
      }
    }
  }

  static func both() async throws -> (simulated: CompletedRun, real: CompletedRun) {
    let simulated = try simulate(Import())
    let real = try await record(Import())
    return (simulated, real)
  }
}
