internal import EventLog
internal import Formatting
internal import WhatIf

/// What changes save that were each tried by running a run again, as a part of advice.
struct ChangeTrialsText: TellsTimes {
  let trials: ChangeTrials
  let timeScale: TimeScale
  /// How long the run took; nil where that is what savings are told against.
  var recorded: Nanoseconds?

  /// How many changes are told to people.
  private static let most = ChangeTrials.mostTold

  /// The lines, behind an empty one; none where no change saves anything.
  var lines: [String] {
    var lines: [String] = []
    if !trials.singles.isEmpty {
      lines += ["", "each of these alone, by what-if\(base):"] + table.lines
      let more = trials.singles.count - Self.most
      if more > 0 { lines.append("  … and \(more) more; --format json lists all") }
      if let pair { lines.append("  \(pair)") }
      lines += caveats.map { "  but \($0)" }
    }
    if let anomaly { lines += ["", anomaly] }
    return lines.map(\.visibleText)
  }

  /// What there is to say where each change is told of already.
  var furtherLines: [String] {
    [pair, anomaly].compactMap(\.self).flatMap { ["", $0] }.map(\.visibleText)
  }

  /// What savings are told against, where that is not how long the run took.
  private var base: String {
    guard let recorded, recorded != trials.unchanged else { return "" }
    return
      ", told against the \(timeText(trials.unchanged)) that it takes when it is run again unchanged, "
      + "where \(timeText(recorded)) were recorded"
  }

  private var table: Table {
    // Options are there to be pasted, so none is cut.
    var table = Table([.right, .right, .right, .left, .left], widest: .max)
    table.add("saves", "takes", "at least", "", "")
    for trial in trials.singles.prefix(Self.most) {
      table.add(
        timeText(trials.unchanged - trial.makespan), timeText(trial.makespan),
        trial.bound.map { timeText($0) } ?? "", trial.options, reason(trial.reason))
    }
    return table
  }

  /// What two changes save together, beside what they save alone.
  private var pair: String? {
    guard let pair = trials.bestPair else { return nil }
    let alone = pair.changes.map { change in
      let one = trials.singles.first { $0.changes == [change] }
      return timeText(trials.unchanged - (one?.makespan ?? trials.unchanged))
    }
    return "best together: \(pair.options): \(timeText(trials.unchanged)) → "
      + "\(timeText(pair.makespan)), saves \(timeText(trials.unchanged - pair.makespan)), where alone they save "
      + alone.joined(separator: " and ")
  }

  /// What speaks against the changes that are told of, each once.
  private var caveats: [String] {
    let told = trials.singles.prefix(Self.most).map { $0.changes[0] }
    var caveats: [String] = []
    if trials.isEstimate {
      caveats.append("if what runs beside more slows down, they save less")
    }
    if told.contains(where: { if case .noEdge = $0 { true } else { false } }) {
      caveats.append("what a call uses of another it has to wait for")
    }
    if told.contains(where: {
      switch $0 {
      case .parallel, .atOnce: true;
      default: false
      }
    }) {
      caveats.append("whether what comes next needs what runs beside it is not recorded")
    }
    return caveats
  }

  private var anomaly: String? {
    trials.anomaly.map { trial in
      "\(trial.options) would make it longer, \(timeText(trial.makespan)): \(GrahamAnomaly.sentence)."
    }
  }

  /// The same for programs.
  var field: (String, JSONValue) { ("changes", json) }

  private var json: JSONValue {
    .object([
      ("unchanged_ns", .integer(trials.unchanged)), ("is_estimate", .bool(trials.isEstimate)),
      ("alone", .array(trials.singles.map(json))),
      ("best_pair", trials.bestPair.map(json) ?? .null),
      ("anomaly", trials.anomaly.map(json) ?? .null),
    ])
  }

  private func json(_ trial: ChangeTrials.Trial) -> JSONValue {
    .object([
      ("changes", .array(trial.changes.map { .string($0.option) })),
      ("after_ns", .integer(trial.makespan)),
      ("saves_ns", .integer(trials.unchanged - trial.makespan)),
      ("bound_ns", JSONValue(trial.bound)), ("why", .string(reason(trial.reason))),
    ])
  }
}

extension ChangeTrials.Trial {
  /// The options of `what-if` that ask for the changes.
  var options: String { changes.map(\.shellText).joined(separator: " ") }
}

extension TellsTimes {
  /// Why a change was tried.
  func reason(_ reason: ChangeCandidates.Reason) -> String {
    switch reason {
    case .onPath(let time): "the end waited for it for \(timeText(time))"
    case .within(let time): "the end waited for what ran in it for \(timeText(time))"
    case .held(let time): "the end waited \(timeText(time)) for a slot that it held"
    case .drag(let time): "its drag is \(timeText(time))"
    case .waited(let time): "what the end waited for waited \(timeText(time)) for a slot"
    case .waitedUntil(let time): "the end waited for it until \(timeText(time))"
    }
  }
}

/// What is said where less to do, or more to do it on, makes a run longer.
enum GrahamAnomaly {
  static let sentence =
    "calls come to their slots in another order, and who gives them out does not look ahead (an anomaly of Graham's, 1969); another --policy may do better"
}
