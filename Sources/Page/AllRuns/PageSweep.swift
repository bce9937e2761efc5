internal import EventLog
internal import Formatting
internal import Reports
internal import Simulation
internal import TraceAnalysis
internal import WhatIf

/// How long a run takes with other numbers of workers, or of slots of the machine that has most to do.
struct PageSweep {
  let sweep: Sweep
  let report: SweepReport

  /// So many events all points may come to.
  private static let mostEvents = 2_000_000

  /// Makes the run again with several numbers; nil where no number of anything says much.
  init?(_ source: PageSource) {
    let run = source.comparison.run
    guard run.isWhole, run.log.header.callTimes == .measured,
      let subject = Self.subject(of: source),
      let sweep = Self.sweep(source, subject)
    else { return nil }
    // A curve that is flat says nothing.
    let times = sweep.points.compactMap(\.makespan)
    guard times.count > 1, times.min() != times.max() else { return nil }
    self.sweep = sweep
    report = SweepReport(sweep, name: run.name)
  }

  private static func sweep(_ source: PageSource, _ subject: SweepAxis.Subject) -> Sweep? {
    let run = source.comparison.run
    let least = run.table.calls.lazy.map { run.table.slotCount(of: $0.number) }.max() ?? 1
    let room = mostEvents / max(1, run.log.events.count)
    let most = max(2 * run.measures.machines, min(8, run.measures.calls))
    let counts = counts(from: least, through: most).prefix(room)
    guard counts.count > 2 else { return nil }
    let axis = SweepAxis(subject, counts.map { .count($0) })
    if let model = source.model, let setup = source.setup, run.log.header.canRunAgain {
      return try? Sweep(model, setup, before: run, [axis])
    }
    return try? Sweep(run, [axis])
  }

  /// Numbers one by one, and from eight on in steps of a half and a third.
  private static func counts(from least: Int, through most: Int) -> [Int] {
    var counts: [Int] = []
    var count = least
    while count <= max(most, least + 3), counts.count < 24 {
      counts.append(count)
      count = count < 8 ? count + 1 : count.nonzeroBitCount == 1 ? count / 2 * 3 : count / 3 * 4
    }
    return counts
  }

  /// What is counted: workers, but where a scenario declares machines, the slots of that which has most to do.
  private static func subject(of source: PageSource) -> SweepAxis.Subject? {
    let run = source.comparison.run
    switch run.traceKind {
    case .program, .requests, .workflow: return nil
    case nil, .build, .tests, .pipeline, .jobs: break
    }
    guard let model = source.model, !model.machines.isEmpty, model.tasks == nil else {
      return .workers
    }
    let busiest = run.measures.machineUses.max { $0.share < $1.share }
    return busiest.map { .slots(run.log.names[$0.name]) }
  }

  /// Writes the points.
  func write(to json: inout JSONSink, _ clock: PageClock) {
    json.beginObject()
    json.field("axis", sweep.axes[0].name.visibleText)
    json.key("points")
    json.beginArray()
    for point in sweep.points where point.makespan != nil { write(point, to: &json, clock) }
    json.endArray()
    let knee = sweep.knee?.values.first?.number
    json.field("knee", word: knee.map(String.init) ?? "null")
    json.field("answer", report.answer.visibleText)
    json.endObject()
  }

  private func write(_ point: Sweep.Point, to json: inout JSONSink, _ clock: PageClock) {
    let (time, workers) = (point.makespan ?? 0, point.workers ?? 1)
    json.beginObject()
    json.field("value", point.values[0].number)
    json.time("makespan", time, clock)
    json.field("speedup", word: time > 0 ? ratioText(sweep.unchanged, time) : "null")
    let cost = Int128(workers) * Int128(time)
    json.field(
      "efficiency", word: sweep.countsAllWork && cost > 0 ? ratioText(sweep.work, cost) : "null")
    json.time("least", point.least, clock)
    json.time("most", point.most, clock)
    json.endObject()
  }
}
