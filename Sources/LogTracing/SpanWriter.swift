internal import EventLog
internal import FileSystem

/// Puts what happened to spans in the order of time, and writes it down.
struct SpanWriter: ~Copyable {
  private var journal: SpanJournal
  private let file: SpanLogFile
  /// What has come and is not written, and what came last.
  private var waiting: [SpanMoment] = []
  private var arrived: [SpanMoment] = []
  private var outcome: Result<TracingNotes, FileError>?

  init(path: String, name: String, overwriting: Bool) throws(FileError) {
    file = try SpanLogFile(path, overwriting: overwriting)
    journal = SpanJournal(name: name)
    file.write(journal.log)
  }

  /// Takes what has come, and gives an empty list back for it.
  mutating func take(_ moments: inout [SpanMoment]) {
    swap(&arrived, &moments)
    waiting += arrived
    arrived.removeAll(keepingCapacity: true)
  }

  /// Writes what happened until an instant; true if there is more, which comes later.
  ///
  /// Of what happened at one instant, what was told first comes first.
  mutating func write(until time: Nanoseconds) -> Bool {
    guard outcome == nil, file.failure == nil else {
      waiting.removeAll()
      return false
    }
    sort()
    let count = waiting.firstIndex { $0.at > time } ?? waiting.count
    for moment in waiting[..<count] { journal.write(moment) }
    waiting.removeSubrange(..<count)
    file.write(journal.log)
    return !waiting.isEmpty
  }

  private mutating func sort() {
    guard zip(waiting, waiting.dropFirst()).contains(where: { $0.at > $1.at }) else { return }
    waiting = waiting.enumerated().sorted {
      ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
    }.map(\.element)
  }

  /// Ends the log at an instant: what is said to happen later happens then.
  mutating func close(at time: Nanoseconds, secondEnds: Int) -> Result<TracingNotes, FileError> {
    if let outcome { return outcome }
    for place in waiting.indices where waiting[place].at > time {
      (waiting[place].at, waiting[place].isMoved) = (time, true)
    }
    _ = write(until: time)
    var notes = journal.close(at: time) { log, renamed in file.close(log, renamed) }
    notes.endedTwice = secondEnds
    let outcome =
      file.failure.map { Result<TracingNotes, FileError>.failure($0) } ?? .success(notes)
    self.outcome = outcome
    return outcome
  }
}
