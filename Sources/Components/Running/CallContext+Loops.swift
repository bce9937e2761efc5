internal import EventLog
internal import Simulation

// What the code of a call does again and again in the same way: on a virtual clock nothing has to run for it.

extension CallContext {
  /// Puts items into a stream one after another, each after a time.
  func send(_ count: Int, into stream: ItemStream<Void>, every time: LoopTime) async throws {
    guard let loop = try loop(.send, stream, time, atMost: max(0, count)) else {
      for _ in 0..<max(0, count) {
        try await sleep(for: nextTime(time))
        try await stream.send()
      }
      return
    }
    _ = try await run(loop)
  }

  /// Takes all items out of a stream, with a time for each; gives how many there were.
  func takeAll(of stream: ItemStream<Void>, for time: LoopTime) async throws -> Int {
    guard let loop = try loop(.take, stream, time) else {
      var count = 0
      while try await stream.next() != nil {
        try await sleep(for: nextTime(time))
        count += 1
      }
      return count
    }
    return try await run(loop).count
  }

  /// How long each turn of a loop takes.
  enum LoopTime {
    case constant(Nanoseconds)
    case drawn(Distribution)
  }

  private func nextTime(_ time: LoopTime) -> Nanoseconds {
    switch time {
    case .constant(let time): time
    case .drawn(let distribution): draw(distribution)
    }
  }

  /// A loop for a component on a virtual clock; nil where code has to go round: a flow waits while it sleeps, and real time passes
  /// by itself.
  private func loop(
    _ action: CodeLoop.Action, _ stream: ItemStream<Void>, _ time: LoopTime, atMost most: Int = .max
  ) throws -> CodeLoop? {
    let index = try requiredIndex(of: stream)
    guard case .virtual = host, !isFlow else { return nil }
    let time: CodeLoop.Time =
      switch time {
      case .constant(let time): .constant(time)
      case .drawn(let distribution):
        .drawn(
          distribution, seed: host.seed, component: host.parts.name(ofComponent: component),
          call: number)
      }
    return CodeLoop(action, index, time, atMost: most, draws: draws)
  }

  private func run(_ loop: CodeLoop) async throws -> CodeLoop {
    if Task.isCancelled { throw CancellationError() }
    guard case .virtual(let run) = host, let done = await run.run(loop, of: self) else {
      throw CancellationError()
    }
    draws = done.loop.draws
    if done.isStopped { throw CancellationError() }
    return done.loop
  }
}
