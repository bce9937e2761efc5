import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Reads a trace as what it looks like, and holds it against all that is promised of every import.
func readSound(_ input: TraceInput) throws -> Import {
  guard case .trace(let format)? = InputFormat(of: input.bytes) else {
    throw ImportError(line: 1, problem: "not known")
  }
  let run = try format.read(input)
  try expectSound(run)
  return run
}

/// Holds an import against all that is promised of every one, whatever the format.
func expectSound(
  _ trace: Import, _ place: Comment = "", sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let log = trace.log
  // Only of a run that goes on beyond its trace the log is not closed.
  let isCut = trace.notes.contains { $0.sentence.contains("ends before it is complete") }
  let hasStopped = log.events.contains {
    if case .callStopped = $0.kind { true } else { false }
  }
  let isBefore = trace.notes.contains {
    $0.sentence.contains("still running when this was written")
  }
  #expect(log.isClosed || isCut || hasStopped || isBefore, place, sourceLocation: sourceLocation)
  let again = try Log.read(log.encoded())
  #expect(again.tornTail.isEmpty, place, sourceLocation: sourceLocation)
  #expect(again.log.header == log.header, place, sourceLocation: sourceLocation)
  #expect(log.firstDifference(from: again.log) == nil, place, sourceLocation: sourceLocation)

  var state = RunState()
  for (seq, event) in log.events.enumerated() {
    try state.apply(event)
    for cause in log.causes(of: seq) where log.events[Int(cause.seq)].at > event.at {
      Issue.record("event \(seq) is before its cause. \(place)", sourceLocation: sourceLocation)
    }
  }
  let isOver = state.calls.allSatisfy { $0.status.isFinal }
  #expect(isOver, place, sourceLocation: sourceLocation)
  expectInvariants(Analysis(log), place, sourceLocation: sourceLocation)
}

private func expectInvariants(
  _ run: Analysis, _ place: Comment, sourceLocation: SourceLocation
) {
  let measures = run.measures
  let floor = measures.floor ?? 0
  #expect(0 <= floor && floor <= measures.span, place, sourceLocation: sourceLocation)
  #expect(measures.span <= measures.makespan, place, sourceLocation: sourceLocation)
  #expect(measures.lowerBound <= measures.makespan, place, sourceLocation: sourceLocation)
  #expect(measures.machines >= measures.peak, place, sourceLocation: sourceLocation)
  let earliest = run.table.calls.map(\.requestedAt).min() ?? 0
  #expect(earliest == 0, place, sourceLocation: sourceLocation)
  let path = Set(run.criticalPath.parts.map(\.call))
  let hasRoom = run.table.calls.allSatisfy { call in
    let index = Int(call.number) - 1
    let (slack, drag) = (run.slack.total[index], run.slack.drag[index])
    return slack >= 0 && drag <= call.running
      && (path.contains(call.number) ? slack == 0 : drag == 0)
  }
  #expect(hasRoom, place, sourceLocation: sourceLocation)
  var at: Nanoseconds = 0
  for part in run.observedPath.parts {
    #expect(part.start == at, place, sourceLocation: sourceLocation)
    at = part.end
  }
  #expect(at == measures.makespan, place, sourceLocation: sourceLocation)
}

/// A ninja log of those rows.
func ninjaLog(_ rows: String..., version: String = "5") -> [UInt8] {
  Array((["# ninja log v\(version)"] + rows).map { $0 + "\n" }.joined().utf8)
}

/// A row of a ninja log.
func row(
  _ start: Int64, _ end: Int64, _ output: String, hash: String? = nil, modified: Int64 = 0
) -> String {
  "\(start)\t\(end)\t\(modified)\t\(output)\t\(hash ?? "hash of \(output)")"
}

extension Import {
  /// The calls: `a.o 0–20 on 1`, in milliseconds and lanes.
  var words: [String] {
    Analysis(log).calls.map { call in
      let (start, end) = ((call.startedAt ?? -1) / 1_000_000, (call.endedAt ?? -1) / 1_000_000)
      let more = call.arguments.isNone ? "" : " \(log.names[call.arguments])"
      return "\(log.names[call.component]) \(start)–\(end) on \(call.slot)\(more)"
    }
  }
}
