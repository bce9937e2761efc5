internal import EventLog
public import Graphviz
internal import Reports
internal import TraceAnalysis
internal import Formatting

extension DOTGraph {
  /// Has the graph drawn in the middle of a sheet, as large as it can be; of small ones, no larger than so
  /// many times their size.
  mutating func fill(_ sheet: PictureStyle.Size, atMost most: Double? = nil) {
    let (width, height) = sheet.points
    attributes[.size] = .text("\(width / 72),\(height / 72)!")
    attributes[.viewport] =
      most.map { .text("\(Int(width)),\(Int(height)),\($0)") } ?? sheet.viewport
  }
}

extension DependencyDiagram {
  /// The diagram as a graph that Graphviz lays out with `dot`, from left to right.
  ///
  /// The critical path comes last, so that it is drawn over everything else. Of large runs, only
  /// what fits one screen is drawn, and the picture says so.
  public var graph: DOTGraph { graph(of: GraphClustering(self)) }

  func graph(
    of clustering: GraphClustering, _ style: PictureStyle = PictureStyle()
  ) -> DOTGraph {
    let unit = style.size?.magnification ?? 1
    let isTight = clustering.isCondensed || style.size != nil
    let frame = BoxGraph(style)
    let isEndKnown = style.instant.map { $0 >= run.log.end } ?? true
    // What is not known yet takes its line all the same.
    let unknown = deadlock.isEmpty || isEndKnown ? [] : [" "]
    let notes = (omissions(clustering, isEndKnown: isEndKnown) + unknown).flatMap {
      style.size == nil ? [$0] : $0.wrapped(toWidth: frame.titleWidth, fontSize: 13, lines: 1)
    }
    // Two that wait for each other have an arrow each way, longer and farther apart than their heads.
    var graph = frame.graph(
      "dependencies", frame.titleLines(comparison, notes: notes), "LR",
      separations: deadlock.isEmpty
        ? (isTight ? 0.15 : 0.25, isTight ? 0.4 : 0.5)
        : (.number(0.35 * unit), .number(0.8 * unit)))
    let instant = style.instant.map { DependencyInstant(run, at: $0) }
    for box in clustering.boxes { add(box, clustering.isCondensed, unit, instant, to: &graph) }
    for isCritical in [false, true] {
      for (index, arrow) in clustering.arrows.enumerated()
      where arrow.isCritical == isCritical {
        add(arrow, index, of: clustering, to: &graph)
      }
    }
    addWaits(among: clustering, unit, isKnown: isEndKnown, to: &graph)
    return graph
  }

  /// What the picture does not show call by call, a sentence each.
  func omissions(_ clustering: GraphClustering, isEndKnown: Bool = true) -> [String] {
    let boxes = clustering.boxes.count
    let how =
      switch clustering.method {
      case .none: ""
      case .levels: "calls of one level with like neighbours are one grey box, and so are chains"
      case .path: "the critical path is cut into stretches, and calls between the same two are one"
      }
    var sentences: [String] = []
    if clustering.isCondensed {
      sentences.append(
        "\(counted(clustering.callCount, "call")) as \(counted(boxes, "box", "boxes")): \(how)")
      sentences.append("left out are links that longer ways stand for and waiting for machines")
    }
    let (implied, machine) = (clustering.impliedCount, clustering.machineCount)
    if implied > 0 {
      sentences.append(
        counted(implied, "link is", "links are") + " left out, since longer ways say the same")
    }
    if machine > 0 {
      sentences.append(
        counted(machine, "wait for a machine is", "waits for machines are") + " left out")
    }
    if !deadlock.isEmpty, isEndKnown {
      sentences.append("dashed arrows lead from who waits for ever to whom it waits for")
    }
    if isWithoutDependencies { sentences.append(Self.notRecorded) }
    return sentences
  }

  /// Whether nothing is known but which calls ran on one machine.
  var isWithoutDependencies: Bool {
    run.measures.floor == nil && links.allSatisfy { $0.edge.isResource }
  }

  static let notRecorded = "what depends on what was not recorded"

  // MARK: Boxes

  func id(of box: GraphClustering.Box) -> DOTID {
    box.calls.first.map { DOTID("call", Int($0)) } ?? DOTID("join", Int(box.joins[0]))
  }

  private func add(
    _ box: GraphClustering.Box, _ isCondensed: Bool, _ unit: Double, _ instant: DependencyInstant?,
    to graph: inout DOTGraph
  ) {
    guard let number = box.calls.first else {
      graph.addNode(
        id(of: box), title: "the flow waited for all of these",
        [
          .shape: "circle", .label: .text(""), .width: 0.11, .height: 0.11,
          .fillcolor: box.isCritical ? Palette.ink : Palette.faint,
          .color: box.isCritical ? Palette.ink : Palette.faint,
          .class: box.isCritical ? "ink strong" : "faint line",
        ])
      return
    }
    let first = run.table[number]
    if first.isFlow {
      graph.addNode(
        id(of: box), title: "the start of the flow",
        [
          .shape: "circle", .label: .text("start"), .fillcolor: .color(0xFFFFFF),
          .width: .number(0.6 * unit), .height: .number(0.6 * unit),
          .fontsize: .number(10.8 * unit),
        ])
      return
    }
    let isSingle = box.calls.count == 1
    let fontSize = isCondensed ? 10.0 : 11
    let widest = isCondensed ? 118.0 : unit == 1 ? 200 : 140
    var lines = isSingle ? words(for: first) : words(for: box, width: widest, fontSize: fontSize)
    let whole = lines
    if let instant {
      if isSingle, instant.isAhead(number) { lines[1] = runningText(first, isEnded: false) }
      lines[lines.count - 1] =
        isSingle ? instant.progress(of: number).word : instant.words(for: box.calls)
    }
    let shown =
      isSingle
      ? [lines[0].shortened(toWidth: widest, fontSize: fontSize)]
        + lines.dropFirst().map { $0.truncated(toWidth: widest, fontSize: fontSize) }
      : lines.map { $0.truncated(toWidth: max(widest, 140), fontSize: fontSize) }
    // At any instant a box is as wide as at any other.
    let reserved =
      instant == nil
      ? 0
      : max(
        DependencyInstant.width(of: box.calls.count, fontSize: fontSize),
        whole[1].truncated(toWidth: max(widest, 140), fontSize: fontSize)
          .textWidth(fontSize: fontSize))
    let width = max(reserved, shown.map { $0.textWidth(fontSize: fontSize) }.max() ?? 0)
    var attributes: DOTAttributes = [
      .label: .lines(shown),
      .width: .number((width * Canvas.reserve + 20).rounded(.up) * unit / 72),
      .height: .number((isCondensed ? 44.0 : 52) * unit / 72),
    ]
    if isCondensed {
      attributes[.fontsize] = .number(fontSize * (unit > 1 ? 1.08 * unit : unit))
    }
    if isSingle {
      attributes[.fillcolor] = colours.fill(
        of: colours.group(of: run.log.names[first.component]))
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
    if let instant { instant.apply(instant.progress(of: box.calls), to: &attributes) }
    graph.addNode(
      id(of: box),
      title: (isSingle
        ? [lines[0] + run.argumentWords(of: number)] + lines.dropFirst() : description(of: box))
        .joined(separator: ", ")
        .clipped(toBytes: 2_000), attributes)
  }
}
