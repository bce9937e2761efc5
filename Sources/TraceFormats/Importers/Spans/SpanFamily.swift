internal import EventLog

/// Which spans of a run are told twice, and which span each belongs to.
///
/// A span that is told again, or in two parts, is one. Where a client and a server share one id, as Zipkin's do, the
/// server's span belongs to the client's; what names that id as its parent belongs to the one in its own process,
/// else to the server's. A span whose parent is not there is a root, and a circle of parents is broken
/// at the span that began first.
struct SpanFamily {
  /// The spans, those that were told again taken together.
  private(set) var spans: [SpanRecord] = []
  /// For each span of the file that is in this run its place here.
  private(set) var places: [Int32: Int32] = [:]
  /// The span that each belongs to; nil for roots.
  private(set) var parents: [Int32?] = []
  /// The spans, each behind the one it belongs to.
  private(set) var order: [Int32] = []
  /// How many were told again.
  private(set) var repeated = 0
  /// How many have no id.
  private(set) var withoutID = 0
  /// How many share their id with the client's span that they belong to.
  private(set) var shared = 0
  /// How many share their id with another of the same process for no known reason.
  private(set) var ambiguous = 0
  /// The spans that belong to one that is not there.
  private(set) var orphans: [Int32] = []
  /// The spans at which circles were broken.
  private(set) var circles: [Int32] = []

  /// On which host each process ran, as far as that is told.
  private let hosts: [Name: Name]
  private var firsts: [SpanKey: Int32] = [:]
  private var clients: [SpanKey: Int32] = [:]
  private var servers: [SpanKey: Int32] = [:]
  private var inProcess: [ProcessKey: Int32] = [:]
  private var identities: [Identity: Int32] = [:]

  private struct ProcessKey: Hashable {
    var key: SpanKey
    var process: Name
    var isServing: Bool
  }

  /// What spans have in common that are one.
  private struct Identity: Hashable {
    var key: SpanKey
    var process: Name
    var operation: Name
    var kind: SpanRecord.Kind
    var start: Nanoseconds?
    var end: Nanoseconds?
  }

  /// - Complexity: O(*n*) in the number of spans, on average.
  init(_ file: SpanFile, _ chosen: [Int32]) {
    hosts = file.hosts
    spans.reserveCapacity(chosen.count)
    for place in chosen { places[place] = take(file.spans[Int(place)]) }
    // What is only looked up here is given back before the rest is made.
    identities = [:]
    parents = spans.indices.map { parent(of: $0) }
    (clients, servers, inProcess) = ([:], [:], [:])
    breakCircles()
    putInOrder()
  }

  /// Whether the times of two spans were told by one clock: that of a process, or of the host of both.
  func areOnOneClock(_ index: Int, _ other: Int) -> Bool {
    let (one, two) = (spans[index].process, spans[other].process)
    if one == two { return !one.isNone }
    return hosts[one].map { $0 == hosts[two] } ?? false
  }

  /// The span of a key; the first if several share it.
  func place(of key: SpanKey) -> Int32? { firsts[key] }

  // MARK: Spans that are one

  private mutating func take(_ span: SpanRecord) -> Int32 {
    let place = Int32(spans.count)
    guard !span.key.id.isNone else {
      withoutID += 1
      spans.append(span)
      return place
    }
    let identity = Identity(
      key: span.key, process: span.process, operation: span.operation, kind: span.kind,
      start: span.start, end: span.end)
    if let same = identities[identity] ?? otherPart(of: span) {
      repeated += 1
      spans[Int(same)].fill(from: span)
      return same
    }
    identities[identity] = place
    spans.append(span)
    firsts.updateIfNew(span.key, place)
    switch span.kind {
    case .client, .producer: clients.updateIfNew(span.key, place)
    case .server, .consumer: servers.updateIfNew(span.key, place)
    case .other: break
    }
    let side = ProcessKey(key: span.key, process: span.process, isServing: span.isServing)
    if inProcess.updateIfNew(side, place) != place { ambiguous += 1 }
    return place
  }

