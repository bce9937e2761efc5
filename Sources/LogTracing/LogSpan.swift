public import Tracing

/// A span of a `LogTracer`, which becomes a call in its log.
///
/// Its operation, attributes, links and status can be set until it ends. Ending it again does nothing more.
public struct LogSpan: Tracing.Span {
  /// What names this span to all that runs within it.
  public let context: InstrumentationContext
  let state: SpanState

  /// Whether it has not ended, and its tracer has not been closed.
  public var isRecording: Bool { state.isRecording }

  /// What is done: the component of the call.
  public var operationName: String {
    get { state.current.name }
    nonmutating set { state.change { $0.name = newValue } }
  }

  /// What is known of it beside that; what of them becomes the arguments of the call is in the guide on tracing.
  public var attributes: SpanAttributes {
    get { state.current.attributes }
    nonmutating set { state.change { $0.attributes = newValue } }
  }

  /// Says whether it went well; with the code `error` the call fails, with `ok` it does not, whatever errors were recorded.
  ///
  /// - Parameter status: The code, and the reason.
  public func setStatus(_ status: SpanStatus) { state.change { $0.status = status } }

  /// Counts an event; the log does not tell of it.
  ///
  /// - Parameter event: What happened within the span.
  public func addEvent(_ event: SpanEvent) { state.change { $0.events += 1 } }

  /// Lets the call fail with an error as its reason, unless its status says that it went well.
  ///
  /// - Parameters:
  ///   - error: The error, told by its description.
  ///   - attributes: What is known of it beside that, which is only counted.
  ///   - instant: When it occurred; the log does not tell.
  public func recordError<Instant: TracerInstant>(
    _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant
  ) {
    let text = "\(error)"
    state.change {
      $0.error = text
      $0.leftOut += attributes.count
    }
  }

  /// Lets the call follow from another span, which it is not within.
  ///
  /// - Parameter link: What names the other span.
  public func addLink(_ link: SpanLink) {
    let number = state.number(of: link.context[SpanReference.Key.self])
    state.change {
      $0.links.append(number)
      $0.leftOut += link.attributes.count
    }
  }

  /// Ends it.
  ///
  /// - Parameter instant: When it ended; before its start, or before what has been written, is taken for the first instant after that.
  public func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
    state.end { instant().nanosecondsSinceEpoch }
  }
}
