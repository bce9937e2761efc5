import Components

/// The code of the guide FirstComponent.md, which is this very code.
enum FirstComponent {
  struct Count: Work {
    let time: Duration

    func run(_ message: String) async throws {
      try await sleep(for: time)
    }
  }

  struct Toy: Flow {
    let train = Component(Count(time: .seconds(4)), parallel: true)
    let analyze = Component(Count(time: .seconds(2)))

    func run() async throws {
      try await train.run("machine A counting")
      try await analyze.run("machine B counting")
    }
  }

  static func makespans() throws -> [Duration] {
    let run = try simulate(Toy())
    let serial = try simulate(Toy(), mode: .serial)
    return [run.makespan, serial.makespan]
  }

  struct Evaluation: Flow {
    let train = Component(parallel: true) { (rate: Double) in
      try await sleep(for: .exponential(mean: .seconds(60)))
      return 1 / rate
    }

    func run() async throws {
      let slow = try await train.run(0.1)
      let fast = try await train.run(0.5)
      let best = min(try await slow.value, try await fast.value)
      print("the best loss is \(best)")
    }
  }

  struct Pipeline: Flow {
    let bestLoss = Variable(1.0)
    let batches = ItemStream(of: Int.self, buffer: 2)
    let gpu = Machine(slots: 1)
    let load: Component<Block<Void, Void>>
    let train: Component<Block<Void, Void>>

    init() {
      load = Component(parallel: true, sendsTo: [batches]) { [batches] in
        for batch in 1...5 {
          try await sleep(for: .seconds(1))
          try await batches.send(batch)
        }
      }
      train = Component(parallel: true, on: gpu) { [batches, bestLoss] in
        for try await batch in batches {
          try await sleep(for: .milliseconds(1500))
          bestLoss.value = 1 / Double(batch)
        }
      }
    }

    func run() async throws {
      try await load.run()
      try await train.run()
      try await wait(until: "bestLoss < 0.3") { bestLoss.value < 0.3 }
      try train.stop()
    }
  }

  struct Shop: Flow {
    let customers = ItemStream(of: Void.self)
    let arrivals: Component<Block<Void, Void>>
    let server: Component<Block<Void, Void>>

    init() {
      arrivals = Component(parallel: true, sendsTo: [customers]) { [customers] in
        try await customers.send(1_000, every: .exponential(mean: .milliseconds(1_111)))
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
}
