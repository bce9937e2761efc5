internal import EventLog
public import Graphviz
internal import Reports
internal import TraceAnalysis
internal import Typography

extension DependencyDiagram {
  /// The diagram as a graph that Graphviz lays out with `dot`, from left to right.
  ///
  /// The critical path comes last, so that it is drawn over everything else.
  public var graph: DOTGraph {
    var graph = DOTGraph(
      "dependencies",
      [
        .rankdir: "LR", .bgcolor: .color(0xFFFFFF), .pad: 0.2, .nodesep: 0.25, .ranksep: 0.5,
        .label: .lines(titleLines, .left), .labelloc: "t", .labeljust: "l", .fontsize: 13,
        .fontname: .sansSerif,
      ])
    graph.nodeDefaults = [
      .shape: "box", .style: "rounded,filled", .fixedsize: true, .fontname: .sansSerif,
      .fontsize: 11, .penwidth: 0.7, .color: Palette.faint, .fillcolor: Palette.plainFill,
    ]
    graph.edgeDefaults = [
      .fontname: .sansSerif, .fontsize: 9, .fontcolor: Palette.faint, .color: Palette.faint,
      .class: "faint line", .arrowsize: 0.7,
    ]
    let numbers = componentNumbers
    for call in run.table.calls
    where call.isFlow && links.contains(where: { $0.from == call.number }) {
      graph.addNode(
        id(of: call.number), title: "the start of the flow",
        [
          .shape: "circle", .label: .text("start"), .fillcolor: .color(0xFFFFFF), .width: 0.6,
          .height: 0.6, .fontsize: 10,
        ])
    }
    for isCritical in [false, true] {
      for call in calls where critical.contains(call.number) == isCritical {
        add(
          call, to: &graph,
          fill: Palette.fill(of: numbers[call.component] ?? 0, among: numbers.count))
      }
    }
    for isCritical in [false, true] {
      for (index, link) in links.enumerated() where criticalLinks.contains(link) == isCritical {
        add(link, index, to: &graph)
      }
    }
    return graph
  }

  private var titleLines: [String] {
    [comparison.answer.truncated(toWidth: 900, fontSize: 13), ""]
  }

  private var componentNumbers: [Name: Int] {
    calls.reduce(into: [:]) { numbers, call in
      if numbers[call.component] == nil { numbers[call.component] = numbers.count }
    }
  }

  private func id(of call: CallNumber) -> DOTID { DOTID("call", Int(call)) }

  private func add(_ call: CallRecord, to graph: inout DOTGraph, fill: DOTValue) {
    let lines = [
      run.title(of: call.number).truncated(toWidth: 200, fontSize: 11), runningText(call),
      slackText(call),
    ]
    let width = lines.map { $0.textWidth(fontSize: 11) }.max() ?? 0
    var attributes: DOTAttributes = [
      .label: .lines(lines), .fillcolor: fill,
      .width: .number((width * Canvas.reserve + 20).rounded(.up) / 72),
      .height: .number(52.0 / 72),
    ]
    if critical.contains(call.number) {
      attributes[.penwidth] = 2.5
      attributes[.color] = Palette.ink
      attributes[.class] = "outline"
    } else if call.isEndless {
      attributes[.style] = "rounded,filled,dashed"
    }
    graph.addNode(
      id(of: call.number),
      title: "\(run.title(of: call.number)): \(lines[1]), \(lines[2])", attributes)
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

  private func add(_ link: Link, _ index: Int, to graph: inout DOTGraph) {
    let from = run.table[link.from].isFlow ? "the start of the flow" : run.title(of: link.from)
    var attributes = look(of: link.edge)
    if criticalLinks.contains(link) {
      attributes[.penwidth] = 2.5
      attributes[.color] = Palette.ink
      attributes[.fontcolor] = Palette.ink
      attributes[.class] = "ink strong"
    }
    graph.addEdge(
      DOTID("link", index + 1), from: id(of: link.from), to: id(of: link.to),
      title: "\(run.title(of: link.to)) came after \(from): \(link.edge.word)"
        + (link.isInferred ? ", inferred" : ""), attributes)
  }

  /// Each kind of edge has a line of its own and, but for the order of the program, its word.
  private func look(of edge: Edge) -> DOTAttributes {
    switch edge {
    case .program: [.style: "solid"]
    case .blocking: [.style: "solid", .label: "blocking"]
    case .data: [.style: "solid", .label: "data", .arrowhead: "vee"]
    case .time: [.style: "dashed", .label: "timer", .arrowhead: "vee"]
    case .queue: [.style: "dashed", .label: "queue"]
    case .machine: [.style: "dotted", .label: "machine", .penwidth: 1.2]
    }
  }
}
