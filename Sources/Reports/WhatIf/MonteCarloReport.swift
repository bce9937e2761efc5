internal import EventLog
internal import Formatting
public import WhatIf

/// How long a scenario takes over many runs with other draws, and what is critical in how many of them.
///
///     print(MonteCarloReport(runs, name: "pipeline", inputs: ["pipeline.yaml"]).text)
public struct MonteCarloReport: Report, Sendable, TellsTimes {
  private let runs: MonteCarlo
  private let before: MonteCarlo?
  private let changes: [Change]
  private let name: String
  private let inputs: [String]
  let timeScale: TimeScale

  /// Makes the report of some runs.
  ///
  /// - Parameters:
  ///   - runs: The runs.
  ///   - before: The same runs without changes, if there are any.
  ///   - changes: The changes.
  ///   - name: How the scenario is called.
  ///   - inputs: Its file, by which one run can be had again, or those of all recordings.
  public init(
    _ runs: MonteCarlo, before: MonteCarlo? = nil, changes: [Change] = [], name: String,
    inputs: [String]
  ) {
    self.runs = runs
    self.before = before
    self.changes = changes
    self.name = name
    self.inputs = inputs
    timeScale = TimeScale(longest: max(runs.sorted.last ?? 0, before?.sorted.last ?? 0))
  }

  private static let percents: [Double] = [0, 5, 25, 50, 75, 90, 95, 99, 100]

  /// The report for people; its first line is the answer.
  public var text: String {
    guard let mean = runs.mean else { return answer + "\n" }
    var lines = [answer, ""] + table.lines
    if let recordings = runs.recordings { lines += [""] + origin(recordings) }
    lines += ["", "  mean \(timeText(mean)), standard deviation \(timeText(runs.deviation))"]
    if runs.unfinished > 0 {
      lines.append(
        "  \(counted(runs.unfinished, "run")) of \(runs.count) did not come to an end, and do not count"
      )
    }
    lines += ["", "how many took how long:"] + histogram
    lines +=
      [
        "",
        "on the critical path, of the first \(counted(runs.examined, "run"))\(runs.unfinished > 0 ? ", those that did not come to an end too" : ""):",
      ] + critical
    if let longest = runs.longest, changes.isEmpty, runs.recordings == nil {
      lines += ["", "the longest again: meanwhile summary \(inputs[0]) --seed \(longest.seed)"]
    }
    return lines.map(\.visibleText).joined(separator: "\n") + "\n"
  }

  private var answer: String {
    let origin = runs.recordings.map { " drawn from \(counted($0.count, "recording"))" } ?? ""
    let words = origin + (changes.isEmpty ? "" : " " + changes.map(\.words).joined(separator: ", "))
    guard let median = runs.percentile(50), let nine = runs.percentile(90),
      let longest = runs.longest
    else { return "\(name)\(words): none of \(counted(runs.count, "run")) came to its end" }
    let was = before?.percentile(50).map { "\(timeText($0)) → " } ?? ""
    return
      "\(name): half of \(countedRuns)\(words) take at most \(was)\(timeText(median)), "
      + "nine in ten at most \(timeText(nine)), the longest \(timeText(longest.makespan)) (seed \(longest.seed))"
  }

  /// The runs whose times are told.
  private var countedRuns: String {
    let finished = runs.count - runs.unfinished
    return runs.unfinished == 0
      ? counted(runs.count, "run")
      : "the \(finished) of \(counted(runs.count, "run")) that came to their end"
  }

  /// Where times that were recorded come from, and what is assumed.
  private func origin(_ recordings: MonteCarlo.Recordings) -> [String] {
    var lines = [
      "  each of \(counted(recordings.calls, "call")) takes one of the times that \(counted(recordings.count, "recording")) have "
        + "for it, independently of the other calls: that is assumed,",
      "  and runs are spread less than that where all calls of a recording were slow together; "
        + "what follows from what, and the rest, is as in \(inputs[0])",
    ]
    let once = recordings.recordedOnce
    guard !once.isEmpty else { return lines }
    let names = once.prefix(8).joined(separator: ", ")
    let more = once.count > 8 ? " and \(once.count - 8) more" : ""
    let calls = counted(recordings.callsRecordedOnce, "call")
    lines.append(
      "  recorded once, and always as long as then: \(calls) of \(names)\(more)")
    return lines
  }

