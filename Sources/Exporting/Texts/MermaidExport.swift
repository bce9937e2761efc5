internal import EventLog
internal import Formatting
internal import TraceAnalysis

extension TraceExport {
  /// A Gantt chart in Mermaid's language, which GitHub and others draw where it stands in Markdown.
  static let mermaid = TraceExport(
    word: "mermaid", name: "a Mermaid chart", fileExtensions: [".mmd", ".mermaid"],
    write: { run throws(ExportError) in
      let chart = MermaidChart(run)
      return Export(bytes: Array(chart.text.utf8), notes: chart.notes)
    })
}

/// The bars of a run that matter most, as text that Mermaid draws.
struct MermaidChart {
  private let run: ExportedRun
  /// The calls that are shown, in the order of their lanes and starts.
  private let shown: [CallRecord]
  /// How many calls ran.
  private let count: Int
  private let scale: MermaidScale
  /// What is said of the calls that are not shown; nil if all are.
  private let leftOut: String?

  /// More bars than that nobody reads, and Mermaid draws slowly.
  private static let most = 50

  init(_ run: ExportedRun) {
    self.run = run
    let all = run.lanes.calls.filter { !$0.isFlow }
    count = all.count
    let important = all.sorted { left, right in
      let (one, other) = (run.rank(of: left), run.rank(of: right))
      return (other.isOnPath ? 1 : 0, other.length, left.number)
        < (one.isOnPath ? 1 : 0, one.length, right.number)
    }
    shown = important.prefix(Self.most).sorted {
      (run.lanes.lane(of: $0), $0.startedAt ?? 0, $0.number)
        < (run.lanes.lane(of: $1), $1.startedAt ?? 0, $1.number)
    }
    scale = MermaidScale(longest: shown.map { ExportedRun.end(of: $0) }.max() ?? 0)
    leftOut = shown.count < count ? Self.leftOutSentence(run, shown, of: count) : nil
  }

  /// The whole run.
  var text: String { text(at: nil) }

  /// The run at an instant: what is done by then, what runs, and what is still to come; nil for all of it.
  func text(at instant: Nanoseconds?) -> String {
    var lines = ["gantt"]
    let part = leftOut != nil ? ", \(shown.count) of \(count) calls" : ""
    lines.append(
      "    title \(mermaidText(run.run.name, or: "run")) - \(timeText(run.run.makespan))\(part)")
    if let leftOut { lines.append("    %% \(leftOut)") }
    lines.append("    dateFormat x")
    lines.append("    axisFormat \(scale.axis)")
    lines.append("    todayMarker off")
    if let instant {
      // Every instant has the same bars, and so the same axis.
      lines.append("    section now")
      lines.append("    \(timeText(instant)) :milestone, now, \(scale.units(instant)), 0ms")
    }
    var section: Int?
    for call in shown {
      let lane = run.lanes.lane(of: call)
      if section != lane {
        section = lane
        lines.append("    section \(mermaidText(run.lanes.all[lane].title, or: "lane"))")
      }
      lines.append("    \(bar(of: call, at: instant))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func bar(of call: CallRecord, at instant: Nanoseconds?) -> String {
    let (start, end) = (call.startedAt ?? 0, ExportedRun.end(of: call))
    var name = mermaidText(run.name(of: call), or: "(no name)")
    // How a call ended is not known before.
    let hasEnded = instant.map { end <= $0 } ?? true
    if run.hasFailed(call), hasEnded { name += " (failed)" }
    if run.wasStopped(call), hasEnded { name += " (stopped)" }
    var marks: [String] = []
    if let instant, start <= instant { marks.append(hasEnded ? "done" : "active") }
    if start == end { marks.append("milestone") }
    if run.critical[Int(call.number) - 1] != nil { marks.append("crit") }
    let first = scale.units(start)
    marks.append("c\(call.number)")
    return
      "\(name) :\(marks.joined(separator: ", ")), \(first), \(scale.units(end) - first)ms"
  }

  private static func leftOutSentence(
    _ run: ExportedRun, _ shown: [CallRecord], of count: Int
  ) -> String {
    let numbers = Set(shown.map(\.number))
    let left = run.lanes.calls.filter { !$0.isFlow && !numbers.contains($0.number) }
    let work = left.reduce(Int128(0)) { $0 + Int128($1.running) }
    let all = max(1, run.run.measures.callTime)
    let longest = left.map(\.running).max() ?? 0
    return
      "Left out: \(count - shown.count) of \(counted(count, "call")), none longer than \(timeText(longest)), "
      + "together \(percentText(work, all)) of the running."
  }

  var notes: [String] {
    run.neverStartedNote
      + (leftOut.map {
        ["\($0) A chart shows \(Self.most), those on a path and then the longest."]
      } ?? [])
  }
}

extension ExportedRun {
  /// How much a call matters: whether it is on a path, and how long it took.
  fileprivate func rank(of call: CallRecord) -> (isOnPath: Bool, length: Nanoseconds) {
    let index = Int(call.number) - 1
    return (
      critical[index] != nil || observed[index] != nil,
      Self.end(of: call) - (call.startedAt ?? 0)
    )
  }
}

/// How times are shown in a chart whose language knows nothing shorter than a millisecond.
struct MermaidScale {
  /// How many nanoseconds stand for one millisecond of the chart.
  private let unit: Nanoseconds
  /// What the axis is labelled with.
  let axis: String

  /// Short runs are shown in microseconds or nanoseconds, so that no bar that matters vanishes.
  init(longest: Nanoseconds) {
    if longest < 10_000 {
      (unit, axis) = (1, "%Q ns")
    } else if longest < 10_000_000 {
      (unit, axis) = (1_000, "%Q µs")
    } else {
      (unit, axis) = (1_000_000, longest < 10_000_000_000 ? "%Q ms" : "%s s")
    }
  }

  func units(_ time: Nanoseconds) -> Nanoseconds { (time + unit / 2) / unit }
}

/// A text that stands for itself wherever a chart has one.
///
/// Mermaid has no quotes here: a colon ends a name, `#` and `;` begin and end a character by its number, `%%` begins a
/// comment, and a name that begins as a command or a date does is one. All of these are written by their numbers.
///
/// - Parameters:
///   - text: The text.
///   - other: What stands for a text of which nothing can be seen.
/// - Returns: The text as it is written.
func mermaidText(_ text: String, or other: String) -> String {
  let visible = text.visibleText.trimmingBlanks
  guard !visible.isEmpty else { return other }
  let isCommand =
    mermaidCommands.contains { visible.lowercased().hasPrefix($0) } || visible.beginsAsDate
  var escaped = ""
  for (place, scalar) in visible.unicodeScalars.enumerated() {
    if "#:;%<>&\"\\`".unicodeScalars.contains(scalar) || (place == 0 && isCommand) {
      escaped += "#\(scalar.value);"
    } else {
      escaped.unicodeScalars.append(scalar)
    }
  }
  return escaped
}

/// What a line of a chart may begin with that is no name.
private let mermaidCommands = [
  "gantt", "title", "section", "dateformat", "axisformat", "tickinterval", "inclusiveenddates",
  "topaxis", "excludes", "includes", "todaymarker", "weekday", "weekend", "click", "call", "href",
  "acctitle", "accdescr",
]

extension String {
  /// Whether it begins as `2026-11-28` does.
  fileprivate var beginsAsDate: Bool {
    let start = Array(utf8.prefix(5))
    return start.count == 5 && start[4] == UInt8(ascii: "-")
      && start[..<4].allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  fileprivate var trimmingBlanks: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
