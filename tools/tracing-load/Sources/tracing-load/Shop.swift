import AsyncHTTPClient
import Foundation
import Hummingbird
import Logging
import Synchronization
import Tracing

/// A server that answers what an order costs, which it asks itself for, and customers that ask it.
///
/// Every customer has a span, and within it each order is nine: the order's own, its request and the server's answer; there the order is loaded,
/// price and stock are asked for at once, each by a request and an answer, and the answer is written.
struct Shop {
  /// How long orders took that some customers asked for.
  struct Times {
    var seconds: Double
    var latencies: [Duration]
    var processor: Double
  }

  func serve(customers: Int, orders: Int) async throws -> Times {
    var configuration = HTTPClient.Configuration()
    // An order holds a connection while it asks for two more: with too few, all would wait for each other.
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 3 * customers
    let client = HTTPClient(
      eventLoopGroupProvider: .singleton, configuration: configuration)
    let (ports, gotPort) = AsyncStream.makeStream(of: Int.self)
    var logger = Logger(label: "shop")
    logger.logLevel = .error
    let app = Application(
      router: router(client), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in gotPort.yield(channel.localAddress?.port ?? 0) }, logger: logger
    )
    // It serves until the program ends: a server of NIO's that is cancelled while somebody connects may trap.
    Task { try await app.run() }
    var port = 0
    for await known in ports {
      port = known
      break
    }
    Self.port.store(port, ordering: .relaxed)
    return try await measure(client, customers: customers, orders: orders)
  }

  private static let port = Atomic<Int>(0)

  private func router(_ client: HTTPClient) -> Router<BasicRequestContext> {
    let router = Router()
    router.addMiddleware { TracingMiddleware() }
    router.get("orders/:id") { _, context in
      let id = try context.parameters.require("id", as: Int.self)
      await withSpan("load order") { span in
        span.attributes["order"] = id
        try? await Task.sleep(for: .milliseconds(1 + id % 3))
      }
      async let price = Self.get("price/\(id)", client)
      async let stock = Self.get("stock/\(id)", client)
      let (cost, count) = try await (price, stock)
      return withSpan("write answer") { span in
        span.attributes["order"] = id
        return "order \(id): \(cost), \(count) left"
      }
    }
    router.get("price/:id") { _, context in
      let id = try context.parameters.require("id", as: Int.self)
      try await Task.sleep(for: .milliseconds(2))
      return "\(id % 100).99"
    }
    router.get("stock/:id") { _, context in
      let id = try context.parameters.require("id", as: Int.self)
      try await Task.sleep(for: .milliseconds(1 + id % 5))
      return "\(id % 7)"
    }
    return router
  }

  private static func get(_ path: String, _ client: HTTPClient) async throws -> String {
    let request = HTTPClientRequest(
      url: "http://127.0.0.1:\(port.load(ordering: .relaxed))/\(path)")
    let response = try await client.execute(request, timeout: .seconds(60))
    return String(buffer: try await response.body.collect(upTo: 1 << 16))
  }

  private static func place(_ order: Int, _ client: HTTPClient) async throws {
    let answer = try await withSpan("place order") { span in
      span.attributes["order"] = order
      return try await get("orders/\(order)", client)
    }
    guard answer == "order \(order): \(order % 100).99, \(order % 7) left" else {
      TracingLoad.fail("wrong answer: \(answer)")
    }
  }

  private func measure(
    _ client: HTTPClient, customers: Int, orders: Int
  ) async throws -> Times {
    let clock = ContinuousClock()
    let before = Self.processorSeconds()
    let start = clock.now
    let latencies = try await withSpan("opening hours") { _ in
      try await withThrowingTaskGroup(of: [Duration].self) { group in
        for customer in 0..<customers {
          group.addTask {
            try await withSpan("customer") { span in
              span.attributes["customer"] = customer
              var latencies: [Duration] = []
              for order in stride(from: customer, to: orders, by: customers) {
                let asked = clock.now
                try await Self.place(order, client)
                latencies.append(clock.now - asked)
              }
              return latencies
            }
          }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
    }
    let time = (clock.now - start).components
    return Times(
      seconds: Double(time.seconds) + Double(time.attoseconds) / 1e18,
      latencies: latencies.sorted(), processor: Self.processorSeconds() - before)
  }

  /// The processor time that this process has used.
  private static func processorSeconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(0), &usage)
    return [usage.ru_utime, usage.ru_stime].reduce(0) {
      $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
    }
  }
}

extension Shop.Times {
  /// Prints how long orders took.
  func report(_ tracer: String, orders: Int) {
    let median = latencies[latencies.count / 2]
    let late = latencies[min(latencies.count - 1, latencies.count * 99 / 100)]
    let one = String(Int(processor / Double(orders) * 1e6))
    print(
      "\(tracer): \(Int(Double(orders) / seconds)) orders a second, half within \(Self.text(median)), 99 % within "
        + "\(Self.text(late)), \(one) µs of processor time an order")
  }

  private static func text(_ time: Duration) -> String {
    time.formatted(.units(allowed: [.milliseconds], fractionalPart: .show(length: 1)))
  }
}
