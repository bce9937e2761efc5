internal import EventLog
public import Graphviz
internal import Reports
internal import TraceAnalysis
internal import Typography

extension DependencyDiagram {
  /// The diagram as a graph that Graphviz lays out with `dot`, from left to right.
  ///
  /// The critical path comes last, so that it is drawn over everything else. Of large runs, only
  /// what fits one screen is drawn, and the picture says so.
  public var graph: DOTGraph {
    let condensation = Condensation(self)
    var graph = DOTGraph(
      "dependencies",
      [
        .rankdir: "LR", .bgcolor: .color(0xFFFFFF), .pad: 0.2, .nodesep: 0.25, .ranksep: 0.5,
        .label: .lines(titleLines(condensation), .left), .labelloc: "t", .labeljust: "l",
        .fontsize: 13, .fontname: .sansSerif,
      ])
    graph.nodeDefaults = [
      .shape: "box", .style: "rounded,filled", .fixedsize: true, .fontname: .sansSerif,
      .fontsize: 11, .penwidth: 0.7, .color: Palette.faint, .fillcolor: Palette.plainFill,
    ]
    graph.edgeDefaults = [
      .fontname: .sansSerif, .fontsize: 9, .fontcolor: Palette.faint, .color: Palette.faint,
      .class: "faint line", .arrowsize: 0.7,
    ]
    for box in condensation.boxes { add(box, to: &graph) }
    for isCritical in [false, true] {
      for (index, arrow) in condensation.arrows.enumerated()
      where arrow.isCritical == isCritical {
        add(arrow, index, between: condensation.boxes, to: &graph)
      }
    }
    return graph
  }

  private func titleLines(_ condensation: Condensation) -> [String] {
    let answer = comparison.answer.truncated(toWidth: 900, fontSize: 13)
    guard condensation.isCondensed else { return [answer, ""] }
    let boxes = condensation.boxes.count
    return [
      answer,
      "\(condensation.callCount) calls as \(boxes) boxes: off the critical path, calls between the "
        + "same two boxes of it are one;",
      "left out are links that longer ways stand for and waiting for machines", "",
    ]
  }

  // MARK: Boxes

  private func id(of box: Condensation.Box) -> DOTID { DOTID("call", Int(box.calls[0])) }

  private func add(_ box: Condensation.Box, to graph: inout DOTGraph) {
    let first = run.table[box.calls[0]]
    if first.isFlow {
      graph.addNode(
        id(of: box), title: "the start of the flow",
        [
          .shape: "circle", .label: .text("start"), .fillcolor: .color(0xFFFFFF), .width: 0.6,
          .height: 0.6, .fontsize: 10,
        ])
      return
    }
    let lines = box.calls.count == 1 ? words(for: first) : words(for: box)
    let shown = lines.map { $0.truncated(toWidth: 200, fontSize: 11) }
    let width = shown.map { $0.textWidth(fontSize: 11) }.max() ?? 0
    var attributes: DOTAttributes = [
      .label: .lines(shown), .width: .number((width * Canvas.reserve + 20).rounded(.up) / 72),
      .height: .number(52.0 / 72),
    ]
    if box.calls.count == 1 {
      attributes[.fillcolor] = Palette.fill(
        of: colourNumbers[first.component] ?? 0, among: colourNumbers.count)
    } else {
      attributes[.fillcolor] = Palette.group
    }
    if box.isCritical {
      attributes[.penwidth] = 2.5
      attributes[.color] = Palette.ink
      attributes[.class] = "outline"
    } else if first.isEndless {
      attributes[.style] = "rounded,filled,dashed"
    }
    graph.addNode(id(of: box), title: lines.joined(separator: ", "), attributes)
  }

  private func words(for call: CallRecord) -> [String] {
    [run.title(of: call.number), runningText(call), slackText(call)]
  }

  /// What can be said of several calls at once.
  private func words(for box: Condensation.Box) -> [String] {
    let work = timeText(box.calls.reduce(0) { $0.addingClamped(run.table[$1].running) })
    let longest = box.calls.max { run.table[$0].running < run.table[$1].running } ?? box.calls[0]
    let slack = box.calls.lazy.map { run.slack.total[Int($0) - 1] }.min() ?? 0
    let room =
      box.isCritical
      ? "critical" : critical.isEmpty ? "slack unknown" : "slack from \(timeText(slack))"
    return [
      "\(box.calls.count) calls, \(work)",
      "longest \(run.title(of: longest)) \(timeText(run.table[longest].running))", room,
    ]
  }

  /// How long a call ran, in words.
  func runningText(_ call: CallRecord) -> String {
    if call.startedAt == nil { return "never ran" }
    return call.isEndless ? "never ends" : timeText(call.running)
  }

  /// How much room a call has, in words.
  func slackText(_ call: CallRecord) -> String {
    if call.isEndless || call.startedAt == nil { return "does not count" }
    if run.measures.floor == nil { return "slack unknown" }
    let slack = run.slack.total[Int(call.number) - 1]
    return critical.contains(call.number) ? "critical" : "slack \(timeText(slack))"
  }

  // MARK: Arrows

  private func add(
    _ arrow: Condensation.Arrow, _ index: Int, between boxes: [Condensation.Box],
    to graph: inout DOTGraph
  ) {
    var attributes = look(of: arrow.edge)
    if arrow.isCritical {
      attributes[.penwidth] = 2.5
      attributes[.color] = Palette.ink
      attributes[.fontcolor] = Palette.ink
      attributes[.class] = "ink strong"
    }
    let (from, to) = (boxes[arrow.from], boxes[arrow.to])
    graph.addEdge(
      DOTID("link", index + 1), from: id(of: from), to: id(of: to),
      title: "\(name(of: to)) came after \(name(of: from)): \(arrow.edge?.word ?? "several ways")"
        + (arrow.isInferred ? ", inferred" : ""), attributes)
  }

  private func name(of box: Condensation.Box) -> String {
    if run.table[box.calls[0]].isFlow { return "the start of the flow" }
    return box.calls.count == 1 ? run.title(of: box.calls[0]) : "\(box.calls.count) calls"
  }

  /// Each kind of edge has a line of its own and, but for the order of the program, its word.
  private func look(of edge: Edge?) -> DOTAttributes {
    switch edge {
    case nil, .program: [.style: "solid"]
    case .blocking: [.style: "solid", .label: "blocking"]
    case .data: [.style: "solid", .label: "data", .arrowhead: "vee"]
    case .time: [.style: "dashed", .label: "timer", .arrowhead: "vee"]
    case .queue: [.style: "dashed", .label: "queue"]
    case .machine: [.style: "dotted", .label: "machine", .penwidth: 1.2]
    }
  }
}
