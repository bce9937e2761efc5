import Components
import Simulation

// Flows in Swift that do what scenarios of traces/ do.

struct Count: Work {
  var seconds: Int

  func run(_ message: String) async throws { try await sleep(for: .seconds(seconds)) }
}

struct ToyTwoParallel: Flow {
  let train = Component(Count(seconds: 4), parallel: true)
  let baseline_1 = Component(Count(seconds: 3), parallel: true)
  let analyze = Component(Count(seconds: 2))

  func run() async throws {
    try await train.run("machine A counting")
    try await baseline_1.run("machine C counting")
    try await analyze.run("machine B counting")
  }
}

struct ToyApp: Flow {
  let train = Component(Count(seconds: 4))
  let analyze = Component(Count(seconds: 2))

  func run() async throws {
    try await train.run("machine A counting")
    try await analyze.run("machine B counting")
  }
}

struct ToyParallel: Flow {
  let train = Component(Count(seconds: 4), parallel: true)
  let analyze = Component(Count(seconds: 2))

  func run() async throws {
    try await train.run("machine A counting")
    try await analyze.run("machine B counting")
  }
}

struct ToyTwoParallelNotStarted: Flow {
  let train = Component(Count(seconds: 4))
  let baseline_1 = Component(Count(seconds: 3))
  let analyze = Component(Count(seconds: 2))

  func run() async throws {
    try await train.run("machine A counting")
    try await baseline_1.run("machine C counting")
    try await analyze.run("machine B counting")
  }
}

struct LiveDashboard: Flow {
  let points = Variable(0)
  let dashboard: Component<Block<Void, Void>>
  let processor: Component<Block<Void, Void>>

  init() {
    dashboard = Component(parallel: true) { [points] in
      for _ in 0..<4 {
        try await sleep(for: .seconds(3))
        _ = points.value
      }
    }
    processor = Component(parallel: true) { [points] in
      for _ in 0..<5 {
        try await sleep(for: .seconds(2))
        points.value += 100
      }
    }
  }

  func run() async throws {
    try await dashboard.run()
    try await processor.run()
  }
}

struct Backpressure: Flow {
  let lines = ItemStream(of: Void.self, buffer: 2)
  let results = ItemStream(of: Void.self, buffer: 2)
  let read: Component<Block<Void, Void>>
  let parse: Component<Block<Void, Void>>
  let store: Component<Block<Void, Void>>

  init() {
    read = Component(parallel: true, sendsTo: [lines]) { [lines] in
      for _ in 0..<10 {
        try await sleep(for: .milliseconds(500))
        try await lines.send()
      }
    }
    parse = Component(parallel: true, sendsTo: [results]) { [lines, results] in
      for try await _ in lines {
        try await sleep(for: .seconds(1))
        try await results.send()
      }
    }
    store = Component { [results] in
      for try await _ in results { try await sleep(for: .milliseconds(1500)) }
    }
  }

  func run() async throws {
    try await read.run()
    try await parse.run()
    try await store.run()
  }
}

struct ConnectionReset: Error, CustomStringConvertible {
  var description: String { "connection reset" }
}

struct FailingWork: Flow {
  let fetch = Component(retries: Retries(3, backoff: .seconds(1), factor: 2)) {
    try await sleep(for: .seconds(1))
    if CurrentCall.number < 3 { throw ConnectionReset() }
    try await sleep(for: .seconds(3))
  }
  let clean = Component(parallel: true) { try await sleep(for: .seconds(2)) }
  let report = Component { try await sleep(for: .seconds(3)) }

  func run() async throws {
    try await clean.run()
    try await fetch.run()
    try await report.run()
  }
}

struct SameArguments: Flow {
  let train = Component(caches: true) { (_: String, _: Double) in try await sleep(for: .seconds(4))
  }
  let test = Component { try await sleep(for: .seconds(1)) }

  func run() async throws {
    try await train.run("mnist", 0.1)
    try await test.run()
    try await train.run("mnist", 0.1)
    try await train.run("mnist", 0.2)
  }
}

struct SharedMachine: Flow {
  let box = Machine(slots: 1)
  let train: Component<Block<Void, Void>>
  let baseline_1: Component<Block<Void, Void>>
  let analyze = Component { try await sleep(for: .seconds(2)) }

  init() {
    train = Component(parallel: true, on: box) { try await sleep(for: .seconds(4)) }
    baseline_1 = Component(parallel: true, on: box) { try await sleep(for: .seconds(3)) }
  }

  func run() async throws {
    try await train.run()
    try await baseline_1.run()
    try await analyze.run()
  }
}

struct ShareVariables: ReactiveFlow {
  let checkpoint = Variable<Int?>(nil)
  let train: Component<Block<Void, Void>>
  let deploy = Component(parallel: true) { (_: String) in try await sleep(for: .seconds(4)) }

  init() {
    train = Component(parallel: true) { [checkpoint] in
      for number in 1...4 {
        try await sleep(for: .seconds(10))
        checkpoint.value = number
      }
    }
  }

  func run() async throws {
    try await train.run()
    try await deploy.run("checkpoint \(checkpoint.value.map(String.init) ?? "null")")
  }
}

struct Dashboard: Flow {
  let dashboard = Component(parallel: true, forever: true) { try await runForever() }
  let train = Component(parallel: true) { try await sleep(for: .seconds(4)) }
  let analyze = Component { try await sleep(for: .seconds(2)) }

  func run() async throws {
    try await dashboard.run()
    try await train.run()
    try await analyze.run()
  }
}
