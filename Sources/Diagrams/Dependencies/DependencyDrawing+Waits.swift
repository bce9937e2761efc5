internal import EventLog
internal import Formatting
internal import Graphviz
internal import TraceAnalysis

/// Who waits for whom, of a run that deadlocked: arrows from who waits to whom it waits for.
extension DependencyDiagram {
  /// Adds them, so that they take their place whether or not it is known yet that the run deadlocks.
  func addWaits(
    among clustering: GraphClustering, _ unit: Double, isKnown: Bool, to graph: inout DOTGraph
  ) {
    guard !deadlock.isEmpty else { return }
    var boxOf: [CallNumber: Int] = [:]
    for (index, box) in clustering.boxes.enumerated() {
      for call in box.calls where !run.table[call].isFlow { boxOf[call] = index }
    }
    func id(of call: CallNumber) -> DOTID? {
      run.table[call].isFlow
        ? DOTID("waiting", Int(call)) : boxOf[call].map { self.id(of: clustering.boxes[$0]) }
    }
    for wait in deadlock.waits where run.table[wait.call].isFlow {
      addFlow(wait, unit, isKnown, to: &graph)
    }
    // Between boxes of several calls, one arrow stands for all.
    var pairs: Set<[DOTID]> = []
    for (index, wait) in deadlock.waits.enumerated() where wait.on > 0 {
      guard let from = id(of: wait.call), let to = id(of: wait.on), from != to,
        pairs.insert([from, to]).inserted
      else { continue }
      graph.addEdge(
        DOTID("wait", index + 1), from: from, to: to,
        title: wait.sentence(run).clipped(toBytes: 2_000),
        [
          .style: isKnown ? "dashed" : "invis", .color: Palette.loss, .penwidth: 2,
          .class: "loss",
        ])
    }
  }

  /// A flow that waits has a box, though flows have none elsewhere.
  private func addFlow(
    _ wait: DeadlockWaits.Wait, _ unit: Double, _ isKnown: Bool, to graph: inout DOTGraph
  ) {
    let lines = ["the flow", "waits for \(wait.words)"].map {
      $0.truncated(toWidth: 200, fontSize: 11)
    }
    let width = lines.map { $0.textWidth(fontSize: 11) }.max() ?? 0
    graph.addNode(
      DOTID("waiting", Int(wait.call)), title: lines.joined(separator: " "),
      [
        .label: .lines(lines), .style: isKnown ? "dashed" : "invis", .color: Palette.loss,
        .fontcolor: Palette.loss,
        .class: "loss dashes", .height: .number(40 * unit / 72),
        .width: .number((width * Canvas.reserve + 20).rounded(.up) * unit / 72),
      ])
  }
}
