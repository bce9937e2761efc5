import EventLog
import FileSystem

/// What is wrong with the log of a shop: whether a span is lost, has another parent than it should have or came to no end.
struct LogCheck {
  private(set) var problems: [String] = []

  /// The spans that an order is, each with the one that it is within; a request is called by its method, an answer by its route.
  private static let outer = [
    "place order": "customer", "GET orders": "place order", "/orders/{id}": "GET orders",
    "load order": "/orders/{id}", "GET price": "/orders/{id}", "GET stock": "/orders/{id}",
    "/price/{id}": "GET price", "/stock/{id}": "GET stock", "write answer": "/orders/{id}",
  ]

  /// Reads the log, and with that holds every event of it against the life of its call.
  ///
  /// - Throws: `FileError` or `LogDamage`.
  init(path: String, customers: Int, orders: Int) throws {
    let log = try Log.read(OpenedFile(path).contents().bytes).log
    if !log.isClosed { problems.append("the log was not closed") }
    let calls = log.allCalls
    var parents = [0]
    for event in log.events {
      if case .callRequested(let parent, _, _) = event.kind { parents.append(Int(parent)) }
    }
    var counts: [String: Int] = [:]
    for call in calls {
      let (name, order) = Self.what(call)
      counts["\(name) \(order)", default: 0] += 1
      if call.status != .succeeded { problems.append("\(call)") }
      let parent = parents[Int(call.number)]
      let (outer, of) = parent > 0 ? Self.what(calls[parent - 1]) : ("nothing", "")
      let isRight =
        switch name {
        case "opening hours": parent == 0
        case "customer": outer == "opening hours"
        case "place order":
          outer == "customer" && Int(of) == Int(order).map { $0 % customers }
        default: Self.outer[name] == outer && of == order
        }
      if !isRight {
        problems.append("\(call), within \(outer) of order \(of)")
      }
    }
    for order in 0..<orders {
      for name in Self.outer.keys where counts["\(name) \(order)"] != 1 {
        problems.append("\(name) of order \(order): \(counts["\(name) \(order)"] ?? 0) times")
      }
    }
    let expected = 1 + customers + orders * Self.outer.count
    if calls.count != expected { problems.append("\(calls.count) spans of \(expected)") }
  }

  /// Which of the nine spans a call is, and of which order.
  private static func what(_ call: CallLife) -> (name: String, order: String) {
    let last = call.arguments.split { $0 == "/" || $0 == "=" }.last.map(String.init) ?? ""
    guard call.component == "GET" else { return (call.component, last) }
    return ("GET \(call.arguments.split(separator: "/").dropLast().last ?? "?")", last)
  }
}
