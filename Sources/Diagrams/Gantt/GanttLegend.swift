internal import EventLog
internal import Formatting
internal import Graphviz
internal import TraceAnalysis

/// What the bars and marks of a Gantt chart mean: those that there are, and no others.
struct GanttLegend {
  /// A sample and a word.
  struct Entry: LegendEntry {
    enum Sample {
      /// A bar.
      case bar(DOTAttributes)
      /// A small mark.
      case sign(GanttSign.Kind)
      /// A line above or below bars.
      case line(DOTAttributes)
    }

    var word: String
    var sample: Sample
    /// From when on there is something that it stands for.
    var since: Nanoseconds = 0
    /// How far from the beginning of its line it stands.
    var place = 0.0

    /// How wide the sample is.
    var sampleWidth: Double { if case .sign = sample { 12 } else { 22 } }

    /// How wide it is.
    var width: Double {
      sampleWidth + 4 + word.textWidth(fontSize: 10) * Canvas.reserve
    }
  }

  private(set) var entries: [Entry] = []
  private let drawing: GanttDrawing

  init(_ drawing: GanttDrawing) {
    self.drawing = drawing
    let bars = drawing.detail.bars
    let hasGroups = addGroups()
    // No one colour means that a call runs.
    let isPlain = hasGroups || drawing.chart.colours.names.count > 1
    for isCritical in [false, true] where isCritical || !hasGroups {
      let isUsed = bars.contains {
        $0.activity == .running
          && (isCritical
            ? drawing.isFramed($0) || $0.isPartlyCritical : !drawing.isFramed($0))
      }
      if isUsed {
        let word = hasGroups ? "on the critical path" : "running, on the critical path"
        add(isCritical ? word : "running", .running, isCritical: isCritical, isPlain: isPlain)
      }
    }
    if !drawing.chart.comparison.run.measures.knowsRunning {
      add("every bar: waiting for its turn and running", .running, isCritical: false, isPlain: true)
    }
    if let words = drawing.criticalLineWords {
      entries.append(Entry(word: words, sample: .line(GanttDrawing.foldedCriticalLook)))
    }
    // Running or waiting, the sign of how a call ended is the same.
    for ending in [GanttChart.Ending.failed, .stopped] {
      let ended = bars.filter { $0.ending == ending }
      guard let first = ended.first(where: { $0.activity == .running }) ?? ended.first else {
        continue
      }
      add(
        ending.word, first.activity, ending: ending, isPlain: isPlain,
        since: ended.lazy.map(\.end).min() ?? 0)
    }
    for (word, activity) in [
      ("waiting for a machine or its turn", Activity.queued),
      (drawing.chart.blockedWords, .blocked),
    ] where bars.contains(where: { $0.activity == activity && !$0.isForEver }) {
      add(word, activity)
    }
    addFoldedWaits()
    if !drawing.chart.deadlock.isEmpty {
      entries.append(
        Entry(
          word: drawing.waitingWords, sample: .bar(GanttDrawing.forEverLook),
          since: drawing.chart.timedEnd))
    }
    if drawing.detail.rows.contains(where: { $0.row.isBand && $0.row.isQueue }) {
      let look: DOTAttributes = [.style: "filled", .fillcolor: Palette.queue, .penwidth: 0]
      entries.append(Entry(word: "how many wait", sample: .bar(look)))
    }
    if drawing.instant != nil || drawing.layer != nil {
      entries.append(Entry(word: "still to come", sample: .bar(GanttDrawing.aheadLook)))
    }
    addSigns()
    addGhosts()
    if !drawing.chart.observed.isEmpty {
      entries.append(
        Entry(word: "what the end waited for", sample: .line(GanttDrawing.observedLook)))
    }
  }

  /// The entries in lines of a width.
  func lines(width: Double) -> [[Entry]] { entries.lines(width: width, gap: 20) }

  private mutating func add(
    _ word: String, _ activity: Activity, isCritical: Bool = false,
    ending: GanttChart.Ending = .none, isPlain: Bool = false, since: Nanoseconds = 0
  ) {
    let sample = GanttChart.Bar(
      call: 0, component: 0, colour: isPlain ? -1 : 0, start: 0, end: 0, activity: activity,
      ending: ending, isCritical: isCritical)
    let look = ending == .stopped ? GanttDrawing.stopMark : drawing.look(of: sample)
    entries.append(Entry(word: word, sample: .bar(look), since: since))
  }

