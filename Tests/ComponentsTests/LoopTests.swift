import Components
import EventLog
import Simulation
import TestSupport
import Testing

/// Who puts items into a stream and who takes them out, by loops or by code that goes round.
struct ItemLine: Flow {
  /// What one of them does.
  struct Worker {
    var count: Int
    var time: Time
    var isLoop: Bool
    var timeout: Duration?

    enum Time {
      case constant(Duration)
      case random(RandomTime)
    }
  }

  let items: ItemStream<Void>
  let done = Variable(0)
  let sources: [String: Component<Block<Void, Void>>]
  let sinks: [String: Component<Block<Void, Void>>]
  let helper = Component { try await sleep(for: .milliseconds(1_500)) }
  let stops: Bool

  init(buffer: Int, sources: [Worker], sinks: [Worker], isDeclared: Bool, stops: Bool) {
    let items = ItemStream(of: Void.self, buffer: buffer)
    let done = done
    func named(
      _ workers: [Worker], _ name: String,
      _ body: @escaping @Sendable (Worker) async throws -> Void
    ) -> [String: Component<Block<Void, Void>>] {
      var components: [String: Component<Block<Void, Void>>] = [:]
      for (place, worker) in workers.enumerated() {
        components["\(name)\(place)"] = Component(
          parallel: true, timeout: worker.timeout, raisesException: false,
          sendsTo: name == "source" && isDeclared ? [items] : []
        ) { try await body(worker) }
      }
      return components
    }
    self.items = items
    self.stops = stops
    self.sources = named(sources, "source") { try await Self.send($0, into: items) }
    self.sinks = named(sinks, "sink") { worker in
      done.value += try await Self.takeAll(worker, of: items)
      try await sleep(for: .exponential(mean: .seconds(1)))
    }
  }

  static func send(_ worker: Worker, into items: ItemStream<Void>) async throws {
    switch worker.time {
    case .constant(let time) where worker.isLoop: try await items.send(worker.count, every: time)
    case .random(let time) where worker.isLoop: try await items.send(worker.count, every: time)
    default:
      for _ in 0..<worker.count {
        try await pass(worker.time)
        try await items.send()
      }
    }
    try await pass(worker.time)
  }

  static func takeAll(_ worker: Worker, of items: ItemStream<Void>) async throws -> Int {
    switch worker.time {
    case .constant(let time) where worker.isLoop: return try await items.takeAll(for: time)
    case .random(let time) where worker.isLoop: return try await items.takeAll(for: time)
    default:
      var count = 0
      for try await _ in items {
        try await pass(worker.time)
        count += 1
      }
      return count
    }
  }

  static func pass(_ time: Worker.Time) async throws {
    switch time {
    case .constant(let time): try await sleep(for: time)
    case .random(let time): try await sleep(for: time)
    }
  }

  func run() async throws {
    for name in sources.keys.sorted() { try await sources[name]?.run() }
    for name in sinks.keys.sorted() { try await sinks[name]?.run() }
    try await helper.run()
    if stops { try sources["source0"]?.stop() }
  }
}

@Suite("Loops of streams")
struct LoopTests {
  /// A line whose numbers follow from a seed; each worker is a loop where its bit is set.
  func line(_ seed: UInt64, loops: Int) -> ItemLine {
    var random = SeededGenerator(seed: seed)
    var bit = 0
    func worker() -> ItemLine.Worker {
      let times: [ItemLine.Worker.Time] = [
        .constant(.zero), .constant(.seconds(1)), .constant(.milliseconds(500)),
        .random(.exponential(mean: .seconds(1))), .random(.uniform(.zero, .seconds(2))),
      ]
      let isLoop = loops >> bit & 1 == 1
      bit += 1
      let timeout = Int.random(in: 0..<4, using: &random) == 0 ? Duration.seconds(3) : nil
      return ItemLine.Worker(
        count: Int.random(in: 0...6, using: &random),
        time: times[Int.random(in: 0..<times.count, using: &random)],
        isLoop: isLoop, timeout: timeout)
    }
    let sources = (0..<Int.random(in: 1...2, using: &random)).map { _ in worker() }
    let sinks = (0..<Int.random(in: 1...2, using: &random)).map { _ in worker() }
    return ItemLine(
      buffer: Int.random(in: 0...2, using: &random), sources: sources, sinks: sinks,
      isDeclared: Bool.random(using: &random), stops: Int.random(in: 0..<3, using: &random) == 0)
  }

