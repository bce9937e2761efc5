internal import EventLog
internal import Formatting
internal import TraceAnalysis

/// Which spells lie on the critical and on the observed path, and of those that do in parts only, which parts.
///
/// A path may leave a call that goes on, and come back to it, so what is true of a call is not true of all its spells.
struct PageStretches {
  /// A part of a spell.
  struct Part {
    var spell: Int
    var start: Nanoseconds
    var end: Nanoseconds
    var mark: PageCalls.Marks
  }

  /// On which paths each spell lies, in whole or in part.
  private(set) var marks: [PageCalls.Marks]
  /// The parts of the spells that do so in part, in the order of the spells.
  private(set) var parts: [Part] = []

  /// - Complexity: O(*n*) in the number of spells and in the length of the paths.
  init(_ run: Analysis, _ spells: PageSpells) {
    let critical = run.measures.hasCriticalPath ? PathStretches(critical: run) : PathStretches()
    let observed = PathStretches(observed: run)
    marks = Array(repeating: [], count: spells.all.count)
    for (index, spell) in spells.all.enumerated() {
      if spell.state == .running { mark(index, spell, from: spell.start, critical, .isCritical) }
      // What a call waited for before it was asked for has no spell, and is marked before its first.
      let isFirst = run.table[spell.call].requestedAt == spell.start
      let start =
        isFirst ? observed.beginning(before: spell.start, of: spell.call) : spell.start
      mark(index, spell, from: start, observed, .isObserved)
    }
  }

  private mutating func mark(
    _ index: Int, _ spell: PageSpells.Spell, from start: Nanoseconds, _ path: PathStretches,
    _ mark: PageCalls.Marks
  ) {
    let found = path.within(start, spell.end, of: spell.call)
    guard !found.isEmpty else { return }
    marks[index].insert(mark)
    guard found != [.init(start: spell.start, end: spell.end)] else { return }
    parts += found.map { Part(spell: index, start: $0.start, end: $0.end, mark: mark) }
  }

  /// Writes the parts; the marks stand beside the spells.
  func write(to json: inout JSONSink, _ clock: PageClock) {
    json.key("stretches")
    json.beginObject()
    json.column("spell", parts.map { Int64($0.spell) })
    json.column("from", parts.map { clock.ticks($0.start) })
    json.column("to", parts.map { clock.ticks($0.end) })
    json.column("path", parts.map { Int64($0.mark.rawValue) })
    json.endObject()
  }
}
