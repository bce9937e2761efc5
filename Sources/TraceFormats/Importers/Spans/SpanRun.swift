internal import EventLog

/// The run that spans of a file are of: an operation of a service is a component, a span is a call, a service a lane.
struct SpanRun {
  let family: SpanFamily
  let times: SpanTimes
  let layout: RunLayout
  /// How many links lead to spans that are not in this run, or began later.
  private(set) var linksElsewhere = 0
  private(set) var linksAhead = 0
  /// How many links are edges.
  private(set) var linked = 0
  /// How many spans are calls.
  let calls: Int

  /// - Precondition: One of the spans has a time.
  /// - Complexity: O(*n* log *n*) in the number of spans and links.
  /// - Throws: `ImportError` if it takes longer than a log can tell of.
  init(
    _ file: SpanFile, _ chosen: [Int32], header: LogHeader, namesServices: Bool,
    window: TraceWindow? = nil
  ) throws(ImportError) {
    let family = SpanFamily(file, chosen)
    let times = SpanTimes(family, grain: file.grain)
    let order = Self.order(family, times)
    var run = RecordedRun()
    var numbers: [Int32: Int32] = [:]
    numbers.reserveCapacity(order.count)
    var lanes: [Name: Int32] = [:]
    let base = order.first.flatMap { times.times[Int($0)]?.start } ?? 0
    try RunLayout.checkTime(
      from: base, to: order.lazy.compactMap { times.times[Int($0)]?.end }.max() ?? base)
    for place in order {
      guard let (start, end) = times.times[Int(place)] else { continue }
      let span = family.spans[Int(place)]
      let lane =
        lanes[span.service] ?? run.addLane(file.name(of: span.service), order: .independent)
      lanes[span.service] = lane
      let isWithin = times.places[Int(place)] == .within
      let parent = isWithin ? family.parents[Int(place)].flatMap { numbers[$0] } : nil
      var status = RecordedCall.Status.succeeded
      if let failure = span.failure {
        status = .failed(run.texts.intern(failure.isNone ? "error" : file.texts[failure]))
      }
      numbers[place] = run.add(
        file.title(of: span, namesServices: namesServices),
        arguments: span.arguments.isNone ? nil : file.texts[span.arguments], parent: parent,
        lane: lane, start: start - base, end: end - base, status: status)
    }
    var needs: [(call: Int32, other: Int32)] = []
    for place in order where [.after, .alongside].contains(times.places[Int(place)]) {
      if let call = numbers[place], let other = family.parents[Int(place)].flatMap({ numbers[$0] })
      {
        // That it did not wait for it is worked out from their times.
        run.follow(call, other, &needs, isInferred: true)
      }
    }
    for link in chosen.lazy.flatMap(file.links) {
      guard let call = family.places[link.span].flatMap({ numbers[$0] }) else { continue }
      guard let other = family.place(of: link.to).flatMap({ numbers[$0] }) else {
        linksElsewhere += 1
        continue
      }
      if run.follow(call, other, &needs, isInferred: link.isInferred) {
        linked += 1
      } else {
        linksAhead += 1
      }
    }
    run.setNeeds(&needs)
    self.family = family
    self.times = times
    calls = run.calls.count
    layout = try RunLayout(run, header: header, window: window)
  }

  /// The spans that have a time, in the order of their starts, each behind the one it belongs to.
  private static func order(_ family: SpanFamily, _ times: SpanTimes) -> [Int32] {
    var ranks: [Int32] = Array(repeating: 0, count: family.spans.count)
    for (rank, place) in family.order.enumerated() { ranks[Int(place)] = Int32(rank) }
    return family.order.filter { times.times[Int($0)] != nil }.sorted { left, right in
      let starts = (times.times[Int(left)]?.start ?? 0, times.times[Int(right)]?.start ?? 0)
      return (starts.0, ranks[Int(left)]) < (starts.1, ranks[Int(right)])
    }
  }
}

extension RecordedRun {
  /// Lets a call follow from another: from its end if that came first, else from where it was then.
  ///
  /// - Returns: Whether the other had begun when it started.
  @discardableResult
  fileprivate mutating func follow(
    _ call: Int32, _ other: Int32, _ needs: inout [(call: Int32, other: Int32)],
    isInferred: Bool
  ) -> Bool {
    let start = calls[Int(call)].start
    guard call != other, calls[Int(other)].start <= start else { return false }
    if calls[Int(other)].end <= start {
      needs.append((call, other))
      if isInferred { guessedNeeds.insert(call) }
    } else {
      signals.append(
        RecordedSignal(
          from: other, sentAt: start, to: call, receivedAt: start, isInferred: isInferred))
    }
    return true
  }
}

extension SpanFile {
  /// The name of a service, for its lane.
  func name(of service: Name) -> String {
    service.isNone ? "unknown service" : texts[service]
  }

  /// The name of what a span did, as users of tracers know it: `orders GET /price`.
  func title(of span: SpanRecord, namesServices: Bool) -> String {
    let operation = span.operation.isNone ? "unnamed" : texts[span.operation]
    return namesServices ? "\(name(of: span.service)) \(operation)" : operation
  }
}
