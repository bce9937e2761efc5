internal import EventLog
internal import JSON

/// Goes through the events of a Chrome trace once and sorts them by what they are.
struct ChromeReader: Sendable {
  /// Whether viztracer wrote a file of it.
  var isOfViztracer = false
  var texts = NameTable()
  var threads = ChromeThreads()
  var slices: [ChromeSlice] = []
  var ends: [ChromePairing.Mark] = []
  var asyncs: [ChromePairing.Mark] = []
  var flows: [ChromeFlowPoint] = []
  var counts = ChromeCounts()
  /// The last instant of the trace.
  var last: Nanoseconds = .min
  /// The first instant of the file that is read.
  var first: Nanoseconds = .max
  /// The last instant of the file that is read.
  private var lastOfFile: Nanoseconds = .min
  /// How much was read before the file that is read.
  private var before = (slices: 0, ends: 0, asyncs: 0, flows: 0)
  var order: Int32 = 0
  var ids: [String: Int32] = [:]
  /// How many complete slices were read.
  var completeCount = 0

  /// Hands the complete slices over, so that they are held once.
  mutating func takeSlices() -> [ChromeSlice] {
    let taken = slices
    slices = []
    return taken
  }

  /// Goes on with another file, which is a further one of the same process if an earlier one was of that process.
  mutating func begin(_ name: String, continuing process: String?) {
    threads.begin(name, continuing: process)
    first = .max
    lastOfFile = last
    last = .min
    before = (slices.count, ends.count, asyncs.count, flows.count)
  }

  /// Puts the times of the file that was read last on the clock of all files.
  mutating func shift(by origin: Nanoseconds) {
    for place in before.slices..<slices.count {
      slices[place].start = slices[place].start.addingClamped(origin)
      slices[place].end = slices[place].end.addingClamped(origin)
    }
    for place in before.ends..<ends.count { ends[place].at = ends[place].at.addingClamped(origin) }
    for place in before.asyncs..<asyncs.count {
      asyncs[place].at = asyncs[place].at.addingClamped(origin)
    }
    for place in before.flows..<flows.count {
      flows[place].at = flows[place].at.addingClamped(origin)
    }
    threads.begin(at: origin)
    last = max(lastOfFile, last == .min ? .min : last.addingClamped(origin))
  }

  /// Takes in all events of an array.
  mutating func read(_ events: JSONElements) {
    for event in events {
      counts.events += 1
      order &+= 1
      if event.kind == .object, event.isWhole { read(event) } else { counts.broken += 1 }
    }
  }

  private mutating func read(_ node: JSONNode) {
    let event = ChromeEvent(node)
    guard let phase = event.phase else {
      // Some tools close their list with an empty event.
      if !node.fields.contains(where: { _ in true }) {
        counts.events -= 1
      } else {
        counts.unknown += 1
      }
      return
    }
    if case .metadata = phase {
      counts.metadata += 1
      return threads.name(event)
    }
    guard let at = ChromeEvent.nanoseconds(event.time) else {
      counts.timeless += 1
      return
    }
    first = min(first, at)
    last = max(last, at)
    switch phase {
    case .complete: complete(event, at)
    case .begin, .end:
      ends.append(mark(event, at, begins: phase == .begin, id: 0))
    case .asyncBegin, .asyncEnd:
      asyncs.append(mark(event, at, begins: phase == .asyncBegin, id: id(of: event)))
    case .flowStart, .flowStep, .flowEnd:
      flows.append(
        ChromeFlowPoint(
          at: at, thread: threads.place(process: event.process, thread: event.thread),
          flow: id(of: event), order: order, name: name(event),
          isEnclosed: phase != .flowEnd || event.bindingPoint?.isString("e") == true,
          begins: phase == .flowStart))
    case .instant: counts.instants += 1
    case .counter: counts.counters += 1
    case .other: counts.others += 1
    case .metadata: break
    }
  }

  private mutating func complete(_ event: ChromeEvent, _ at: Nanoseconds) {
    let duration: Nanoseconds
    if let written = event.duration ?? event.threadDuration {
      guard let value = ChromeEvent.nanoseconds(written), value >= 0 else {
        counts.timeless += 1
        return
      }
      duration = value
    } else {
      counts.durationless += 1
      duration = 0
    }
    let (end, overflow) = at.addingReportingOverflow(duration)
    guard !overflow else {
      counts.timeless += 1
      return
    }
    last = max(last, end)
    completeCount += 1
    slices.appendOnLargePages(
      ChromeSlice(
        start: at, end: end, name: name(event),
        thread: threads.place(process: event.process, thread: event.thread), order: order))
  }

  private mutating func mark(
    _ event: ChromeEvent, _ at: Nanoseconds, begins: Bool, id: Int32
  ) -> ChromePairing.Mark {
    ChromePairing.Mark(
      at: at, thread: threads.place(process: event.process, thread: event.thread), id: id,
      name: event.name == nil && !begins ? .none : name(event), order: order, begins: begins)
  }

  private mutating func name(_ event: ChromeEvent) -> Name {
    event.name?.withString { texts.intern(utf8: UnsafeRawBufferPointer($0)) }
      ?? texts.intern("(no name)")
  }

  /// What an asynchronous event or an arrow belongs to: category and id, within a process where the id says so.
  private mutating func id(of event: ChromeEvent) -> Int32 {
    // Ids of another process are other ids.
    var key = (event.category?.string ?? "") + (threads.hasFiles ? "\u{0}f\(threads.file)" : "")
    if let local = event.scopedID?["local"] {
      key += "\u{0}l\(ChromeThreads.text(of: event.process))\u{0}\(ChromeThreads.text(of: local))"
    } else {
      let id = event.scopedID?["global"] ?? event.id
      key += "\u{0}g\(id.map { ChromeThreads.text(of: $0) } ?? "")"
    }
    return number(of: key)
  }

  /// The number of an id, in the order in which they come.
  mutating func number(of id: String) -> Int32 {
    if let known = ids[id] { return known }
    ids[id] = Int32(ids.count)
    return Int32(ids.count - 1)
  }
}