  /// The span of which this is another part, told by the same process.
  private func otherPart(of span: SpanRecord) -> Int32? {
    guard let place = sameProcess(span.key, span.process), spans[Int(place)].isOtherPart(of: span)
    else { return nil }
    return place
  }

  // MARK: What belongs to what

  private mutating func parent(of index: Int) -> Int32? {
    let span = spans[index]
    if span.isServing, !span.key.id.isNone, let client = clients[span.key] {
      shared += 1
      return client
    }
    guard let key = span.parent else { return nil }
    let parent = sameProcess(key, span.process) ?? servers[key] ?? firsts[key]
    if parent == nil { orphans.append(Int32(index)) }
    return parent
  }

  /// The span of a key in a process, that of the server before that of the client.
  private func sameProcess(_ key: SpanKey, _ process: Name) -> Int32? {
    inProcess[ProcessKey(key: key, process: process, isServing: true)]
      ?? inProcess[ProcessKey(key: key, process: process, isServing: false)]
  }

  private mutating func breakCircles() {
    enum State { case new, onPath, done }
    var states = Array(repeating: State.new, count: spans.count)
    for start in spans.indices where states[start] == .new {
      var path: [Int32] = []
      var next: Int32? = Int32(start)
      while let place = next, states[Int(place)] == .new {
        states[Int(place)] = .onPath
        path.append(place)
        next = parents[Int(place)]
      }
      if let place = next, states[Int(place)] == .onPath, let begin = path.firstIndex(of: place) {
        let first = path[begin...].min {
          (spans[Int($0)].start ?? .max, $0) < (spans[Int($1)].start ?? .max, $1)
        }
        if let first {
          parents[Int(first)] = nil
          circles.append(first)
        }
      }
      for place in path { states[Int(place)] = .done }
    }
  }

  /// Puts the spans in an order in which each is behind the one it belongs to.
  private mutating func putInOrder() {
    var firstChild: [Int32] = Array(repeating: -1, count: spans.count)
    var nextSibling = firstChild
    order.reserveCapacity(spans.count)
    for index in spans.indices.reversed() {
      guard let parent = parents[index] else { continue }
      nextSibling[index] = firstChild[Int(parent)]
      firstChild[Int(parent)] = Int32(index)
    }
    order = parents.indices.filter { parents[$0] == nil }.map(Int32.init)
    var done = 0
    while done < order.count {
      var child = firstChild[Int(order[done])]
      while child >= 0 {
        order.append(child)
        child = nextSibling[Int(child)]
      }
      done += 1
    }
  }
}

extension SpanRecord {
  /// Whether it is the side of an exchange that is asked.
  fileprivate var isServing: Bool { kind == .server || kind == .consumer }

  /// Whether this and another of the same id and process can be two parts of one span, neither of
  /// which says what the other denies.
  fileprivate func isOtherPart(of span: SpanRecord) -> Bool {
    func agree<Value: Equatable>(_ one: Value?, _ other: Value?) -> Bool {
      one == nil || other == nil || one == other
    }
    let isPart =
      (start == nil || span.start == nil || start == span.start) && (end == nil || span.end == nil)
    return isPart && agree(start, span.start)
      && (kind == span.kind || kind == .other || span.kind == .other)
      && (operation == span.operation || operation.isNone || span.operation.isNone)
  }

  /// Adds what another part of it says.
  fileprivate mutating func fill(from span: SpanRecord) {
    start = start ?? span.start
    end = end ?? span.end
    if kind == .other { kind = span.kind }
    if operation.isNone { operation = span.operation }
    if arguments.isNone { arguments = span.arguments }
    failure = failure ?? span.failure
    parent = parent ?? span.parent
  }
}

extension Dictionary {
  /// Enters a value if there is none for a key; returns the one that is there then.
  @discardableResult
  fileprivate mutating func updateIfNew(_ key: Key, _ value: Value) -> Value {
    if let known = self[key] { return known }
    self[key] = value
    return value
  }
}
