internal import Dispatch
internal import EventLog
internal import FileSystem
internal import Synchronization
internal import Tracing

/// Takes in what happens to spans, on whatever threads, and lets it be written a little later by another.
///
/// Who starts or ends a span waits for no more than its place in a list. What has come is put in the order of time,
/// written down and encoded some milliseconds later: by then most spans have got their attributes.
final class SpanRecorder: Sendable {
  private struct Inbox {
    var moments: [SpanMoment] = []
    var isScheduled = false
    var isClosed = false
  }

  /// How long what is told may come late behind what others tell.
  private static let lateness: Nanoseconds = 20_000_000

  let ids = SpanIDs()
  private let start: UInt64
  /// How long what has happened may wait until it is written.
  private let delay: DispatchTimeInterval
  private let inbox = Mutex(Inbox())
  private let writer: Mutex<SpanWriter>
  private let secondEnds = Atomic<Int>(0)
  private let queue = DispatchQueue(label: "meanwhile.tracing")

  /// Begins the log at an instant, in nanoseconds since 1970.
  ///
  /// - Throws: `FileError` if it cannot be written.
  init(
    path: String, name: String, overwriting: Bool,
    start: UInt64 = DefaultTracerClock.now.nanosecondsSinceEpoch,
    delay: DispatchTimeInterval = .milliseconds(50)
  ) throws(FileError) {
    (self.start, self.delay) = (start, delay)
    writer = Mutex(try SpanWriter(path: path, name: name, overwriting: overwriting))
  }

  /// Whether nothing is taken in any more.
  var isClosed: Bool { inbox.withLock { $0.isClosed } }

  /// The time since the start of the log.
  var now: Nanoseconds { time(of: DefaultTracerClock.now.nanosecondsSinceEpoch).time }

  /// An instant of the wall's clock as a time of the log, and whether that is another one.
  func time(of instant: UInt64) -> (time: Nanoseconds, isMoved: Bool) {
    guard instant >= start else { return (0, true) }
    let time = instant - start
    return time <= UInt64(Log.longestTime) ? (Nanoseconds(time), false) : (Log.longestTime, true)
  }

  /// Takes in what happened.
  func record(_ moment: SpanMoment) {
    let isFirst = inbox.withLock { inbox in
      guard !inbox.isClosed else { return false }
      inbox.moments.append(moment)
      defer { inbox.isScheduled = true }
      return !inbox.isScheduled
    }
    if isFirst { schedule() }
  }

  /// Counts a span that was ended again.
  func noteSecondEnd() { secondEnds.add(1, ordering: .relaxed) }

  /// Writes all that has happened so far.
  func flush() { write(until: now) }

  /// Ends the log.
  ///
  /// - Throws: `FileError` with what went wrong first with the file.
  func close() throws(FileError) -> TracingNotes {
    inbox.withLock { $0.isClosed = true }
    let (now, secondEnds) = (now, secondEnds.load(ordering: .relaxed))
    let result = writer.withLock { writer in
      inbox.withLock { writer.take(&$0.moments) }
      return writer.close(at: now, secondEnds: secondEnds)
    }
    return try result.get()
  }

  private func schedule() {
    queue.asyncAfter(deadline: .now() + delay) { [self] in
      inbox.withLock { $0.isScheduled = false }
      write(until: max(0, now - Self.lateness))
    }
  }

  private func write(until time: Nanoseconds) {
    let isMoreToCome = writer.withLock { writer in
      inbox.withLock { writer.take(&$0.moments) }
      return writer.write(until: time)
    }
    guard isMoreToCome else { return }
    let isFirst = inbox.withLock { inbox in
      defer { inbox.isScheduled = true }
      return !inbox.isScheduled && !inbox.isClosed
    }
    if isFirst { schedule() }
  }
}
