internal import Synchronization

/// Numbers that spans and traces are known by: those of one tracer follow each other, from somewhere that no other tracer has.
///
/// So a number that comes back from outside tells which span it is of, if it is one of this tracer's.
final class SpanIDs: Sendable {
  private let count = Atomic<UInt64>(0)
  private let traceHigh = UInt64.random(in: 1 ... .max)
  private let spanBase = UInt64.random(in: 0 ... .max)

  /// The number of the next span, from 1.
  func next() -> UInt64 { count.add(1, ordering: .relaxed).newValue }

  /// What a span is known by outside.
  func spanID(of number: UInt64) -> UInt64 {
    let id = spanBase &+ number
    // None is no span.
    return id == 0 ? .max : id
  }

  /// The trace that a span begins which is within none; its lower half is spread evenly, as who samples by it wants.
  func trace(of number: UInt64) -> TraceIdentity {
    var low = (spanBase ^ number) &* 0x9e37_79b9_7f4a_7c15
    low = (low ^ low >> 30) &* 0xbf58_476d_1ce4_e5b9
    low = (low ^ low >> 27) &* 0x94d0_49bb_1331_11eb
    return TraceIdentity(high: traceHigh, low: low ^ low >> 31)
  }

  /// The number of a span of this tracer that came back from outside; nil of any other.
  func number(of parent: TraceParent) -> UInt64? {
    let number = parent.spanID &- spanBase
    guard parent.trace.high == traceHigh, number > 0, number <= count.load(ordering: .relaxed)
    else { return nil }
    return number
  }
}
