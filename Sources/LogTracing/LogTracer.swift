public import FileSystem
public import Tracing

/// A tracer that writes the spans of a program into an event log, while they happen.
///
///     let tracer = try LogTracer(writingTo: "run.events.jsonl", name: "server")
///     InstrumentationSystem.bootstrap(tracer)
///
///     await withSpan("make dinner") { _ in
///       async let vegetables: Void = withSpan("chop vegetables") { _ in await chop() }
///       await withSpan("preheat oven") { _ in await preheat() }
///       await vegetables
///     }
///     let notes = try tracer.close()
///
/// The log is one run, from 0, when the tracer was made, to `close`. Every span is a call: its operation is the
/// component, the span that it is within its parent. A call is blocked while any span runs within its own.
///
/// What happens is in the file within a tenth of a second, so a program that is killed leaves a log that can be read. Spans
/// often get their names and attributes only while they run. Where one got another name after it had been written, `close`
/// writes the log once more, with the names that spans had at their ends, and lets it take the place of the other.
///
/// All spans stay in memory until then, with 300 bytes or so each: it is a tracer for a run that is looked at, not for a
/// server that never ends.
public final class LogTracer: Tracer {
  /// What `startSpan` makes.
  public typealias Span = LogSpan

  private let recorder: SpanRecorder

  /// Begins the log.
  ///
  /// - Parameters:
  ///   - path: What the file is called, such as `run.events.jsonl`.
  ///   - name: What reports call the run, and what its calls run on: the service.
  ///   - overwriting: Whether the log may take the place of what is there.
  /// - Throws: `FileError`, with the reason `holdsOther` if something is there that may not be written over.
  public init(
    writingTo path: String, name: String, overwriting: Bool = false
  ) throws(FileError) {
    recorder = try SpanRecorder(path: path, name: name, overwriting: overwriting)
  }

  init(_ recorder: SpanRecorder) { self.recorder = recorder }

  /// Starts a span; its parent is the one that the context names, if it names one.
  ///
  /// - Parameters:
  ///   - operationName: What is done, which becomes the component of the call.
  ///   - context: What the span is within.
  ///   - kind: Which side of a conversation it is; the log does not tell.
  ///   - instant: When it starts; before its parent or before what has been written is taken for the first instant after that.
  ///   - function: The function that starts it; the log does not tell.
  ///   - fileID: The file that starts it; the log does not tell.
  ///   - line: The line that starts it; the log does not tell.
  /// - Returns: The span, which has to be ended.
  public func startSpan<Instant: TracerInstant>(
    _ operationName: String,
    context: @autoclosure () -> InstrumentationContext,
    ofKind kind: SpanKind,
    at instant: @autoclosure () -> Instant,
    function: String,
    file fileID: String,
    line: UInt
  ) -> LogSpan {
    var context = context()
    let state = SpanState(
      operationName, of: recorder, within: context[SpanReference.Key.self],
      at: instant().nanosecondsSinceEpoch)
    context[SpanReference.Key.self] = .local(state)
    return LogSpan(context: context, state: state)
  }

  /// The span that a context names, if it is one of this tracer's and has not ended.
  ///
  /// - Parameter context: What some code runs within.
  /// - Returns: The span, or nil.
  public func activeSpan(identifiedBy context: InstrumentationContext) -> LogSpan? {
    guard case .local(let state)? = context[SpanReference.Key.self], state.recorder === recorder,
      state.isRecording
    else { return nil }
    return LogSpan(context: context, state: state)
  }

  /// Writes all that has happened so far, and returns when the system has it.
  public func forceFlush() { recorder.flush() }

  /// Ends the log: spans that have not ended are stopped, and the file is made durable.
  ///
  /// Spans that start or end after that are not recorded. Closing again does nothing more.
  ///
  /// - Returns: What could not be told as it happened.
  /// - Throws: `FileError` with what went wrong first with the file; what was written before that is there.
  @discardableResult
  public func close() throws(FileError) -> TracingNotes { try recorder.close() }
}

// MARK: From one process to another

extension LogTracer {
  /// Writes the span that a context names into a carrier, as `traceparent` and `tracestate` of the W3C.
  ///
  /// The log tells that it was handed on, by a point within the call that is the `traceparent`.
  ///
  /// - Parameters:
  ///   - context: What names the span.
  ///   - carrier: What is sent, such as the headers of a request.
  ///   - injector: What knows how to write into it.
  public func inject<Carrier, Inject: Injector>(
    _ context: InstrumentationContext, into carrier: inout Carrier, using injector: Inject
  ) where Inject.Carrier == Carrier {
    guard let reference = context[SpanReference.Key.self] else { return }
    let parent = reference.traceParent
    injector.inject(parent.description, forKey: TraceParent.key, into: &carrier)
    if let state = parent.trace.state {
      injector.inject(state, forKey: TraceParent.stateKey, into: &carrier)
    }
    if case .local(let state) = reference, state.recorder === recorder { state.noteInjection() }
  }

  /// Reads the span that something was sent by out of a carrier: what starts in the context is within it.
  ///
  /// If it is a span of this very tracer, it becomes the parent. Of another, the log tells by a point at the start of
  /// the call that is its `traceparent`.
  ///
  /// - Parameters:
  ///   - carrier: What came, such as the headers of a request.
  ///   - context: What is to name the span; left alone if none came, or none that can be read.
  ///   - extractor: What knows how to read the carrier.
  public func extract<Carrier, Extract: Extractor>(
    _ carrier: Carrier, into context: inout InstrumentationContext, using extractor: Extract
  ) where Extract.Carrier == Carrier {
    guard let text = extractor.extract(key: TraceParent.key, from: carrier),
      let parent = TraceParent(
        text, state: extractor.extract(key: TraceParent.stateKey, from: carrier))
    else { return }
    context[SpanReference.Key.self] = .remote(parent)
  }
}
