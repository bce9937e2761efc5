internal import Formatting
internal import Schedules

extension RunDetails {
  /// The steps of the run, as a table.
  ///
  /// - Parameter most: How many lines there may be.
  /// - Returns: The table, with a line end after each line.
  func table(most: Int) -> String {
    let symbols = Symbols(addresses + stops)
    let marked = self.marked
    let told = told(symbols, marked)
    let shown = Self.shown(told, around: marked, most: most)
    var table = Table([.right, .left, .left, .left], indentation: 0, widest: .max)
    var previous = -1
    for step in shown {
      let place = told.firstIndex(of: step) ?? 0
      if place > previous + 1 { table.add("", "…", "", "") }
      table.add(cells: row(step, symbols, isSwitch: marked.switches.contains(step)))
      previous = place
    }
    if previous < told.count - 1 { table.add("", "…", "", "") }
    return table.lines.map { $0 + "\n" }.joined()
  }

  /// The steps of which there is something to be told: those in which a task gets somewhere else, ends, or is marked.
  private func told(
    _ symbols: Symbols, _ marked: (switches: Set<Int>, failure: Int?)
  ) -> [Int] {
    var places: [UInt32: Symbols.Symbol] = [:]
    return run.steps.indices.filter { index in
      let lane = run.steps[index].chosen.lane
      let stop = stop(after: index, symbols)
      let hasMoved = hasEnded(after: index) || stop != nil && stop != places[lane]
      if let stop { places[lane] = stop }
      return hasMoved || marked.switches.contains(index) || marked.failure == index
        || picks.contains { $0.step == index }
    }
  }

  /// The steps that are marked.
  private var marked: (switches: Set<Int>, failure: Int?) {
    let switches = run.steps.indices.filter { index in
      run.steps[index].decision.map { run.choices[Int($0)] != 0 } ?? false
    }
    return (Set(switches), run.failure?.step)
  }

  private func row(_ index: Int, _ symbols: Symbols, isSwitch: Bool) -> [String] {
    let step = run.steps[index]
    let lane = Int(step.chosen.lane)
    let isFirst = run.steps.firstIndex { $0.chosen.lane == step.chosen.lane } == index
    var notes: [String] = []
    if isSwitch { notes.append("◀ goes first, ahead of \(step.ready - 1) that could") }
    for pick in picks where pick.step == index { notes.append("⚡ choice \(pick.choice)") }
    if run.failure?.step == index { notes.append("✗ fails") }
    return [
      timeText(step.at), labels[lane], words(index, symbols, isFirst: isFirst),
      notes.joined(separator: ", "),
    ]
  }

  /// What a task does in a step.
  private func words(_ index: Int, _ symbols: Symbols, isFirst: Bool) -> String {
    let begins = isFirst ? "starts, " : ""
    if hasEnded(after: index) { return begins + "ends" }
    if let stop = stop(after: index, symbols) { return begins + "up to \(stop.text)" }
    return isFirst ? "starts" : "goes on"
  }

  /// Which steps are shown.
  private static func shown(
    _ told: [Int], around marked: (switches: Set<Int>, failure: Int?), most: Int
  ) -> [Int] {
    guard told.count > most else { return told }
    let wanted = marked.switches.sorted() + [marked.failure ?? told[told.count - 1]]
    let places = wanted.compactMap { told.firstIndex(of: $0) }
    var shown: Set<Int> = []
    for distance in told.indices {
      for place in places.reversed() {
        for near in [place - distance, place + distance] where told.indices.contains(near) {
          if shown.count == most - 2 { return shown.sorted().map { told[$0] } }
          shown.insert(near)
        }
      }
    }
    return shown.sorted().map { told[$0] }
  }
}
