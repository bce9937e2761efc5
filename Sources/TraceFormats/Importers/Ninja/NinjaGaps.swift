internal import EventLog
internal import Formatting

/// Times in which no command ran that has a row in the log.
struct NinjaGaps {
  private var count = 0
  private var sum: Nanoseconds = 0
  private var first: Nanoseconds = 0
  private var makespan: Nanoseconds = 0

  /// - Precondition: Commands come in the order of their starts.
  init(_ commands: [NinjaCommand]) {
    var over: Nanoseconds = 0
    for command in commands {
      let gap = command.start - over
      // Less than that ninja itself may need.
      if gap >= 50_000_000 {
        if count == 0 { first = over }
        count += 1
        sum += gap
      }
      over = max(over, command.end)
    }
    makespan = over
  }

  /// That so much is not explained, where it is enough to matter.
  var notes: [ImportNote] {
    guard sum >= makespan / 20, count > 0 else { return [] }
    let times = count == 1 ? "Once" : "\(count) times"
    return [
      ImportNote(
        kind: .expected, count: count,
        sentence: "\(times) no command ran that has a row, for \(timeText(sum)) together, the "
          + "first from \(timeText(first)) on: what ran then is not in the log. ninja writes no "
          + "row of a command that fails.")
    ]
  }
}
