internal import EventLog
internal import TraceAnalysis
internal import Formatting

extension PathReport {
  /// How many parts of the observed path are too many to be read one by one in a summary.
  private static let many = 60

  /// The observed path by what ran on it, the longest first, and their sum; nil if its parts are few enough to be
  /// told one by one, or if they do not repeat.
  var observedLinesByComponent: [String]? {
    let parts = run.observedPath.parts
    guard parts.count > Self.many else { return nil }
    let machine = Vocabulary(run).machine.one
    var sums: [String: (time: Nanoseconds, parts: Int)] = [:]
    for part in parts {
      let words: String
      switch part.kind {
      case .running: words = run.component(of: part.call)
      case .waitingForMachine: words = "waiting for a \(machine)"
      case .timer: words = "timers"
      case .unexplained: words = "nothing the log explains"
      }
      sums[words, default: (0, 0)].time += part.end - part.start
      sums[words, default: (0, 0)].parts += 1
    }
    guard sums.count * 2 < parts.count else { return nil }
    let most = sums.sorted { ($1.value.time, $0.key) < ($0.value.time, $1.key) }
    let makespan = run.measures.makespan
    var table = Table([.left, .right, .right, .right])
    for (words, sum) in most.prefix(8) {
      table.add(
        words.visibleText.truncated(toColumns: 48), timeText(sum.time),
        percentText(sum.time, makespan), counted(sum.parts, "part"))
    }
    if most.count > 8 {
      let rest = most.dropFirst(8).reduce((time: Nanoseconds(0), parts: 0)) {
        ($0.time + $1.value.time, $0.parts + $1.value.parts)
      }
      table.add(
        "\(most.count - 8) others", timeText(rest.time), percentText(rest.time, makespan),
        counted(rest.parts, "part"))
    }
    return table.lines + ["  = \(timeText(makespan)), the makespan"]
  }
}
