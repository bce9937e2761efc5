internal import EventLog
internal import Formatting

/// Where a part of a recorded run begins and ends.
struct RunCut {
  private let run: RecordedRun
  /// From when to when it is.
  private(set) var start: Nanoseconds
  private(set) var end: Nanoseconds

  /// - Throws: `ImportError` if a mark is not in the run, or the part ends before it begins.
  /// - Complexity: O(*n*) in the number of calls.
  init(_ run: RecordedRun, _ window: TraceWindow) throws(ImportError) {
    self.run = run
    start = 0
    end = run.calls.lazy.map(\.end).max() ?? 0
    if let within = window.within {
      let call = try call(within, isLast: false)
      (start, end) = (call.start, call.end)
      return
    }
    switch window.from {
    case .time(let time)?: start = time
    case .call(let name)?: start = try call(name, isLast: false).start
    case nil: break
    }
    switch window.until {
    case .time(let time)?: end = min(end, time)
    case .call(let name)?: end = try call(name, isLast: true).end
    case nil: break
    }
    guard start < end else {
      throw ImportError(
        line: 1,
        problem:
          "The part that was asked for begins at \(timeText(start)) and ends at \(timeText(end)), so nothing is "
          + "in it.")
    }
  }

  /// The call of a name: the one whose number is behind it, else the first or the last.
  private func call(_ text: String, isLast: Bool) throws(ImportError) -> RecordedCall {
    let calls = run.calls(named: text)
    if let call = isLast ? calls.last : calls.first { return run.calls[call] }
    guard let sign = text.lastIndex(of: "#"), let number = Int(text[text.index(after: sign)...])
    else { throw unknown(text) }
    let name = String(text[..<sign])
    let all = run.calls(named: name)
    guard !all.isEmpty else { throw unknown(name) }
    guard number >= 1, number <= all.count else {
      throw ImportError(
        line: 1,
        problem:
          "`\(name)` was called \(counted(all.count, "time")), so there is no call \(number) of it. They count "
          + "from 1.")
    }
    return run.calls[all[number - 1]]
  }

  private func unknown(_ name: String) -> ImportError {
    var known: [String] = []
    for call in run.calls where known.count < 8 {
      let name = "`\(run.texts[call.name])`"
      if !known.contains(name) { known.append(name) }
    }
    return ImportError(
      line: 1,
      problem: "Nothing in it is called `\(name)`: calls are \(known.joined(separator: ", "))"
        + (known.count == 8 ? " and others" : "")
        + ". A time needs its unit, such as 3.5s; `#4` behind a name is its fourth call.")
  }
}

extension RecordedRun {
  /// The places of the calls of a name, in the order of their starts.
  fileprivate func calls(named text: String) -> [Int] {
    let name = texts.find(text)
    return name.isNone ? [] : calls.indices.filter { calls[$0].name == name }
  }

  /// Leaves out all that did not run in a part of it, which then begins at 0 with its first call.
  ///
  /// - Returns: What became of the calls at its borders and outside it.
  /// - Throws: `ImportError` if a mark is not in the run, or nothing ran between them.
  /// - Complexity: O(*n*) in the number of calls, needs and signals.
  mutating func cut(to window: TraceWindow) throws(ImportError) -> [ImportNote] {
    let cut = try RunCut(self, window)
    let whole = calls.lazy.map(\.end).max() ?? 0
    let isIn = calls.map { call in
      call.takesTime
        ? call.start < cut.end && call.end > cut.start
        : call.start >= cut.start && call.start <= cut.end
    }
    guard let first = isIn.firstIndex(of: true) else {
      throw ImportError(
        line: 1,
        problem: "Nothing ran from \(timeText(cut.start)) to \(timeText(cut.end)); the whole takes "
          + "\(timeText(whole)).")
    }
    // It begins with what waits first.
    let waits = zip(calls, isIn).lazy.filter(\.1).map { $0.0.queuedAt ?? $0.0.start }
    let origin = max(waits.min() ?? calls[first].start, cut.start)
    func moved(_ time: Nanoseconds) -> Nanoseconds {
      min(max(time, cut.start, origin), cut.end) - origin
    }
    var numbers = [Int32](repeating: -1, count: calls.count)
    func number(_ old: Int32) -> Int32? { numbers[Int(old)] < 0 ? nil : numbers[Int(old)] }
    var kept: [RecordedCall] = []
    var needed: [Int32] = []
    var shortened = 0
    for place in calls.indices where isIn[place] {
      var call = calls[place]
      if call.start < cut.start || call.end > cut.end { shortened += 1 }
      if let parent = call.parent, number(parent) == nil {
        call.lane = call.lane ?? calls[Int(parent)].lane
        call.parent = nil
      } else {
        call.parent = call.parent.flatMap(number)
      }
      call.start = moved(call.start)
      call.end = moved(call.end)
      call.readyAt = call.readyAt.map(moved)
      call.queuedAt = call.queuedAt.map(moved)
      let own = needs(of: call).compactMap(number)
      call.needs = (UInt32(needed.count), UInt32(own.count))
      needed += own
      numbers[place] = Int32(kept.count)
      kept.append(call)
    }
    // Who ended a wait may come behind it.
    for place in kept.indices { kept[place].wokenBy = kept[place].wokenBy.flatMap(number) }
    rooms = rooms.reduce(into: [:]) { rooms, room in
      if let call = number(room.key), let other = number(room.value) { rooms[call] = other }
    }
    let left = calls.count - kept.count
    calls = kept
    needs = needed
    signals = signals.compactMap { signal in
      guard let from = number(signal.from), let to = number(signal.to) else { return nil }
      var signal = signal
      (signal.from, signal.to) = (from, to)
      (signal.sentAt, signal.receivedAt) = (moved(signal.sentAt), moved(signal.receivedAt))
      return signal
    }
    points = points.compactMap { point in
      guard let call = number(point.call), cut.start < point.at, point.at < cut.end else {
        return nil
      }
      let at = moved(point.at)
      guard kept[Int(call)].start < at, at < kept[Int(call)].end else { return nil }
      return RecordedPoint(call: call, at: at, name: point.name)
    }
    let part = "from \(timeText(cut.start)) to \(timeText(cut.end)) of \(timeText(whole))"
    let outside = "\(counted(left, "call")) outside it \(left == 1 ? "was" : "were") left out"
    let border =
      shortened == 0
      ? "none reaches beyond it"
      : "\(counted(shortened, "call")) that \(shortened == 1 ? "reaches" : "reach") beyond it "
        + "\(shortened == 1 ? "was" : "were") cut at its border"
    return [
      ImportNote(
        kind: .expected, count: left + shortened,
        sentence: "The part \(part) is read, as asked for: \(outside), and \(border).")
    ]
  }
}
