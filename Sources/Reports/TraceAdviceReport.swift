internal import EventLog
internal import Formatting
internal import TraceAnalysis
public import WhatIf

/// Says what would make a recorded run shorter, the best first: what it saves, what it costs, what speaks against it, and
/// whether it is worth it.
///
///     print(TraceAdviceReport(TraceAdvice(run)).text)
public struct TraceAdviceReport: Report, Sendable, TellsTimes {
  private let advice: TraceAdvice
  var timeScale: TimeScale { advice.run.timeScale }

  /// Makes the report of an advice.
  public init(_ advice: TraceAdvice) { self.advice = advice }

  private var now: Nanoseconds { advice.recorded }

  /// How many changes are told to people.
  private static let most = 10

  /// The report for people; its first line is the advice.
  public var text: String {
    var lines = ["\(advice.run.name): \(answer)".visibleText]
    for (place, suggestion) in advice.suggestions.prefix(Self.most).enumerated() {
      lines += [""] + self.lines(of: suggestion, at: place + 1)
    }
    let more = advice.suggestions.count - Self.most
    if more > 0 { lines += ["", "… and \(more) more; --format json and csv list all"] }
    if !advice.remarks.isEmpty { lines += [""] + advice.remarks.map(\.visibleText) }
    if let tests = advice.tests {
      lines += SplitsText(advice: tests, name: advice.run.name, timeScale: timeScale).lines
    }
    if let trials {
      lines += advice.isByTrials ? trials.furtherLines : trials.lines
    }
    if let method { lines += ["", method] }
    return lines.joined(separator: "\n") + "\n"
  }

  private var answer: String {
    guard let best = advice.suggestions.first else {
      guard advice.run.isWhole else {
        return "what would make it shorter is not known, since \(advice.run.endingSentence)"
      }
      return "nothing that can be told from it would make it shorter"
    }
    if best.isConditional || !advice.isWorthIt(best),
      let open = advice.suggestions.first(where: { $0.isConditional && advice.isWorthIt($0) })
    {
      return
        "nothing is known to be worth it; to \(open.change) saves \(savedText(open)) of \(timeText(now)), but "
        + (open.caveats.first ?? "")
    }
    guard advice.isWorthIt(best) else {
      return "nothing is worth it: the best, to \(best.change), saves \(savedText(best)) of "
        + timeText(now)
    }
    let least = best.certainty == .atMost ? "at best " : ""
    let basis = advice.run.knowsStarts ? "" : "one after the other "
    return
      "\(best.change): \(basis)\(timeText(now)) → \(least)\(timeText(now - best.saves)), saves "
      + savedText(best)
  }

  private func savedText(_ suggestion: Suggestion) -> String {
    let saves = timeText(suggestion.saves)
    switch suggestion.certainty {
    case .atMost: return "at most \(saves)"
    case .exact, .estimate:
      let how = suggestion.certainty == .estimate ? " by estimate" : ""
      guard let most = suggestion.atMost, most > suggestion.saves else { return saves + how }
      return "\(saves)\(how), at most \(timeText(most))"
    }
  }

  private func lines(of suggestion: Suggestion, at rank: Int) -> [String] {
    let worth = advice.isWorthIt(suggestion) ? "" : "; not worth it"
    let share = percentText(suggestion.saves, now)
    // Without that, somebody whose tests ran in parallel already would take it for what the run can save.
    let basis = advice.run.knowsStarts ? "" : " against one after the other"
    var lines = [
      "\(rank). \(suggestion.change)",
      "   saves \(savedText(suggestion)) (\(share))\(basis)\(worth)",
    ]
    if let trial = suggestion.trial { lines.append("   since \(reason(trial.reason))") }
    if let cost = suggestion.cost { lines.append("   costs \(cost)") }
    lines += suggestion.caveats.map { "   but \($0)" }
    if let trial = suggestion.trial { lines.append("   by what-if \(trial.options)") }
    if let paste = suggestion.paste {
      lines.append("   in \(paste.place):")
      let text = paste.text.split(separator: "\n", omittingEmptySubsequences: false)
      lines += text.map { $0.isEmpty ? "" : "     \($0)" }
    }
    return lines.map(\.visibleText)
  }

  private var trials: ChangeTrialsText? {
    advice.trials.map { ChangeTrialsText(trials: $0, timeScale: timeScale, recorded: now) }
  }

  /// How near running the calls again comes to what was recorded.
  private var method: String? {
    guard let replayed, advice.run.log.header.clock == .wall else { return nil }
    return
      "By estimate: the \(advice.run.source) calls are run again, each change alone; unchanged they take "
      + "\(timeText(replayed)), where \(timeText(now)) were \(advice.run.source)."
  }

  /// How long the run takes that is made again, where savings come from that.
  private var replayed: Nanoseconds? {
    advice.isByTrials ? advice.trials?.unchanged : nil
  }

  /// The report for programs.
  public func jsonText(with notes: [InputNotes]) -> String {
    JSONValue.report(
      [
        ("name", .string(advice.run.name)), ("makespan_ns", .integer(advice.run.measures.makespan)),
        ("complete", .bool(advice.run.isWhole)), ("replayed_ns", JSONValue(replayed)),
        ("suggestions", .array(advice.suggestions.map(json))),
        ("remarks", .array(advice.remarks.map(JSONValue.string))),
        ("splits", advice.tests?.json ?? .null),
      ] + (trials.map { [$0.field] } ?? []),
      notes)
  }

  private func json(_ suggestion: Suggestion) -> JSONValue {
    .object([
      ("change", .string(suggestion.change)), ("saves_ns", .integer(suggestion.saves)),
      ("at_most_ns", .integer(suggestion.atMost ?? suggestion.saves)),
      ("certainty", .string(suggestion.certainty.rawValue)),
      ("worth_it", .bool(advice.isWorthIt(suggestion))), ("cost", JSONValue(suggestion.cost)),
      ("caveats", .array(suggestion.caveats.map(JSONValue.string))),
      ("why", JSONValue(suggestion.trial.map { reason($0.reason) })),
      ("options", JSONValue(suggestion.trial?.options)),
      ("place", JSONValue(suggestion.paste?.place)), ("paste", JSONValue(suggestion.paste?.text)),
    ])
  }

  /// The report for tables: a row for each change.
  public var csv: String {
    csvText(
      [["change", "saves_ns", "at_most_ns", "certainty", "worth_it", "cost", "caveats", "paste"]]
        + advice.suggestions.map {
          [
            $0.change, "\($0.saves)", "\($0.atMost ?? $0.saves)", $0.certainty.rawValue,
            advice.isWorthIt($0) ? "true" : "false", $0.cost ?? "",
            $0.caveats.joined(separator: "; "), $0.paste?.text ?? "",
          ]
        })
  }
}
