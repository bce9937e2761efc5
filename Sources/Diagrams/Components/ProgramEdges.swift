internal import EventLog
internal import TraceAnalysis

/// What led from one call of a program to another, beside that one called the other.
///
/// That one thing ran after another on a thread is left out: it says nothing of why.
struct ProgramEdges {
  private let run: Analysis
  private let isOfThreads: Bool
  /// The call that has the lane of each call.
  private let hosts: [CallNumber]

  init(_ run: Analysis) {
    self.run = run
    isOfThreads = run.isOfThreads
    hosts = run.table.laneHosts
  }

  /// Gives each edge that leads to an event: the earlier call, the later one, and how one led to the other.
  func forEach(
    to effect: Int, _ body: (CallNumber, CallNumber, ComponentMap.Kind) -> Void
  ) {
    let later = run.log.events[effect].call
    guard later > 0 else { return }
    for cause in run.log.causes(of: effect) {
      let earlier = run.log.events[Int(cause.seq)].call
      guard earlier > 0, earlier != later, !cause.edge.isResource else { continue }
      if !isOfThreads, run.table[later].parent == earlier, run.table[later].requested == effect {
        forEachBefore(Int(cause.seq)) { body($0, later, .before) }
      }
      if let kind = kind(of: cause, from: run.table[earlier], to: run.table[later]) {
        body(earlier, later, kind)
      }
    }
  }

  /// Gives the calls that had ended when the one that they ran within went on, and asked for the next.
  private func forEachBefore(_ resumed: Int, _ body: (CallNumber) -> Void) {
    let caller = run.log.events[resumed].call
    guard case .callResumed = run.log.events[resumed].kind else { return }
    for cause in run.log.causes(of: resumed) {
      let earlier = run.log.events[Int(cause.seq)].call
      if earlier > 0, run.table[earlier].parent == caller { body(earlier) }
    }
  }

  private func kind(
    of cause: Cause, from earlier: CallRecord, to later: CallRecord
  ) -> ComponentMap.Kind? {
    // A call leads to what runs within it, and goes on when that is over.
    guard earlier.parent != later.number, later.parent != earlier.number else { return nil }
    guard cause.isInferred else { return .led }
    if isOfThreads { return cause.edge == .data && !isOnOneThread(earlier, later) ? .woke : nil }
    return cause.edge != .program && earlier.parent == later.parent ? .before : nil
  }

  private func isOnOneThread(_ one: CallRecord, _ other: CallRecord) -> Bool {
    let first = run.table[hosts[Int(one.number) - 1]]
    let second = run.table[hosts[Int(other.number) - 1]]
    return first.machine == second.machine && first.slot == second.slot
  }
}
