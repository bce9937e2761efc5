internal import EventLog
internal import Formatting
internal import Reports
internal import Simulation
internal import TraceAnalysis
internal import WhatIf

/// What a scenario would be with other components parallel, each simulated, with the bars that it would have.
struct PageVariants {
  /// A variant as it is told.
  struct Told {
    var mask: UInt32
    var run: Analysis
    /// The first line of its summary without the name, and what speaks against it.
    var answer: String
    var remarks: [String]
    /// What it saves beside the baseline; nil where that is not known.
    var saved: Nanoseconds?
    /// Whether it comes to its end.
    var isWhole: Bool
  }

  /// The components that are turned over, in the order of the bits of masks.
  let components: [String]
  let declared: UInt32
  let all: [Told]
  /// How many components could be turned over, and so many of them may be, whichever they are, for the variant to be there.
  let (candidates, together): (Int, Int)

  /// So many bars are drawn of one variant, and of all.
  private static let (mostBars, mostBarsOfAll) = (400, 24_000)

  /// Simulates the variants; nil where there are none.
  init?(_ source: PageSource) {
    guard let model = source.model, let setup = source.setup,
      source.comparison.run.log.header.canRunAgain,
      let variants = FlagVariants(model, setup), variants.all.count > 1
    else { return nil }
    components = variants.components
    declared = variants.declared
    (candidates, together) = (variants.candidates, variants.together)
    let hazards = HazardText(variants.base)
    all = variants.all.map { variant in
      let comparison = Comparison(run: variant.run, baseline: source.comparison.baseline)
      return Told(
        mask: variant.mask, run: variant.run, answer: comparison.answerWithoutName,
        // That it does not end is its answer already.
        remarks: variant.run.isWhole ? variant.outcome.hazards.map(hazards.words) : [],
        saved: comparison.saved, isWhole: variant.run.isWhole)
    }
  }

  /// So many variants are listed in the page itself.
  private static let mostListed = 64

  /// The variants to list: all, or of many those that are near, and those that take least and against which nothing speaks.
  var listed: [Told] {
    guard all.count > Self.mostListed else { return all }
    let everything = UInt32(1) << UInt32(components.count) - 1
    let near = all.filter {
      ($0.mask ^ declared).nonzeroBitCount < 2 || $0.mask == 0 || $0.mask == everything
    }
    let masks = Set(near.map(\.mask))
    let others = all.filter { !masks.contains($0.mask) }.sorted {
      ($0.isWhole ? 0 : 1, $0.remarks.count, $0.run.makespan, $0.mask)
        < ($1.isWhole ? 0 : 1, $1.remarks.count, $1.run.makespan, $1.mask)
    }
    return near + others.prefix(Self.mostListed - near.count)
  }

  /// The names of the components that are parallel in a variant.
  func parallel(in mask: UInt32) -> [String] {
    components.indices.filter { mask >> UInt32($0) & 1 == 1 }.map { components[$0] }
  }

  /// Writes the variants.
  func write(to json: inout JSONSink, _ numbers: PageComponents, _ clock: PageClock) {
    json.beginObject()
    json.key("components")
    json.beginArray()
    for component in components { json.value(numbers.number(of: component)) }
    json.endArray()
    json.field("declared", declared)
    var room = Self.mostBarsOfAll
    json.list("runs", count: all.reduce(0) { $0 + $1.run.table.intervals.count }) { list in
      for told in all {
        let count = told.run.table.intervals.count
        let hasBars = count <= min(Self.mostBars, room)
        if hasBars { room -= count }
        write(told, hasBars: hasBars, to: &list, numbers, clock)
      }
    }
    json.endObject()
  }

  private func write(
    _ told: Told, hasBars: Bool, to list: inout JSONSink, _ numbers: PageComponents,
    _ clock: PageClock
  ) {
    list.beginObject()
    list.field("mask", told.mask)
    list.time("makespan", told.run.makespan, clock)
    list.time("saved", told.saved, clock)
    list.field("whole", word: told.isWhole ? "true" : "false")
    list.field("hazards", told.remarks.count)
    list.field("answer", ([told.answer] + told.remarks).joined(separator: "; ").visibleText)
    if hasBars {
      writeBars(of: told.run, to: &list, numbers, clock)
    } else {
      list.field("bars", word: "null")
    }
    list.endObject()
  }

  private func writeBars(
    of run: Analysis, to list: inout JSONSink, _ numbers: PageComponents, _ clock: PageClock
  ) {
    let lanes = PageLanes(run)
    list.key("bars")
    list.beginArray()
    for spell in PageSpells(run, lanes).all where spell.state != .requested {
      list.beginObject()
      list.field("lane", lanes.all[spell.lane].title.visibleText)
      list.field("component", numbers.number(of: run.component(of: spell.call)))
      list.time("from", spell.start, clock)
      list.time("to", spell.end, clock)
      list.field("state", spell.state.rawValue)
      list.endObject()
    }
    list.endArray()
  }
}
