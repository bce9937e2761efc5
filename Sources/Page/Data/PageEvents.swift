internal import EventLog
internal import Formatting
internal import Reports
internal import TraceAnalysis

/// The events of a run as they are listed for people, each with its causes.
struct PageEvents {
  /// Of more events only the calls are told.
  static let most = 20_000

  private let log: Log

  /// The events; nil if there are too many.
  init?(_ run: Analysis) {
    guard run.log.events.count <= Self.most else { return nil }
    log = run.log
  }

  /// Writes the events.
  ///
  /// - Complexity: O(*n*) in the number of events and causes.
  func write(to json: inout JSONSink, _ rows: PageRows, _ clock: PageClock) {
    let report = EventsReport(log)
    json.beginObject()
    json.column("at", log.events.map { clock.ticks($0.at) })
    json.column("call", log.events.map { rows[$0.call] })
    json.texts(
      "text",
      log.events.indices.map { seq in
        let subject = report.subject(of: seq)
        let word = "\(log.events[seq].kind.word)"
        return subject.isEmpty ? word : "\(word) \(subject)".clipped(toBytes: 400)
      })
    json.list("causes", count: log.events.count) { list in
      for seq in log.events.indices {
        list.beginArray()
        for cause in log.causes(of: seq) { list.value(cause.seq) }
        list.endArray()
      }
    }
    json.endObject()
  }
}
