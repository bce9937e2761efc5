internal import EventLog
internal import Formatting
public import WhatIf

/// How long a run takes with one number after another, as a table: with the bounds that work and span set, and the knee of the curve.
///
///     print(SweepReport(sweep, name: "build").text)
public struct SweepReport: Report, Sendable, TellsTimes {
  private let sweep: Sweep
  private let name: String
  let timeScale: TimeScale

  /// Makes the report of a sweep.
  ///
  /// - Parameters:
  ///   - sweep: The sweep.
  ///   - name: How the run is called.
  public init(_ sweep: Sweep, name: String) {
    self.sweep = sweep
    self.name = name
    timeScale = TimeScale(longest: sweep.points.compactMap(\.makespan).max() ?? sweep.unchanged)
  }

  /// The report for people; its first line is the answer.
  public var text: String {
    var table = Table(Array(repeating: .right, count: head.count))
    table.add(cells: head)
    for row in rows { table.add(cells: row) }
    return ([answer.visibleText, ""] + table.lines + [""] + notes.map(\.visibleText))
      .joined(separator: "\n") + "\n"
  }

  /// The report in Markdown: the answer, then the table.
  public var markdown: String {
    var table = Table(Array(repeating: .right, count: head.count))
    for row in rows { table.add(cells: row) }
    return (["**\(answer.markdownText)**", ""] + table.markdownLines(head: head))
      .joined(separator: "\n") + "\n"
  }

  /// The first line: what the shortest run takes, and the knee, from which on more saves little.
  public var answer: String {
    let ended = sweep.points.filter { $0.makespan != nil }
    guard let best = ended.min(by: { ($0.makespan ?? 0) < ($1.makespan ?? 0) }),
      let time = best.makespan
    else { return "\(name): with none of these values does the run come to its end" }
    let estimate = sweep.isEstimate ? ", by estimate" : ""
    let shortest = "shortest \(timeText(time)) \(words(for: best))"
    guard let knee = sweep.knee, let almost = knee.makespan, knee != best else {
      return "\(name): \(timeText(sweep.unchanged)) as it is, \(shortest)\(estimate)"
    }
    return
      "\(name): \(timeText(sweep.unchanged)) as it is, \(timeText(almost)) \(words(for: knee)), the knee: "
      + "within 5 % of the \(shortest)\(estimate)"
  }

  /// What is another way in a run of the sweep: `with 5 workers`.
  ///
  /// - Parameter point: The run.
  /// - Returns: Words that go on after a time.
  public func words(for point: Sweep.Point) -> String {
    "with "
      + zip(sweep.axes, point.values).map { axis, value in
        switch axis.subject {
        case .workers: counted(Int(value.text) ?? 0, "worker")
        case .slots(let machine): "\(counted(Int(value.text) ?? 0, "slot")) of \(machine)"
        case .faster(let name): "\(name) \(value.text) as fast"
        case .takes(let name): "\(name) taking \(value.text)"
        case .overhead: "\(value.text) more for every call"
        }
      }.joined(separator: " and ")
  }

  /// How long a run of the sweep takes, in words, or why that cannot be told.
  ///
  /// - Parameter point: The run.
  /// - Returns: `2.3 s`, `does not come to its end`, or `not possible` with the reason.
  package func outcome(of point: Sweep.Point) -> String {
    if let problem = point.problem { return "not possible: \(problem)" }
    return point.makespan.map { timeText($0) } ?? "does not come to its end"
  }

  /// What the columns are.
  package var head: [String] {
    sweep.axes.map(\.name) + ["takes", "saves", "speedup"]
      + (sweep.countsAllWork ? ["efficiency", "cost"] : []) + (tellsLeast ? ["least"] : [])
      + (tellsMost ? ["at most"] : [])
  }

  private var tellsLeast: Bool { sweep.points.contains { $0.least != nil } }
  private var tellsMost: Bool { sweep.points.contains { $0.most != nil } }

  /// The cells of the table, a row for each value.
  package var rows: [[String]] { sweep.points.map(row) }

