internal import EventLog
internal import Graphviz

/// The steps of a simulated run as a diagram: a column for each task, an arrow from what made something go on to what went on.
///
/// What went first although it need not have is marked, and so is the step in which the run failed: between the two lies the bug.
struct HappensBefore {
  /// A part of a task.
  private struct Step {
    var call: CallNumber
    var label: String
    var first: Int
    var last: Int
    var isSwitch = false
    var fails = false
  }

  private let log: Log
  private var steps: [Step] = []

  /// How many steps a diagram has at most; a run with more is drawn from the end.
  private static let most = 120

  init(_ log: Log) {
    self.log = log
    var open: [CallNumber: Int] = [:]
    for (seq, event) in log.events.enumerated() {
      switch event.kind {
      case .callStarted, .callResumed:
        open[event.call] = steps.count
        steps.append(Step(call: event.call, label: "", first: seq, last: seq))
      case .callProgressed(let point): note(log.names[point], seq, open[event.call])
      case .callBlocked, .callSucceeded, .callFailed, .callStopped:
        if let step = open.removeValue(forKey: event.call) { steps[step].last = seq }
      default: break
      }
    }
    // What is ended from outside has no step of its own.
    steps.removeAll { $0.label.isEmpty }
    if steps.count > Self.most { steps.removeFirst(steps.count - Self.most) }
  }

  private mutating func note(_ point: String, _ seq: Int, _ step: Int?) {
    guard let step else { return }
    steps[step].last = seq
    if point.hasPrefix("fails: ") {
      steps[step].fails = true
    } else if steps[step].label.isEmpty {
      steps[step].isSwitch = point.contains(", chosen ahead of ")
      steps[step].label = point
    }
  }

  /// The picture.
  ///
  /// - Throws: `GraphvizError`.
  func render() throws(GraphvizError) -> [UInt8] {
    try GraphvizRenderer.render(
      graph, layout: .dot,
      as: .svg(
        SVGOptions(
          title: "\(log.header.name): what happened before what",
          description: [
            "Each column is a task, each box a step of it, in the order from top to bottom."
          ],
          isTransparent: false)))
  }

  /// The graph.
  var graph: DOTGraph {
    var graph = DOTGraph(
      DOTID("happens-before"),
      [
        .rankdir: "TB", .bgcolor: .color(0xFFFFFF), .pad: 0.2, .ranksep: 0.25, .nodesep: 0.3,
        .label: .lines(["\(log.header.name): what happened before what"], .left), .labelloc: "t",
        .labeljust: "l", .fontsize: 13, .fontname: .sansSerif, .newrank: true,
      ])
    graph.nodeDefaults = [
      .shape: "box", .style: "rounded,filled", .fontname: .sansSerif, .fontsize: 10,
      .fillcolor: .color(0xEDF3F8), .color: .color(0x5C5C5C), .penwidth: 0.7,
    ]
    graph.edgeDefaults = [
      .color: .color(0x5C5C5C), .arrowsize: 0.6, .fontname: .sansSerif, .fontsize: 9,
    ]
    addColumns(to: &graph)
    addOrder(to: &graph)
    addCauses(to: &graph)
    return graph
  }

  private func addColumns(to graph: inout DOTGraph) {
    let calls = Set(steps.map(\.call)).sorted()
    for call in calls {
      var column = DOTGraph(
        DOTID("task", Int(call)),
        [
          .label: .text(name(of: call)), .fontname: .sansSerif, .fontsize: 11,
          .color: .color(0xBDBDBD), .style: "rounded",
        ])
      for (number, step) in steps.enumerated() where step.call == call {
        column.addNode(DOTID("step", number), attributes(of: step))
      }
      graph.addCluster(column)
    }
  }

  private func attributes(of step: Step) -> DOTAttributes {
    var lines = step.label.split(separator: ", ", maxSplits: 1).map(String.init)
    var attributes: DOTAttributes = [:]
    if step.isSwitch {
      attributes[.color] = .color(0xD55E00)
      attributes[.penwidth] = 2.5
    }
    if step.fails {
      lines.append("✗ fails")
      attributes[.fillcolor] = .color(0xF6D5C8)
      attributes[.penwidth] = 2.5
    }
    attributes[.label] = .lines(lines)
    return attributes
  }

  /// Keeps steps in the order in which they were: each one below the one before.
  private func addOrder(to graph: inout DOTGraph) {
    for number in steps.indices.dropFirst() {
      graph.addEdge(
        DOTID("order", number), from: DOTID("step", number - 1), to: DOTID("step", number),
        [.style: "invis", .weight: 0])
    }
  }

  private func addCauses(to graph: inout DOTGraph) {
    var owner: [Int: Int] = [:]
    for (number, step) in steps.enumerated() {
      for seq in step.first...step.last where log.events[seq].call == step.call {
        owner[seq] = number
      }
    }
    var edges = 0
    for (number, step) in steps.enumerated() {
      var known: Set<Int> = []
      for cause in causes(of: step) {
        guard cause.edge != .machine, let from = owner[Int(cause.seq)], from != number,
          known.insert(from).inserted
        else { continue }
        edges += 1
        graph.addEdge(
          DOTID("edge", edges), from: DOTID("step", from), to: DOTID("step", number),
          cause.edge == .time ? [.label: "time", .style: "dashed"] : [:])
      }
    }
  }

  /// What a step follows from; a first one from the step in which its task came to be.
  private func causes(of step: Step) -> [Cause] {
    let own = log.causes[log.causeRange(of: step.first)]
    guard case .callStarted = log.events[step.first].kind else { return Array(own) }
    return own.flatMap { cause in
      cause.edge == .program ? Array(log.causes[log.causeRange(of: Int(cause.seq))]) : [cause]
    }
  }

  private func name(of call: CallNumber) -> String {
    let event = log.events.first { $0.call == call }
    return event.map { log.names[$0.component] } ?? "task"
  }
}
