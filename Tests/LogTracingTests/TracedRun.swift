import EventLog
import Foundation
import Synchronization
import Tracing

@testable import LogTracing

/// An instant that is told to a tracer, so many milliseconds after its start.
struct At: TracerInstant {
  var nanosecondsSinceEpoch: UInt64

  static let start = DefaultTracerClock.now.nanosecondsSinceEpoch - 3_600_000_000_000

  init(_ milliseconds: Int64) {
    nanosecondsSinceEpoch = UInt64(Int64(Self.start) + milliseconds * 1_000_000)
  }

  static func < (one: At, other: At) -> Bool {
    one.nanosecondsSinceEpoch < other.nanosecondsSinceEpoch
  }
}

/// What a tracer wrote.
struct TracedRun {
  var log: Log
  var notes: TracingNotes

  /// Every call in a line, with the one that it is within.
  var story: [String] {
    let parents = parents
    return log.allCalls.map { call in
      let parent = parents[call.number] ?? 0
      return "\(call)" + (parent > 0 ? ", within \(log.allCalls[Int(parent) - 1].component)" : "")
    }
  }

  /// The parent of each call.
  var parents: [CallNumber: CallNumber] {
    var parents: [CallNumber: CallNumber] = [:]
    for event in log.events {
      if case .callRequested(let parent, _, _) = event.kind { parents[event.call] = parent }
    }
    return parents
  }

  /// What happened to the calls of a component, at which milliseconds, and what by other calls led to it.
  func happenings(to component: String) -> [String] {
    log.events.indices.compactMap { seq in
      let event = log.events[seq]
      guard log.names[event.component] == component, event.call > 0 else { return nil }
      let causes = log.causes(of: seq).filter { log.events[Int($0.seq)].call != event.call }.map {
        cause in
        let other = log.events[Int(cause.seq)]
        return " after \(log.names[other.component]) \(other.kind.verb)"
      }
      return "\(event.at / 1_000_000) \(event.kind.verb)" + causes.joined()
    }
  }
}

extension Event.Kind {
  fileprivate var verb: String {
    switch self {
    case .callRequested: "requested"
    case .callStarted: "started"
    case .callBlocked: "blocked"
    case .callResumed: "resumed"
    case .callProgressed: "progressed"
    case .callSucceeded: "succeeded"
    case .callFailed: "failed"
    case .callStopped: "stopped"
    case .machineReleased: "released"
    default: "\(self)"
    }
  }
}

/// A file that is gone when this is.
final class TemporaryFile: Sendable {
  let path: String

  init() {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("meanwhile-\(UUID().uuidString).events.jsonl").path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var bytes: [UInt8] { (FileManager.default.contents(atPath: path)).map { Array($0) } ?? [] }
}

/// Makes a tracer that began an hour ago and writes nothing before it is closed or flushed, lets it trace something and reads what it
/// wrote; that it can be read says that it is sound.
func traced(
  _ body: (LogTracer, TemporaryFile) throws -> Void
) throws -> TracedRun {
  let file = TemporaryFile()
  let tracer = LogTracer(
    try SpanRecorder(
      path: file.path, name: "test", overwriting: false, start: At.start, delay: .never))
  try body(tracer, file)
  let notes = try tracer.close()
  return TracedRun(log: try Log.read(file.bytes).log, notes: notes)
}

/// The same on the clock of the wall, and as it is used.
func tracedLive(_ body: (LogTracer) async throws -> Void) async throws -> TracedRun {
  let file = TemporaryFile()
  let tracer = try LogTracer(writingTo: file.path, name: "test")
  try await body(tracer)
  let notes = try tracer.close()
  return TracedRun(log: try Log.read(file.bytes).log, notes: notes)
}

extension Tracer {
  /// Starts a span at an instant, within another or none.
  func start(_ name: String, within outer: (any Tracing.Span)? = nil, at time: Int64) -> Span {
    startSpan(name, context: outer?.context ?? .topLevel, at: At(time))
  }
}

extension Tracing.Span {
  /// Ends it at an instant.
  func end(_ time: Int64) { end(at: At(time)) }
}
