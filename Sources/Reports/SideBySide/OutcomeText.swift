internal import EventLog
internal import TraceAnalysis
internal import Formatting

/// What came of the difference between two runs, for people: measures, calls, variables, the end.
struct OutcomeText: TellsTimes {
  private let outcome: ChangesReport.Outcome
  private let names: (expected: String, actual: String)
  /// The scale of the longest measure of either run.
  let timeScale: TimeScale

  init(_ outcome: ChangesReport.Outcome, _ names: (expected: String, actual: String)) {
    self.outcome = outcome
    self.names = names
    let measures = outcome.changes.measures.filter { $0.name != "calls" }
    timeScale = TimeScale(
      longest: measures.flatMap { [$0.expected, $0.actual] }.compactMap(\.self).max() ?? 0)
  }

  /// The lines, each section after an empty one.
  var lines: [String] {
    ["", "measures:"] + measures + ending + components + variables + streams
  }

  private var measures: [String] {
    var table = Table([.left, .right, .right, .left])
    table.add("", names.expected, names.actual, "")
    for measure in outcome.changes.measures {
      let words: (Int128) -> String =
        measure.name == "calls" ? { "\($0)" } : { timeText($0) }
      table.add(
        measure.name, measure.expected.map(words) ?? "unknown",
        measure.actual.map(words) ?? "unknown", Self.change(of: measure, words))
    }
    return table.lines
  }

  private static func change(
    of measure: RunChanges.Measure, _ words: (Int128) -> String
  ) -> String {
    guard let expected = measure.expected, let actual = measure.actual else { return "" }
    guard expected != actual else { return "the same" }
    let size = words(max(expected, actual) - min(expected, actual))
    let comparative: (less: String, more: String) =
      measure.name == "calls" ? ("fewer", "more") : ("less", "more")
    let ratio =
      expected > 0 && actual > 0 && measure.name != "calls" ? ratioText(actual, expected) : "1"
    let share = ratio == "1" ? "" : " (\(ratio)×)"
    return "\(size) \(actual > expected ? comparative.more : comparative.less)\(share)"
  }

  /// How the runs ended, if not alike.
  private var ending: [String] {
    let (left, right) = (outcome.expected, outcome.actual)
    let words = (Self.words(for: left), Self.words(for: right))
    guard words.0 != words.1 else { return [] }
    var table = Table([.left, .left])
    table.add(names.expected, left.endingSentence)
    table.add(names.actual, right.endingSentence)
    return ["", "they did not end alike:"] + table.lines
  }

  /// How a run ended, whenever that was.
  private static func words(for run: Analysis) -> [String] {
    switch run.ending {
    case .end:
      let blocker = run.endlessBlocker.map(run.component(of:)) ?? ""
      return ["end", "\(run.isFinished)", blocker]
    case .limit(let limit): return ["limit", limit]
    case .deadlock(let reason): return ["deadlock", reason]
    case .livelock(let reason): return ["livelock", reason]
    case .failure(let reason): return ["failure", reason]
    }
  }

  // MARK: Calls

  private var components: [String] {
    var changed = outcome.changes.components.filter(\.isChanged)
    guard !changed.isEmpty else { return ["", "the calls of each component are the same"] }
    let same = outcome.changes.components.count - changed.count
    let most = Self.most
    if changed.count > most {
      // Of many, those whose calls became more, fewer, longer or shorter most.
      let order = changed.indices.sorted { left, right in
        let (one, other) = (changed[left].weight, changed[right].weight)
        return one == other ? left < right : one > other
      }
      changed = order.map { changed[$0] }
    }
    var table = Table([.left, .right, .right, .left])
    table.add("component", "calls", "running", "")
    for component in changed.prefix(most) {
      table.add(
        component.name, Self.pair(component.calls) { "\($0)" },
        Self.pair(component.running) { timeText($0) }, words(for: component))
    }
    var lines = ["", "calls by component:"] + table.lines
    if changed.count > most {
      lines.append(
        "  … and \(changed.count - most) more that differ; --format json and csv list all")
    }
    if same > 0 { lines.append("  … and \(counted(same, "component")) as before") }
    return lines
  }

