internal import EventLog
internal import TraceAnalysis
internal import Formatting

extension BoundText {
  /// Which lanes were busy, where only those and the order on them are recorded; and what bound the run, if one of
  /// them was busy nearly all the time.
  ///
  ///     bound by thread loader, which was busy for 95.8 % of the time; MainThread for 72.3 % (27.7 % waiting
  ///     for others)
  var laneSentences: [String] {
    let lanes = LaneUse.busiest(in: run)
    guard let first = lanes.first, run.measures.makespan > 0 else { return [] }
    let isBusy = first.isOneByOne && first.busy >= run.measures.makespan / 10 * 9
    let shares = lanes.dropFirst().map { "\(name($0)) for \(share($0))" }
    let others = shares.isEmpty ? "" : "; " + shares.joined(separator: "; ")
    if isBusy {
      return [
        "bound by \(title(first)), which was busy for \(share(first, " of the time"))\(others)"
      ]
    }
    return [
      "what bound it is not known: only the order in which it ran is recorded, and no \(words.machine.one) was "
        + "busy all the time",
      "the busiest was \(title(first)), for \(share(first, " of the time"))\(others)",
    ]
  }

  /// Whether the trace itself says where calls ran.
  ///
  /// Of a pipeline it does where it names several lanes. One for all of them stands for what is not told, and that it was busy
  /// says only that something ran.
  var hasLanesOfItsOwn: Bool {
    guard words.hasNamedLanes else { return false }
    guard run.traceKind == .pipeline else { return true }
    let lanes = run.table.laneHosts.lazy.map { run.table[$0].machine }
    guard let first = lanes.first else { return false }
    return lanes.contains { $0 != first }
  }

  private func title(_ lane: LaneUse) -> String {
    let name = name(lane)
    return name.hasPrefix(words.machine.one) ? name : "\(words.machine.one) \(name)"
  }

  private func name(_ lane: LaneUse) -> String {
    run.log.names[lane.name].visibleText.truncated(toColumns: 40)
  }

  private func share(_ lane: LaneUse, _ more: String = "") -> String {
    let makespan = run.measures.makespan
    let busy = percentText(lane.busy, makespan) + more
    guard lane.waiting > makespan / 1_000 else { return busy }
    return "\(busy) (\(percentText(lane.waiting, makespan)) waiting for others)"
  }

  /// What ran longest in all, by component, with its share of the work: of calls within calls only the time of
  /// their own.
  var componentLines: [String] {
    var sums = [(time: Int128, count: Int)](repeating: (0, 0), count: run.log.names.count)
    for call in run.calls where call.running > 0 && !call.component.isNone {
      sums[Int(call.component.index)].time += Int128(call.running)
      sums[Int(call.component.index)].count += 1
    }
    let most = sums.indices.lazy.filter { sums[$0].count > 0 }.first(5) {
      (sums[$1].time, $0) < (sums[$0].time, $1)
    }
    guard most.count > 1 else { return [] }
    var table = Table([.left, .right, .right, .right])
    for (index, sum) in most.map({ ($0, sums[$0]) }) {
      let name = run.log.names[Name(index: UInt32(index))].visibleText.truncated(toColumns: 48)
      table.add(
        name.isEmpty ? "(no name)" : name, timeText(sum.time),
        "\(percentText(sum.time, run.measures.work)) of work",
        counted(sum.count, call, words.call.many))
    }
    return ["what ran longest, without what ran within it:"] + table.lines
  }
}
