import EventLog
import TestSupport
import Testing

@testable import Simulation

/// The M/M/1 queue: customers come at random, one server takes them in turn, each for a random time.
@Suite struct QueueTests {
  /// 0.9 customers a second, of whom the server could serve one a second.
  private static let load = 0.9

  private func queue(customers: UInt32) throws -> Model {
    let period = Nanoseconds((1e9 / Self.load).rounded())
    var arrivals = Model.Component(name: "arrivals", takes: .emissions, isParallel: true)
    let every = Model.RunningTime.random(try Distribution(.exponential(mean: period)))
    arrivals.behaviour.effects = [.init(.emit(0), .every(every, times: customers))]
    var server = Model.Component(
      name: "server", takes: .random(try Distribution(.exponential(mean: second))))
    server.behaviour.forEach = 0
    return Model(
      name: "queue", components: [arrivals, server], streams: [.init(name: "customers")],
      flow: [.init(component: 0), .init(component: 1)])
  }

  /// When each customer came, and when the server took it.
  private func customers(of log: Log) -> (came: [Nanoseconds], served: [Nanoseconds]) {
    var (came, served): ([Nanoseconds], [Nanoseconds]) = ([], [])
    for event in log.events {
      switch event.kind {
      case .messageSent: came.append(event.at)
      case .messageReceived: served.append(event.at)
      default: break
      }
    }
    return (came, served)
  }

  /// Source: Lindley, "The theory of queues with a single server", Mathematical Proceedings of the
  /// Cambridge Philosophical Society 48 (1952): who comes is served when the one before has been.
  @Test func `customers come and are served as Lindley's recursion says, to the nanosecond`() throws
  {
    let model = try queue(customers: 2_000)
    for seed in 0..<5 as Range<UInt64> {
      let log = Simulator.run(model, .init(text: "", seed: seed))
      var periods = Sampler(
        try Distribution(.exponential(mean: 1_111_111_111)), seed: seed, model.components[0], .every
      )
      var times = Sampler(
        try Distribution(.exponential(mean: second)), seed: seed, model.components[1], .takes)
      var (came, served): ([Nanoseconds], [Nanoseconds]) = ([], [])
      var (now, free): (Nanoseconds, Nanoseconds) = (0, 0)
      for customer in 0..<2_000 as Range<UInt32> {
        now += periods.time(of: 1, item: customer)
        came.append(now)
        served.append(max(now, free))
        free = max(now, free) + times.time(of: 1, item: customer + 1)
      }
      let found = customers(of: log)
      #expect(found.came == came, "seed \(seed)")
      #expect(found.served == served, "seed \(seed)")
      #expect(log.end == free, "seed \(seed)")
    }
  }

  /// With load ρ and a service of 1 s, a customer waits ρ/(1 − ρ) s on average.
  ///
  /// That holds once the start is forgotten. Waits of customers after each other are much alike, so
  /// the mean of *n* has the variance ρ(2 + 5ρ − 4ρ² + ρ³)/(1 − ρ)⁴/*n*.
  ///
  /// Source: Whitt, "Planning queueing simulations", Management Science 35 (1989), after Daley (1968).
  @Test func `customers wait for as long as theory says, 99.9 % confidence`() throws {
    let (seeds, warmup, kept) = (20, 2_000, 10_000)
    let model = try queue(customers: UInt32(warmup + kept))
    var (wait, idle) = (0.0, 0.0)
    for seed in 0..<UInt64(seeds) {
      let found = customers(of: Simulator.run(model, .init(text: "", seed: seed)))
      for customer in warmup..<found.came.count {
        let time = found.served[customer] - found.came[customer]
        wait += Double(time) / 1e9
        if time == 0 { idle += 1 }
      }
    }
    let (n, rho) = (Double(seeds * kept), Self.load)
    let variance =
      rho * (2 + rho * (5 + rho * (-4 + rho))) / ((1 - rho) * (1 - rho) * (1 - rho) * (1 - rho)) / n
    let deviation = (wait / n - rho / (1 - rho)).magnitude
    #expect(deviation < 3.29 * variance.squareRoot(), "they wait \(wait / n) s on average")
    // As many find the server idle; how much that varies follows from the same memory of the queue.
    #expect((idle / n - (1 - rho)).magnitude < 0.01, "\(idle / n) of them do not wait")
  }
}
