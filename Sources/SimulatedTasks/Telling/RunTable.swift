internal import Formatting
internal import Schedules

extension RunRecord {
  /// The steps of the run, as a table: when, which task, and what it goes on with.
  ///
  /// Steps at which a task went on although another one could have gone on with less ado are marked, and so is the one in which
  /// the run failed. Of a long run, those around the marked ones are shown.
  ///
  /// - Parameter most: How many lines there may be.
  /// - Returns: The table, with a line end after each line.
  package func table(most: Int = 18) -> String {
    let symbols = Symbols(addresses + stops)
    let marked = self.marked
    let told = told(symbols, marked)
    let shown = Self.shown(told, around: marked, most: most)
    var rows: [[String]] = []
    var previous = -1
    for step in shown {
      let place = told.firstIndex(of: step) ?? 0
      if place > previous + 1 { rows.append(["", "…", "", ""]) }
      rows.append(row(step, symbols, isSwitch: marked.switches.contains(step)))
      previous = place
    }
    if previous < told.count - 1 { rows.append(["", "…", "", ""]) }
    return Self.aligned(rows)
  }

  /// The steps of which there is something to be told: those in which a task gets somewhere else, ends, or is marked.
  private func told(
    _ symbols: Symbols, _ marked: (switches: Set<Int>, failure: Int?)
  ) -> [Int] {
    var places: [UInt32: Symbols.Symbol] = [:]
    return run.steps.indices.filter { index in
      let lane = run.steps[index].chosen.lane
      let stop = index < stops.count ? symbols[stops[index]] : nil
      let hasEnded = index < stops.count && stops[index] == 0
      let hasMoved = hasEnded || stop != nil && stop != places[lane]
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
      timeText(step.at), lanes[lane].label, Self.words(index, self, symbols, isFirst: isFirst),
      notes.joined(separator: ", "),
    ]
  }

  /// What a task does in a step.
  private static func words(
    _ index: Int, _ record: RunRecord, _ symbols: Symbols, isFirst: Bool
  ) -> String {
    let stop = index < record.stops.count ? symbols[record.stops[index]] : nil
    let hasEnded = index < record.stops.count && record.stops[index] == 0
    let begins = isFirst ? "starts, " : ""
    if hasEnded { return begins + "ends" }
    if let stop { return begins + "up to \(stop.text)" }
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

  private static func aligned(_ rows: [[String]]) -> String {
    let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = (0..<3).map { column in
        let blanks = String(repeating: " ", count: widths[column] - row[column].count)
        return column == 0 ? blanks + row[column] : row[column] + blanks
      }
      var line = (cells + [row[3]]).joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
