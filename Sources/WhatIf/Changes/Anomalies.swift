internal import EventLog
internal import Formatting
internal import Simulation
internal import TraceAnalysis

// Less to do, less to wait for or more to do it on, and yet a longer run: Graham's anomalies (1966, 1969).

extension Change {
  /// Whether no schedule of a run is made longer by it: whatever order was possible still is, and takes no longer.
  func relaxes(_ run: Analysis) -> Bool {
    switch self {
    case .faster(_, let ratio): return ratio.part >= ratio.whole
    case .remove, .noEdge, .parallel, .atOnce, .background: return true
    case .workers(let count): return count >= run.measures.machines
    case .slots(let machine, let count):
      let plan = RecordedPlan(run.log)
      let names = plan.pools.map(plan.name(of:))
      return NamePattern(machine).places(in: names).allSatisfy {
        !plan.pools[$0].isFree && plan.pools[$0].slots <= count
      }
    case .takes, .serial, .edge, .policy, .split, .search, .overhead: return false
    }
  }
}

extension Prediction {
  /// Whether the run gets longer though every change gives it less to do, less to wait for or more to do it on.
  ///
  /// Calls then come to their slots in another order, and nobody looks ahead who gives them out. So it is none where other calls are
  /// made, or where the end waits for no slot.
  public var isAnomaly: Bool {
    saved < 0 && isSavingKnown && !changes.isEmpty && bound != nil
      && after.table.calls.count <= unchanged.table.calls.count && after.observedPath.waiting > 0
      && changes.allSatisfy { $0.relaxes(unchanged) || isLess($0) }
  }

  /// Whether a change sets a time, and what it sets runs no longer than without it.
  private func isLess(_ change: Change) -> Bool {
    guard case .takes(let name, _) = change else { return false }
    func work(_ run: Analysis) -> Int128 {
      let names = run.table.calls.map { run.log.names[$0.component] }
      return NamePattern(name).places(in: names).reduce(0) {
        $0 + Int128(run.table.calls[$1].running)
      }
    }
    return work(after) <= work(unchanged)
  }
}

extension Sweep {
  /// Two neighbouring points of one axis of which the second has more workers, more slots, faster or shorter calls, and takes
  /// longer by a hundredth or more.
  public var anomaly: (before: Point, after: Point)? {
    guard axes.count == 1 else { return nil }
    let isMoreBetter =
      switch axes[0].subject {
      case .workers, .slots, .faster: true
      case .takes, .overhead: false
      }
    let sorted = points.sorted {
      isMoreBetter
        ? $0.values[0].number < $1.values[0].number
        : $1.values[0].number < $0.values[0].number
    }
    for (before, after) in zip(sorted, sorted.dropFirst()) {
      // More is done where other calls are made, such as of a component that was not come to.
      if let left = before.makespan, let right = after.makespan,
        right - left >= max(1, left / 100), after.calls <= before.calls
      {
        return (before, after)
      }
    }
    return nil
  }
}
