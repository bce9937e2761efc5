import EventLog
import Foundation
import InMemoryTracing
import LogTracing
import Tracing

/// Traces a shop under load, and says whether all of it is in the log: `tracing-load log run.events.jsonl 32 4000`.
///
/// The words are the tracer (`none`, `memory` or `log`), the file of the log, how many customers there are at once, and how
/// many orders they ask for.
@main struct TracingLoad {
  static func main() async throws {
    let words = CommandLine.arguments.dropFirst()
    guard words.count == 4, let tracing = Way(rawValue: words[1]), let customers = Int(words[3]),
      let orders = Int(words[4]), (1...1_000).contains(customers), (1...1_000_000).contains(orders)
    else {
      fail("usage: tracing-load none|memory|log FILE CUSTOMERS ORDERS")
    }
    var tracer: LogTracer?
    switch tracing {
    case .none: break
    case .memory:
      InstrumentationSystem.bootstrap(
        InMemoryTracer(recordInjections: false, recordExtractions: false))
    case .log:
      let made = try LogTracer(writingTo: words[2], name: "shop", overwriting: true)
      InstrumentationSystem.bootstrap(made)
      tracer = made
    }
    let times = try await Shop().serve(customers: customers, orders: orders)
    let closing = try ContinuousClock().measure {
      if let notes = try tracer?.close() { print(notes) }
    }
    times.report(tracing.rawValue, orders: orders)
    guard tracing == .log else { return }
    print("  closing the log took \(closing)")
    let problems = try LogCheck(path: words[2], customers: customers, orders: orders).problems
    for problem in problems.prefix(10) { print("  wrong: \(problem)") }
    if !problems.isEmpty { fail("\(problems.count) things are wrong in the log.") }
    print("  nothing lost, every parent right, the log sound")
  }

  enum Way: String { case none, memory, log }

  static func fail(_ sentence: String) -> Never {
    print(sentence)
    exit(1)
  }
}
