import EventLog
import Foundation
import Scenarios
import Simulation

/// A queue with one server as a scenario, against simulators of queues: SimPy and Cimba.
///
/// The scenario is `traces/mm1.yaml` with more customers. SimPy and Cimba keep no log, so they are held
/// against a run without one first; what the log costs is said.
struct QueueBenchmark {
  /// A Python that has SimPy and Cimba, and tools/bench-peers/mm1.py; empty for none.
  var peers: [String] = []
  /// How long customers wait on average, by theory: ρ/(μ − λ).
  private static let wait = 9.0

  /// Runs the queue with and without a log, and the peers, and prints how they did.
  func measure(customers: Int) throws {
    let model = try Scenario.read(Self.text(customers: customers), name: "mm1")
    print("queue of \(customers) customers")
    let bare = Measurement { Simulator.measure(model, LogHeader.Setup(text: "")).events }
    bare.report("log off", of: customers, "customers", digest: bare.result)
    let logged = Measurement { Simulator.run(model, LogHeader.Setup(text: "")) }
    let log = logged.result
    logged.report("log on", of: customers, "customers", digest: log.causes.count)
    precondition(log.events.count == bare.result, "a log changes nothing but that it is kept")
    let events = Double(log.events.count)
    let cost = logged.seconds - bare.seconds
    print(
      String(
        format: "  the log    %.0f ns a customer, %.0f ns an event of %.1f a customer",
        cost / Double(customers) * 1e9, cost / events * 1e9, events / Double(customers)))
    report(wait: Self.meanWait(in: log))
    let code = try ComponentBenchmark.measureQueue(
      ComponentBenchmark.Queue(customers: customers), customers: customers, "code")
    let loops = try ComponentBenchmark.measureQueue(
      ComponentBenchmark.LoopingQueue(customers: customers), customers: customers, "loops")
    for (name, argument) in [("SimPy", "simpy"), ("Cimba", "cimba")] where !peers.isEmpty {
      let program = PeerProgram(name: name, words: peers + [argument, String(customers)])
      guard let numbers = try program.numbers(2) else { continue }
      print(
        String(
          format: "  %@      %.3f s; ours %.3f s with the log off: %.1f×, %.3f s with it on: %.1f×",
          name, numbers[1], bare.seconds, numbers[1] / bare.seconds, logged.seconds,
          numbers[1] / logged.seconds))
      report(wait: numbers[0])
      for (kind, ours) in [("code for each customer", code), ("loops", loops)] {
        print(
          String(
            format: "    in Swift by %@ %.3f s with the log off: %.1f×, %.3f s with it on: %.1f×",
            kind, ours.bare, numbers[1] / ours.bare, ours.logged, numbers[1] / ours.logged))
      }
    }
  }

  private func report(wait: Double) {
    print(String(format: "    they wait %.2f s on average; by theory %.0f s", wait, Self.wait))
  }

  /// The scenario with so many customers.
  static func text(customers: Int) throws -> String {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try String(
      contentsOf: root.appendingPathComponent("traces/mm1.yaml"), encoding: .utf8
    ).replacingOccurrences(of: "times: 1000", with: "times: \(customers)")
  }

  /// How long customers wait on average from when they come to when they are taken, in seconds.
  private static func meanWait(in log: Log) -> Double {
    var (sum, count) = (0.0, 0)
    for event in log.events {
      switch event.kind {
      case .messageSent: sum -= Double(event.at)
      case .messageReceived:
        sum += Double(event.at)
        count += 1
      default: break
      }
    }
    return sum / Double(count) / 1e9
  }
}
