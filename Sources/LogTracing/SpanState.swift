internal import EventLog
internal import Synchronization
internal import Tracing

/// What names a span in a context: one of this process, or one that a message came from.
enum SpanReference: Sendable {
  case local(SpanState)
  case remote(TraceParent)

  /// Where contexts hold it.
  enum Key: InstrumentationContextKey {
    typealias Value = SpanReference
    static var nameOverride: String? { "meanwhile.span" }
  }

  /// What other processes know it by.
  var traceParent: TraceParent {
    switch self {
    case .local(let state): state.traceParent
    case .remote(let parent): parent
    }
  }
}

/// What is known of a span.
final class SpanState: Sendable {
  /// What can change until it ends.
  struct Details: Sendable {
    var name: String
    var attributes: SpanAttributes = [:]
    var status: SpanStatus?
    /// What the last error says that was recorded.
    var error: String?
    /// The numbers of the spans that it is linked to; 0 for one that is not of its tracer.
    var links: [UInt64] = []
    /// How many events it told of, and how many attributes of errors and links.
    var events = 0
    var leftOut = 0
    var hasEnded = false

    /// Why it failed, if it did.
    var failure: String? {
      switch status?.code {
      case .ok: nil
      case .error: shortened(status?.message ?? error ?? "error", to: 200)
      case nil: error.map { shortened($0, to: 200) }
      }
    }
  }

  let recorder: SpanRecorder
  /// Its place in the order in which the spans of its tracer were started, from 1.
  let number: UInt64
  let traceParent: TraceParent
  /// The number of the span that it is within; 0 if it is within none of its tracer's.
  let parent: UInt64
  /// The span of another process, or of another tracer, that it is within.
  let remoteParent: TraceParent?
  let start: Nanoseconds
  private let details: Mutex<Details>

  init(
    _ name: String, of recorder: SpanRecorder, within reference: SpanReference?,
    at instant: UInt64
  ) {
    let ids = recorder.ids
    let number = ids.next()
    var (start, isMoved) = recorder.time(of: instant)
    self.recorder = recorder
    self.number = number
    details = Mutex(Details(name: name))
    var trace: TraceIdentity?
    switch reference {
    case .local(let outer) where outer.recorder === recorder:
      (parent, remoteParent, trace) = (outer.number, nil, outer.traceParent.trace)
      if start < outer.start { (start, isMoved) = (outer.start, true) }
    case .local(let outer):
      (parent, remoteParent, trace) = (0, outer.traceParent, outer.traceParent.trace)
    case .remote(let outer):
      let own = ids.number(of: outer)
      (parent, remoteParent, trace) = (own ?? 0, own == nil ? outer : nil, outer.trace)
    case nil: (parent, remoteParent) = (0, nil)
    }
    self.start = start
    traceParent = TraceParent(
      trace: trace ?? ids.trace(of: number), spanID: ids.spanID(of: number))
    recorder.record(SpanMoment(at: start, .started, of: self, isMoved: isMoved))
  }

  /// The number of the span that a reference names; 0 if it is not of the tracer of this one.
  func number(of reference: SpanReference?) -> UInt64 {
    switch reference {
    case .local(let other) where other.recorder === recorder: other.number
    case .remote(let parent): recorder.ids.number(of: parent) ?? 0
    default: 0
    }
  }

  /// Whether it has not ended, and its tracer has not been closed.
  var isRecording: Bool { details.withLock { !$0.hasEnded } && !recorder.isClosed }

  /// What is known of it now.
  var current: Details { details.withLock { $0 } }

  /// Changes what is known of it, unless it has ended.
  func change(_ body: (inout Details) -> Void) {
    details.withLock { if !$0.hasEnded { body(&$0) } }
  }

  /// Ends it, if it has not ended.
  func end(at instant: () -> UInt64) {
    let isFirst = details.withLock { details in
      defer { details.hasEnded = true }
      return !details.hasEnded
    }
    guard isFirst else { return recorder.noteSecondEnd() }
    let (end, isMoved) = recorder.time(of: instant())
    recorder.record(
      SpanMoment(at: max(end, start), .ended, of: self, isMoved: isMoved || end < start))
  }

  /// Notes that something is sent by which other processes will know it.
  func noteInjection() {
    guard isRecording else { return }
    recorder.record(SpanMoment(at: max(recorder.now, start), .injected, of: self))
  }
}

/// Something that happened to a span.
struct SpanMoment: Sendable {
  enum Happening: Sendable { case started, injected, ended }

  var at: Nanoseconds
  var span: SpanState
  var happening: Happening
  /// Whether it is told at another instant than was said.
  var isMoved: Bool

  init(
    at time: Nanoseconds, _ happening: Happening, of span: SpanState, isMoved: Bool = false
  ) {
    (at, self.happening, self.span, self.isMoved) = (time, happening, span, isMoved)
  }
}
