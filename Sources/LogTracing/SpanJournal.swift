internal import EventLog

/// Writes down what happens to spans, in the order of time.
///
/// A span is a call, which is blocked while any runs within it, and has the lowest slot that is free. What starts
/// when the span that it is said to be within has ended follows from it, and is within none. What follows from
/// the order of ends and starts alone is marked as inferred.
struct SpanJournal: ~Copyable {
  private var journal: CallJournal
  private var notes = TracingNotes()
  /// The call of each span, by the number of the span, from 1; 0 before it has started.
  private var calls: [CallNumber] = []
  private var lives: [Life] = []
  private var open: [CallNumber: OpenSpan] = [:]
  /// The calls that are called otherwise now than the file says.
  private var renamed: [CallNumber: CallWords] = [:]
  /// The points that calls have come to while they were blocked.
  private var points: [CallNumber: [Name]] = [:]
  private var within = CallsWithin()
  private var slots = SlotLanes()
  private let lane: Name
  /// No event comes before this.
  private var latest: Nanoseconds = 0

  /// What is known of a call beside its events.
  private struct Life {
    var parent: CallNumber
    /// Its slot, from 0.
    var slot: UInt32
    var words: CallWords
    /// The call that started last within it; 0 if none has.
    var lastWithin: CallNumber = 0
  }

  private struct OpenSpan {
    var span: SpanState
    /// How many of its links have been told.
    var links: Int
  }

  init(name: String) {
    journal = CallJournal(
      header: LogHeader(name: name, origin: .trace(format: "swift-distributed-tracing", part: 1)))
    lane = journal.name(name)
  }

  /// The log so far.
  var log: LogBuilder { _read { yield journal.log } }

  /// Writes down what happened.
  mutating func write(_ moment: SpanMoment) {
    let time = clamp(moment.at)
    if moment.isMoved || time != moment.at { notes.moved += 1 }
    switch moment.happening {
    case .started: start(moment.span, at: time)
    case .injected:
      let call = call(of: moment.span.number)
      if call > 0 { mark(call, moment.span.traceParent, at: time) }
    case .ended:
      let call = call(of: moment.span.number)
      if let open = open.removeValue(forKey: call) { end(call, open, at: time) }
    }
  }

  /// Ends the log, with all spans that have not ended, the innermost first.
  ///
  /// - Parameters:
  ///   - instant: When that is.
  ///   - write: Is given the log, and which calls are called otherwise now than it says.
  /// - Returns: What there is to be told.
  mutating func close(
    at instant: Nanoseconds, _ write: (consuming Log, [CallNumber: CallWords]) -> Void
  ) -> TracingNotes {
    let time = clamp(instant)
    notes.stopped = open.count
    for (call, open) in open.sorted(by: { $0.key > $1.key }) {
      end(call, open, as: .callStopped(reason: journal.name("it had not ended")), at: time)
    }
    open = [:]
    let log = journal.close()
    journal = CallJournal(header: log.header, isKept: false)
    write(log, renamed)
    return notes
  }

  // MARK: From the start to the end

  private mutating func start(_ span: SpanState, at time: Nanoseconds) {
    var parent = call(of: span.parent)
    let details = span.current
    let words = words(details)
    let hasEnded = parent > 0 && journal.hasEnded(parent)
    let starter = hasEnded ? journal.lastEvent(of: parent) : nil
    if hasEnded { parent = 0 }
    let earlier = parent > 0 ? within.whatCameBefore(callIn: parent, journal, at: time) : nil
    let call = journal.request(
      words.component, by: parent, arguments: words.arguments, followsParent: earlier == nil,
      at: time)
    if let earlier { infer(earlier.event, earlier.edge) }
    if let starter { journal.cause(starter, .data) }
    link(call, details.links[...])
    within.makeRoom(for: call)
    let slot = UInt32(slots.take())
    if parent > 0 {
      within.enter(parent, for: call, &journal, at: time)
      lives[Int(parent) - 1].lastWithin = call
    }
    journal.start(call, on: lane, slot: slot + 1, at: time)
    if let remote = span.remoteParent { mark(call, remote, at: time) }
    while calls.count < span.number { calls.append(0) }
    calls[Int(span.number) - 1] = call
    lives.append(Life(parent: parent, slot: slot, words: words))
    open[call] = OpenSpan(span: span, links: details.links.count)
    notes.spans += 1
  }

