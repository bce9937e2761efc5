import EventLog
import Foundation

/// The peer of the log: the same fields, written and read with Foundation's JSON coder, which is what
/// most people would write a log of lines with.
enum PeerLog {
  private struct Line: Codable {
    var seq: Int
    var at: Int64
    var kind: String
    var component: String
    var call: UInt32
    var causes: [UInt32]
  }

  /// Seconds an event for writing and reading; measured on at most 20,000 events.
  static func measure(_ log: Log) throws -> (writing: Double, reading: Double) {
    let count = min(20_000, log.events.count)
    let lines = (0..<count).map { seq in
      let event = log.events[seq]
      return Line(
        seq: seq, at: event.at, kind: "\(event.kind.word)", component: log.names[event.component],
        call: event.call, causes: log.causes(of: seq).map(\.seq))
    }
    let encoder = JSONEncoder()
    let writing = try Measurement { try lines.map { try encoder.encode($0) } }
    let decoder = JSONDecoder()
    let reading = try Measurement {
      try writing.result.map { try decoder.decode(Line.self, from: $0) }
    }
    precondition(reading.result.count == count)
    return (writing.seconds / Double(count), reading.seconds / Double(count))
  }
}