  private var table: Table {
    var table = Table([.right, .right, .right])
    if before != nil { table.add("at most", "before", "after") }
    for percent in Self.percents {
      guard let time = runs.percentile(percent) else { continue }
      let label = percent == 0 ? "least" : percent == 100 ? "most" : "\(Int(percent)) %"
      if let was = before?.percentile(percent) {
        table.add(label, timeText(was), timeText(time))
      } else {
        table.add(label, timeText(time))
      }
    }
    return table
  }

  /// At most fifteen rows, each a range of times of the same round length.
  private var histogram: [String] {
    guard let least = runs.sorted.first, let most = runs.sorted.last, most > least else {
      return ["  all \(timeText(runs.sorted.first ?? 0))"]
    }
    let width = Self.roundStep(atLeast: (most - least) / 13)
    let start = least / width * width
    var counts: [Int] = []
    for time in runs.sorted {
      let row = Int((time - start) / width)
      while counts.count <= row { counts.append(0) }
      counts[row] += 1
    }
    let highest = counts.max() ?? 1
    var table = Table([.right, .right, .left])
    for (row, count) in counts.enumerated() {
      let bar = String(repeating: "█", count: (count * 40 + highest - 1) / highest)
      table.add(
        "from \(timeText(start + Int64(row) * width))", percentText(count, runs.sorted.count), bar)
    }
    return table.lines
  }

  /// The least of 1, 2, 5, 10, 20, 50 and so on nanoseconds that is no less.
  private static func roundStep(atLeast time: Nanoseconds) -> Nanoseconds {
    var step: Nanoseconds = 1
    while step < time {
      for factor in [2, 5, 10] as [Nanoseconds] where step * factor >= time { return step * factor }
      step *= 10
    }
    return step
  }

  private var critical: [String] {
    var table = Table([.right, .left])
    for component in runs.criticality.prefix(10) {
      table.add(percentText(component.runs, runs.examined), component.component)
    }
    let more = runs.criticality.count - 10
    return table.lines + (more > 0 ? ["  … and \(more) more; --format json and csv list all"] : [])
  }

  /// The report for programs.
  public func jsonText(with notes: [InputNotes]) -> String {
    JSONValue.report(
      [
        ("name", .string(name)), ("runs", .integer(runs.count)),
        ("first_seed", .wholeNumber(Int128(runs.firstSeed))),
        ("unfinished", .integer(runs.unfinished)),
        ("changes", .array(changes.map { .string($0.option) })),
        ("percentiles", percentiles(of: runs)),
        ("percentiles_before", before.map(percentiles) ?? .null),
        ("mean_ns", JSONValue(runs.mean)), ("deviation_ns", .integer(runs.deviation)),
        ("longest_seed", JSONValue(runs.longest.map { Int128($0.seed) })),
        ("shortest_seed", JSONValue(runs.shortest.map { Int128($0.seed) })),
        ("recordings", recordings), ("examined", .integer(runs.examined)),
        ("criticality", JSONValue(criticality: runs.criticality)),
        ("makespans_ns", JSONValue(makespans: runs.makespans)),
      ], notes)
  }

  private var recordings: JSONValue {
    guard let recordings = runs.recordings else { return .null }
    return .object([
      ("inputs", .array(inputs.map(JSONValue.string))), ("calls", .integer(recordings.calls)),
      ("calls_recorded_once", .integer(recordings.callsRecordedOnce)),
      ("recorded_once", .array(recordings.recordedOnce.map(JSONValue.string))),
      ("assumed", .string("independence")),
    ])
  }

  private func percentiles(of runs: MonteCarlo) -> JSONValue {
    .array(
      Self.percents.map {
        .object([("percent", .number($0)), ("at_most_ns", JSONValue(runs.percentile($0)))])
      })
  }

  /// The report for tables: a row for each run.
  public var csv: String {
    csvText(
      [["seed", "makespan_ns"]]
        + runs.makespans.enumerated().map { place, time in
          ["\(runs.firstSeed &+ UInt64(place))", time < 0 ? "" : "\(time)"]
        })
  }
}