  private func row(of point: Sweep.Point) -> [String] {
    let values = point.values.map(\.text)
    if point.problem != nil { return values + ["not possible"] }
    guard let time = point.makespan else { return values + ["does not end"] }
    let saved = sweep.unchanged - time
    var cells = [
      timeText(time), saved < 0 ? "−\(timeText(-saved))" : timeText(saved),
      time > 0 ? "\(ratioText(sweep.unchanged, time))×" : "",
    ]
    if sweep.countsAllWork {
      let cost = Int128(point.workers ?? 0) * Int128(time)
      cells += [cost > 0 ? percentText(sweep.work, cost) : "", timeText(cost)]
    }
    if tellsLeast { cells.append(point.least.map { timeText($0) } ?? "") }
    if tellsMost { cells.append(point.most.map { timeText($0) } ?? "") }
    return values + cells
  }

  /// Why the run cannot be made with some of the values: the first of them with its reason, and how many more there are.
  private var problems: [String] {
    let impossible = sweep.points.filter { $0.problem != nil }
    guard let first = impossible.first, let problem = first.problem else { return [] }
    let more = impossible.count - 1
    return ["not possible \(words(for: first))\(more > 0 ? ", and \(more) more" : ""): \(problem)"]
  }

  private var notes: [String] {
    let anomaly = sweep.anomaly.map { before, after in
      "\(timeText(after.makespan ?? 0)) \(words(for: after)), \(timeText(before.makespan ?? 0)) \(words(for: before)): "
        + GrahamAnomaly.sentence
    }
    var notes: [String] = []
    let efficiency = "efficiency: the part of cost, which is workers × time, that is work"
    let chain = sweep.isChainKnown ? "chain" : "call"
    let least = "least: the larger of work over workers and the longest \(chain)"
    let columns = (sweep.countsAllWork ? [efficiency] : []) + (tellsLeast ? [least] : [])
    if !columns.isEmpty { notes.append(columns.joined(separator: "; ")) }
    if tellsMost {
      notes.append(
        "at most: what no order takes longer than that keeps workers busy where it can (Graham, Brent)"
      )
    }
    return problems + notes + [anomaly].compactMap(\.self)
  }

  /// The report for programs.
  public func jsonText(with notes: [InputNotes]) -> String {
    JSONValue.report(
      [
        ("name", .string(name)), ("before_ns", .integer(sweep.unchanged)),
        ("work_ns", .integer(sweep.work)), ("span_ns", JSONValue(sweep.span)),
        ("is_estimate", .bool(sweep.isEstimate)),
        ("changes", .array(sweep.changes.map { .string($0.option) })),
        ("axes", .array(sweep.axes.map { .string($0.name) })),
        ("knee", .array((sweep.knee?.values ?? []).map(json))),
        (
          "points",
          .array(
            sweep.points.map { point in
              .object([
                ("values", .array(point.values.map(json))), ("after_ns", JSONValue(point.makespan)),
                ("lower_bound_ns", JSONValue(point.least)),
                ("greedy_bound_ns", JSONValue(point.most)),
                ("problem", point.problem.map(JSONValue.string) ?? .null),
              ])
            })
        ),
      ], notes)
  }

  private func json(_ value: AxisValue) -> JSONValue {
    switch value {
    case .count(let count): .integer(count)
    case .ratio(let ratio): .string(ratio.description)
    case .time(let time): .integer(time)
    }
  }

  /// The report for tables: a row for each point.
  public var csv: String {
    csvText(
      [sweep.axes.map(\.name) + ["after_ns", "lower_bound_ns", "greedy_bound_ns", "problem"]]
        + sweep.points.map { point in
          point.values.map { if case .time(let time) = $0 { "\(time)" } else { $0.text } } + [
            point.makespan.map { "\($0)" } ?? "",
            point.least.map { "\($0)" } ?? "", point.most.map { "\($0)" } ?? "",
            point.problem ?? "",
          ]
        })
  }
}