  private static let most = 40

  private static func pair<Value>(
    _ pair: RunChanges.Pair<Value>, _ words: (Value) -> String
  ) -> String {
    pair.isChanged ? "\(words(pair.expected)) → \(words(pair.actual))" : words(pair.expected)
  }

  /// What is different about the calls of a component.
  private func words(for component: RunChanges.Component) -> String {
    var words: [String] = []
    let (calls, running) = (component.calls, component.running)
    if calls.isChanged {
      let count = abs(calls.actual - calls.expected)
      words.append("\(count) \(calls.actual > calls.expected ? "more" : "fewer")")
    }
    if running.isChanged {
      let isLonger = running.actual > running.expected
      let size = isLonger ? running.actual - running.expected : running.expected - running.actual
      words.append("\(timeText(size)) \(isLonger ? "longer" : "shorter")")
    }
    if component.moved > 0 { words.append(move(of: component)) }
    if component.endedOtherwise > 0 { words.append(outcome(of: component)) }
    return words.joined(separator: ", ")
  }

  /// `starts 3 s later`, `2 of 3 start 1 s earlier`, `2 of 3 start up to 4 s later`.
  private func move(of component: RunChanges.Component) -> String {
    let (least, most) = (component.shift.lowerBound, component.shift.upperBound)
    let isOne = component.paired == 1
    let who = isOne ? "starts" : "\(component.moved) of \(component.paired) start"
    if least < 0, most > 0 {
      return "\(who) up to \(timeText(-least)) earlier or \(timeText(most)) later"
    }
    let upTo = least == most ? "" : "up to "
    return least < 0
      ? "\(who) \(upTo)\(timeText(-least)) earlier" : "\(who) \(upTo)\(timeText(most)) later"
  }

  /// `failed instead of succeeded`, `2 ended otherwise, the first failed instead of succeeded`.
  private func outcome(of component: RunChanges.Component) -> String {
    let first = component.firstEndedOtherwise
    let (left, right) = (outcome.expected, outcome.actual)
    let words =
      "\(right.outcome(of: right.table[first.actual])) instead of "
      + left.outcome(of: left.table[first.expected])
    return component.endedOtherwise == 1
      ? words : "\(component.endedOtherwise) ended otherwise, the first \(words)"
  }

  // MARK: Variables

  private var variables: [String] {
    let variables = outcome.changes.variables
    guard !variables.isEmpty else { return [] }
    var table = Table([.left, .left, .left])
    table.add("", names.expected, names.actual)
    for variable in variables.prefix(Self.most) {
      table.add(
        variable.name, variable.expected?.shown ?? "none", variable.actual?.shown ?? "none")
    }
    let rest = variables.count - Self.most
    return ["", "variables at the end:"] + table.lines
      + (rest > 0 ? ["  … and \(rest) more; --format json and csv list all"] : [])
  }
}

extension OutcomeText {
  /// The items that went through each stream, where they were not as many.
  fileprivate var streams: [String] {
    let streams = outcome.changes.streams
    guard !streams.isEmpty else { return [] }
    var table = Table([.left, .right, .right])
    table.add("stream", "items in", "items out")
    for stream in streams.prefix(Self.most) {
      table.add(
        stream.name, Self.pair(stream.sent) { "\($0)" }, Self.pair(stream.received) { "\($0)" })
    }
    let rest = streams.count - Self.most
    return ["", "items through streams:"] + table.lines
      + (rest > 0 ? ["  … and \(rest) more; --format json and csv list all"] : [])
  }
}

extension RunChanges.Component {
  /// How much is different about its calls.
  fileprivate var weight: (UInt128, Int) {
    ((running.actual - running.expected).magnitude, abs(calls.actual - calls.expected))
  }
}
