internal import EventLog

/// A span as a tracer of requests writes it down, whatever the format: one operation of one service.
///
/// Texts are names in the `SpanFile` that holds it.
struct SpanRecord {
  /// What part a span has in an exchange between two services.
  enum Kind: UInt8 {
    case other, client, server, producer, consumer
  }

  /// Its trace and its id; no id if it has none.
  var key: SpanKey
  /// The span that it belongs to; nil if it is the root of its trace.
  var parent: SpanKey?
  /// What it did; none if that is not said.
  var operation = Name.none
  /// The service that did it.
  var service = Name.none
  /// The service and where it ran: spans of one process share a clock.
  var process = Name.none
  var kind = Kind.other
  /// Nanoseconds since 1970, never negative; nil where it is not said.
  var start: Nanoseconds?
  var end: Nanoseconds?
  /// Why it failed, empty if that is not said; nil if it did not.
  var failure: Name?
  /// What it was called with, as far as that says what it did; none if nothing does.
  var arguments = Name.none
}

/// Which span of which trace is meant.
struct SpanKey: Hashable {
  var trace: Name
  var id: Name
}

/// That a span came after another that it does not belong to: a link, or a reference `FOLLOWS_FROM`.
struct SpanLink {
  /// The place of the span that has the link.
  var span: Int32
  /// The span that it came after.
  var to: SpanKey
  /// Whether it was worked out, and not recorded.
  var isInferred = false
}