  @Test(arguments: UInt64(0)..<120)
  func `a loop writes what code writes that goes round, beside code and other loops`(
    seed: UInt64
  ) throws {
    for mode in RunMode.allCases {
      let code = try simulate(line(seed, loops: 0), seed: seed, mode: mode)
      // All of them, and some: which, the seed says.
      for loops in [15, 1 + Int(seed % 14)] {
        let run = try simulate(line(seed, loops: loops), seed: seed, mode: mode)
        #expect(run.log.encoded() == code.log.encoded(), "seed \(seed), loops \(loops), \(mode)")
        #expect(run.ending == code.ending && run.eventCount == code.eventCount)
      }
    }
  }

  @Test(arguments: UInt64(0)..<20)
  func `a loop ends where a limit ends the run of code that goes round`(seed: UInt64) throws {
    for limits in [
      Limits(time: 2_500_000_000), Limits(events: 23), Limits(events: 40, time: 1_000_000_000),
    ] {
      let code = try simulate(line(seed, loops: 0), seed: seed, limits: limits)
      let run = try simulate(line(seed, loops: 15), seed: seed, limits: limits)
      #expect(run.log.encoded() == code.log.encoded(), "seed \(seed)")
    }
  }

  /// A flow that puts items in and takes them out itself.
  struct Alone: Flow {
    let items = ItemStream(of: Void.self)
    let source: Component<Block<Void, Void>>
    let taken: @Sendable (Int) -> Void

    init(_ taken: @escaping @Sendable (Int) -> Void) {
      self.taken = taken
      source = Component(parallel: true, sendsTo: [items]) { [items] in
        try await items.send(3, every: .milliseconds(1))
      }
    }

    func run() async throws {
      try await source.run()
      taken(try await items.takeAll(for: .milliseconds(2)))
    }
  }

  @Test func `in flows and on the clock of the machine the same is done by code`() async throws {
    let run = try simulate(Alone { #expect($0 == 3) })
    _ = try run.get()
    #expect(run.makespan == .milliseconds(7))
    let real = try await record(Alone { #expect($0 == 3) })
    _ = try real.get()
    #expect(
      real.log.events.count { if case .messageReceived = $0.kind { true } else { false } } == 3)
  }

  @Test func `a loop takes no less than no time, and outside of a run there is none`() async throws
  {
    struct Wrong: Flow {
      let items = ItemStream(of: Void.self)
      let source: Component<Block<Void, Void>>
      init() {
        source = Component { [items] in try await items.send(1, every: .seconds(-1)) }
      }
      func run() async throws { try await source.run() }
    }
    #expect(throws: CodeError.self) { try simulate(Wrong()).get() }
    await #expect(throws: CodeError.self) {
      try await ItemStream(of: Void.self).send(1, every: .seconds(1))
    }
  }

  /// A call that does two things at once, by loops or by code.
  struct Both: Flow {
    let one = ItemStream(of: Void.self)
    let other = ItemStream(of: Void.self)
    let source: Component<Block<Void, Void>>
    let sinks: [String: Component<Block<Void, Void>>]

    init(isLoop: Bool) {
      let (one, other) = (one, other)
      @Sendable func worker(_ mean: Duration) -> ItemLine.Worker {
        .init(count: 5, time: .random(.exponential(mean: mean)), isLoop: isLoop)
      }
      source = Component(parallel: true, sendsTo: [one, other]) {
        async let first: Void = ItemLine.send(worker(.seconds(1)), into: one)
        async let second: Void = ItemLine.send(worker(.seconds(2)), into: other)
        _ = try await (first, second)
      }
      sinks = [one, other].enumerated().reduce(into: [:]) { sinks, stream in
        sinks["sink\(stream.offset)"] = Component(parallel: true) {
          _ = try await ItemLine.takeAll(worker(.seconds(1)), of: stream.element)
        }
      }
    }

    func run() async throws {
      try await source.run()
      for name in sinks.keys.sorted() { try await sinks[name]?.run() }
    }
  }

  @Test(arguments: UInt64(0)..<20)
  func `loops that a call does at once draw its random times in turn, as code does`(
    seed: UInt64
  ) throws {
    let (loops, code) = (
      try simulate(Both(isLoop: true), seed: seed), try simulate(Both(isLoop: false), seed: seed)
    )
    #expect(loops.log.encoded() == code.log.encoded(), "seed \(seed)")
  }
}