  /// The colours of groups, where rows are not each of one component; says whether there are any.
  private mutating func addGroups() -> Bool {
    let colours = drawing.chart.colours
    var used: Set<Int32> = []
    var isMixed = colours.isGrouped
    for row in drawing.detail.rows {
      for lane in row.row.lanes {
        for bar in lane.bars where bar.activity == .running {
          used.insert(bar.colour)
          if !isMixed { isMixed = drawing.chart.title(of: bar) != lane.title }
        }
      }
    }
    guard isMixed, used.count > 1 else { return false }
    let room = drawing.scale.width / 3
    for (index, name) in legendNames.enumerated() where used.contains(Int32(index)) {
      addGroup(name.shortened(toWidth: room, fontSize: 10), colours.fill(of: index))
    }
    if used.contains(-1) { addGroup(colours.nameOfOthers, Palette.other) }
    return true
  }

  /// The names of groups: short ones, where these are names of functions that do not have one in common.
  private var legendNames: [String] {
    let names = drawing.chart.colours.names
    guard drawing.chart.isOfThreads else { return names }
    let short = names.map(\.shortName)
    return zip(names, short).map { name, short in
      names.lazy.filter { $0.shortName == short }.count > 1 ? name : short
    }
  }

  private mutating func addGroup(_ name: String, _ fill: DOTValue) {
    let look: DOTAttributes = [
      .style: "filled", .fillcolor: fill, .penwidth: 0.6, .color: Palette.seam,
    ]
    entries.append(Entry(word: name, sample: .bar(look)))
  }

  /// What is folded into blocks and does not run.
  private mutating func addFoldedWaits() {
    let blocks = drawing.detail.rows.lazy.filter { !$0.row.isBand }.flatMap(\.marks).compactMap {
      if case .block(let block) = $0 { block } else { nil }
    }
    for (word, activity) in [
      ("waiting", Activity.queued), (drawing.chart.blockedWords, .blocked),
    ] {
      guard let block = blocks.first(where: { $0.activity == activity && $0.unwell == 0 }) else {
        continue
      }
      entries.append(Entry(word: word + ", folded", sample: .bar(drawing.look(of: block))))
    }
  }

  private mutating func addGhosts() {
    let ghosts = drawing.detail.rows.flatMap { $0.row.lanes.flatMap(\.ghosts) }
    if ghosts.contains(where: { !$0.isLeftOut }) {
      let look = GanttDrawing.ghostLook(Palette.other)
      entries.append(Entry(word: "thin: as it was before", sample: .bar(look)))
    }
    if ghosts.contains(where: \.isLeftOut) {
      entries.append(Entry(word: "left out", sample: .bar(GanttDrawing.leftOutLook)))
    }
  }

  private mutating func addSigns() {
    var used: Set<GanttSign.Kind> = []
    for row in drawing.detail.rows where !row.row.isBand {
      for sign in row.row.lanes[0].signs { used.insert(sign.kind) }
    }
    for kind in GanttSign.Kind.allCases
    where used.contains(kind) && !entries.contains(where: { $0.word == kind.word }) {
      entries.append(Entry(word: kind.word, sample: .sign(kind)))
    }
  }
}

extension GanttDrawing {
  /// What the marks mean, those that there are.
  mutating func drawLegend() {
    for line in legend {
      for entry in line where !isAhead(entry.since) { draw(entry) }
      y += 16
    }
    y += 10
  }

  private mutating func draw(_ entry: GanttLegend.Entry) {
    let (x, word) = (scale.left + entry.place, entry.word)
    boxes += 1
    switch entry.sample {
    case .bar(let look):
      canvas.box(
        DOTID("legend", boxes), x: x, y: y + 5, width: 22, height: 12, title: word, label: "", look)
    case .sign(let kind):
      let size = size(of: kind)
      canvas.box(
        DOTID("legend", boxes), x: x + 6 - size / 2, y: y + 11 - size / 2, width: size,
        height: size, title: word, label: "", look(of: kind))
    case .line(let look): canvas.line([(x, y + 11), (x + 22, y + 11)], look)
    }
    canvas.text(
      word, x: x + entry.sampleWidth + 4, y: y + 11, size: 10, class: "faint",
      color: Palette.faint)
  }
}
