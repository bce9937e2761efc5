internal import EventLog

/// Binds the arrows of a Chrome trace to the calls that they lead from and to.
struct ChromeFlows {
  private(set) var signals: [RecordedSignal] = []
  /// Arrows of which a beginning or an end is missing, or in no slice.
  private(set) var loose = 0
  private let calls: [RecordedCall]
  /// The place of each call among the events of the file.
  private let orders: [Int32]
  /// For each thread its calls in the order of their starts.
  private var callsOfThread: [[Int32]]

  /// - Parameters:
  ///   - points: The beginnings, steps and ends of arrows.
  ///   - calls: The calls of the run, by their starts.
  ///   - threads: The thread of each call.
  ///   - orders: The place of each call among the events of the file.
  ///   - origin: What is the instant 0 of the calls in the time of the points.
  init(
    _ points: [ChromeFlowPoint], calls: [RecordedCall], threads: [Int32], orders: [Int32],
    origin: Nanoseconds
  ) {
    self.calls = calls
    self.orders = orders
    callsOfThread = []
    guard !points.isEmpty else { return }
    for (call, thread) in threads.enumerated() {
      while callsOfThread.count <= Int(thread) { callsOfThread.append([]) }
      callsOfThread[Int(thread)].append(Int32(call))
    }
    let points = points.sorted { ($0.flow, $0.at, $0.order) < ($1.flow, $1.at, $1.order) }
    var from: (call: Int32, at: Nanoseconds)?
    for (place, point) in points.enumerated() {
      if place == 0 || points[place - 1].flow != point.flow { from = nil }
      let (at, overflow) = point.at.subtractingReportingOverflow(origin)
      guard !overflow, at.magnitude <= Log.longestTime.magnitude else {
        if point.begins { from = nil }
        loose += 1
        continue
      }
      let call = point.isEnclosed ? enclosing(point, at) : next(point, at)
      if point.begins {
        from = call.map { ($0, at) }
        if call == nil { loose += 1 }
        continue
      }
      guard let call, let begin = from, begin.call != call else {
        loose += 1
        continue
      }
      signals.append(
        RecordedSignal(
          from: begin.call, sentAt: clamped(begin.at, to: begin.call), to: call,
          receivedAt: clamped(at, to: call), name: point.name))
      from = (call, at)
    }
  }

  private func clamped(_ at: Nanoseconds, to call: Int32) -> Nanoseconds {
    min(max(at, calls[Int(call)].start), calls[Int(call)].end)
  }

  /// The innermost call of the thread that runs at an instant; where one ends as another starts, the one that
  /// stands before the point in the file and not behind it.
  private func enclosing(_ point: ChromeFlowPoint, _ at: Nanoseconds) -> Int32? {
    guard let place = lastStart(point.thread, notAfter: at) else { return next(point, at, by: 1) }
    let all = callsOfThread[Int(point.thread)]
    var earlier = place
    while earlier > 0, calls[Int(all[earlier])].start == at,
      orders[Int(all[earlier])] > point.order
    {
      earlier -= 1
    }
    if earlier < place, let call = running(all[earlier], at) { return call }
    return running(all[place], at) ?? next(point, at, by: 1)
  }

  /// A call, or the innermost around it that runs at an instant.
  private func running(_ call: Int32, _ at: Nanoseconds) -> Int32? {
    var call: Int32? = call
    while let inner = call, calls[Int(inner)].end < at { call = calls[Int(inner)].parent }
    return call
  }

  /// The call of the thread that starts next, at once or within so many nanoseconds.
  private func next(
    _ point: ChromeFlowPoint, _ at: Nanoseconds, by most: Nanoseconds = .max
  ) -> Int32? {
    guard Int(point.thread) < callsOfThread.count else { return nil }
    let all = callsOfThread[Int(point.thread)]
    let place = lastStart(point.thread, notAfter: at - 1).map { $0 + 1 } ?? 0
    guard place < all.count, calls[Int(all[place])].start - at <= most else { return nil }
    return all[place]
  }

  /// The place of the last call of a thread that starts at an instant or before.
  private func lastStart(_ thread: Int32, notAfter at: Nanoseconds) -> Int? {
    guard Int(thread) < callsOfThread.count else { return nil }
    let next = callsOfThread[Int(thread)].partitioningIndex { calls[Int($0)].start > at }
    return next > 0 ? next - 1 : nil
  }
}
