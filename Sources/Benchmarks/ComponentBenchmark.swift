import Components
import Foundation

/// Components in Swift: the queue of the scenario as code, and many components at once.
enum ComponentBenchmark {
  /// The queue of `traces/mm1.yaml` as components, with more customers.
  struct Queue: Flow {
    let customers = ItemStream(of: Void.self)
    let arrivals: Component<Block<Void, Void>>
    let server: Component<Block<Void, Void>>

    init(customers count: Int) {
      arrivals = Component(parallel: true, sendsTo: [customers]) { [customers] in
        for _ in 0..<count {
          try await sleep(for: .exponential(mean: .nanoseconds(1_111_111_111)))
          try await customers.send()
        }
      }
      server = Component { [customers] in
        for try await _ in customers { try await sleep(for: .exponential(mean: .seconds(1))) }
      }
    }

    func run() async throws {
      try await arrivals.run()
      try await server.run()
    }
  }

  /// The same without code that runs for each customer.
  struct LoopingQueue: Flow {
    let customers = ItemStream(of: Void.self)
    let arrivals: Component<Block<Void, Void>>
    let server: Component<Block<Void, Void>>

    init(customers count: Int) {
      arrivals = Component(parallel: true, sendsTo: [customers]) { [customers] in
        try await customers.send(count, every: .exponential(mean: .nanoseconds(1_111_111_111)))
      }
      server = Component { [customers] in
        try await customers.takeAll(for: .exponential(mean: .seconds(1)))
      }
    }

    func run() async throws {
      try await arrivals.run()
      try await server.run()
    }
  }

  /// Calls that all run at once, each for another time.
  struct Crowd: Flow {
    let count: Int
    let work = Component(parallel: true, atOnce: .max) { (seconds: Int) in
      try await sleep(for: .seconds(seconds))
    }

    func run() async throws { for number in 0..<count { try await work.run(number) } }
  }

  /// Runs a queue as components; gives the processor time that it takes without a log and with one.
  static func measureQueue(
    _ queue: some Flow, customers: Int, _ name: String
  ) throws -> (bare: Double, logged: Double) {
    let bare = try Measurement { try simulate(queue, keepsLog: false).eventCount }
    bare.report("\(name) off", of: customers, "customers", digest: bare.result)
    let logged = try Measurement { try simulate(queue).eventCount }
    logged.report("\(name) on", of: customers, "customers", digest: logged.result)
    return (bare.seconds, logged.seconds)
  }

  /// Runs so many components at once, and ten times fewer: what one costs is to be the same.
  static func measureCrowd(components: Int) throws {
    print("\(components) components in Swift at once")
    for count in [max(1, components / 10), components] {
      let crowd = try Measurement { try simulate(Crowd(count: count)).eventCount }
      crowd.report("\(count)", of: count, "components", digest: crowd.result)
    }
  }
}
