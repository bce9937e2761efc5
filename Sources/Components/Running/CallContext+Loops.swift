internal import EventLog
internal import Simulation

// What the code of a call does again and again in the same way: on a virtual clock nothing has to run for it.

extension CallContext {
  /// Puts items into a stream one after another, each after a time.
  func send(
    _ count: Int, into stream: ItemStream<Void>, every time: @escaping @Sendable () -> Nanoseconds
  ) async throws {
    guard let loop = try loop(.send, stream, atMost: max(0, count), time) else {
      for _ in 0..<max(0, count) {
        try await sleep(for: time())
        try await stream.send()
      }
      return
    }
    try await run(loop)
  }

  /// Takes all items out of a stream, with a time for each; gives how many there were.
  func takeAll(
    of stream: ItemStream<Void>, for time: @escaping @Sendable () -> Nanoseconds
  ) async throws -> Int {
    guard let loop = try loop(.take, stream, time) else {
      var count = 0
      while try await stream.next() != nil {
        try await sleep(for: time())
        count += 1
      }
      return count
    }
    try await run(loop)
    return loop.count
  }

  /// A loop for a component on a virtual clock; nil where code has to go round: a flow waits while it sleeps, and real time passes
  /// by itself.
  private func loop(
    _ action: CodeLoop.Action, _ stream: ItemStream<Void>, atMost most: Int = .max,
    _ time: @escaping @Sendable () -> Nanoseconds
  ) throws -> CodeLoop? {
    let index = try requiredIndex(of: stream)
    guard case .virtual = host, !isFlow else { return nil }
    return CodeLoop(action, index, atMost: most, nextTime: time)
  }

  private func run(_ loop: CodeLoop) async throws {
    guard !Task.isCancelled, case .virtual(let run) = host, await run.run(loop, of: self) else {
      throw CancellationError()
    }
  }
}