  private mutating func end(
    _ call: CallNumber, _ open: OpenSpan, as given: Event.Kind? = nil, at time: Nanoseconds
  ) {
    let details = open.span.current
    let (life, words) = (lives[Int(call) - 1], words(details))
    if words != life.words { renamed[call] = words }
    notes.eventsLeftOut += details.events
    notes.attributesLeftOut += details.leftOut + SpanArguments(details.attributes).leftOut
    if journal.status(of: call) == .blocked { resumeEarly(call, at: time) }
    if life.parent > 0, journal.hasEnded(life.parent) { notes.outlived += 1 }
    let failure = details.failure.map { Event.Kind.callFailed(reason: journal.name($0)) }
    journal.end(call, as: given ?? failure ?? .callSucceeded, at: time)
    link(call, details.links.dropFirst(open.links))
    if life.parent > 0, within.leave(life.parent, call, journal) { resume(life.parent, at: time) }
    slots.giveBack(
      Int(life.slot), journal.release(life.slot + 1, of: lane, after: call, at: time))
  }

  private mutating func resume(
    _ call: CallNumber, after event: Int? = nil, at time: Nanoseconds
  ) {
    within.resume(call, &journal, at: time)
    if let event { infer(event, .data) }
    for point in points.removeValue(forKey: call) ?? [] {
      journal.note(.callProgressed(point: point), of: call, at: time)
    }
  }

  /// Lets a call run on although others run within it, which outlive it: it follows from how far the last of them
  /// has come, as who asked a server goes on with the head of its answer.
  private mutating func resumeEarly(_ call: CallNumber, at time: Nanoseconds) {
    var other = lives[Int(call) - 1].lastWithin
    while other > 0, journal.status(of: other) == .blocked {
      other = lives[Int(other) - 1].lastWithin
    }
    guard other > 0, journal.status(of: other) == .running else {
      return resume(call, at: time)
    }
    let point = journal.note(.callProgressed(point: .none), of: other, at: time)
    resume(call, after: point, at: time)
  }

  /// Notes that a call came by, or is handed on as, what processes tell each other; later if it is blocked.
  private mutating func mark(_ call: CallNumber, _ parent: TraceParent, at time: Nanoseconds) {
    let point = journal.name(parent.description)
    switch journal.status(of: call) {
    case .running: journal.note(.callProgressed(point: point), of: call, at: time)
    case .blocked: points[call, default: []].append(point)
    default: break
    }
  }

  /// Lets the event that was noted last, of a call, follow from the spans that the call is linked to.
  private mutating func link(_ call: CallNumber, _ links: ArraySlice<UInt64>) {
    for number in links {
      let other = self.call(of: number)
      guard other > 0, other != call else {
        notes.linksElsewhere += 1
        continue
      }
      let event = journal.lastEvent(of: other)
      if !journal.log.isCause(event) { journal.cause(event, .data) }
    }
  }

  // MARK: Words

  private mutating func words(_ details: SpanState.Details) -> CallWords {
    let arguments = SpanArguments(details.attributes).text
    return CallWords(
      component: journal.name(details.name.isEmpty ? "unnamed" : details.name),
      arguments: arguments.map { journal.name($0) } ?? .none)
  }

  private func call(of number: UInt64) -> CallNumber {
    number > 0 && number <= calls.count ? calls[Int(number) - 1] : 0
  }

  private mutating func clamp(_ time: Nanoseconds) -> Nanoseconds {
    latest = min(max(time, latest), Log.longestTime)
    return latest
  }

  private mutating func infer(_ event: Int, _ edge: Edge) {
    if !journal.log.isCause(event) { journal.cause(event, edge, isInferred: true) }
  }
}
