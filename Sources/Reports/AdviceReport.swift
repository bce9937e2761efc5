internal import EventLog
internal import TraceAnalysis
internal import Formatting
public import WhatIf

/// Says which components to run in parallel: the best change that is safe, and what each change alone does.
///
///     print(AdviceReport(Advice(model, setup)).text)
public struct AdviceReport: Report, Sendable, TellsTimes {
  private let advice: Advice
  private let trials: ChangeTrials?
  /// The scale of the longest of the runs.
  let timeScale: TimeScale

  /// Makes the report of an advice.
  ///
  /// - Parameters:
  ///   - advice: The advice.
  ///   - trials: What other changes save, for a part of its own.
  public init(_ advice: Advice, trials: ChangeTrials? = nil) {
    (self.advice, self.trials) = (advice, trials)
    let trials = advice.alone.lazy.map(\.makespan).max() ?? 0
    let longest = TimeScale(longest: trials)
    timeScale = longest.hasMinutes ? longest : advice.base.timeScale
  }

  private var now: Nanoseconds { advice.base.measures.makespan }

  /// The report for people; its first line is the advice.
  public var text: String {
    var lines = [answer.visibleText]
    if let unsafe = advice.bestUnsafe {
      lines += [
        "",
        "  not safe: \(words(unsafe.changes)) would take \(timeText(unsafe.makespan)), but "
          + unsafe.hazards.prefix(3).map(words).joined(separator: "; "),
      ].map(\.visibleText)
    }
    lines += ["", "each change alone:"] + table.lines
    let more = advice.alone.count - Self.mostRows
    if more > 0 { lines.append("  … and \(more) more; --format json and csv list all") }
    lines += ["", method]
    if let trials { lines += ChangeTrialsText(trials: trials, timeScale: timeScale).lines }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The first line.
  private var answer: String {
    let name = advice.base.name
    if !advice.base.isWhole { return "\(name): \(end); \(rescue)" }
    guard let best = advice.best else { return "\(name): nothing helps: \(whyNothingHelps)" }
    let saved = now - best.makespan
    return "\(name): \(words(best.changes)): \(timeText(now)) → \(timeText(best.makespan)), saves "
      + "\(timeText(saved)) (\(ratioText(now, best.makespan))×), safe; \(machines(of: best))"
  }

  /// How a run ends that comes to no end of its own.
  private var end: String {
    let run = advice.base
    if run.ending != .end { return run.log.predicate(for: run.ending) }
    return run.blockerText.map { "the flow never gets past \($0)" } ?? run.starvation?.sentence
      ?? "its log was not closed"
  }

  private var rescue: String {
    guard let best = advice.best else {
      let safe = advice.bestUnsafe == nil ? "" : "safe "
      return "no other \(safe)flags let it come to its end"
    }
    return "\(words(best.changes)), and it ends after \(timeText(best.makespan))"
  }

  private var whyNothingHelps: String {
    if let unsafe = advice.bestUnsafe {
      return
        "\(words(unsafe.changes)) would save \(timeText(now - unsafe.makespan)), but is not safe"
    }
    if advice.base.measures.floor == now { return "\(timeText(now)) is its floor" }
    if advice.alone.isEmpty { return "it calls no component that ends" }
    let waits = advice.base.observedPath.parts.filter { $0.kind == .waitingForMachine }
    if let wait = waits.first {
      let machine = advice.base.table[wait.call].machine
      return "it waits for \(machineText(advice.base.log.names[machine])), and no flag changes that"
    }
    let measures = advice.base.measures
    if measures.lowerBound == now, measures.work > 0 {
      return "\(timeText(measures.work)) of work keep "
        + "\(counted(measures.machines, "machine")) busy for \(timeText(now)), whatever is parallel"
    }
    return "no flags make it shorter than \(timeText(now))"
  }

  private func machines(of trial: Counterfactual) -> String {
    let before = advice.base.measures.peak
    let at = "\(counted(trial.peak, "machine")) at once"
    return trial.peak == before ? at : "\(at) instead of \(before)"
  }

  private func words(_ changes: [Counterfactual.Change]) -> String {
    let parallel = changes.filter(\.isParallel).map(\.component)
    let serial = changes.filter { !$0.isParallel }.map(\.component)
    return [
      parallel.isEmpty ? nil : "make \(listed(parallel)) parallel",
      serial.isEmpty ? nil : "make \(listed(serial)) wait",
    ].compactMap(\.self).joined(separator: " and ")
  }

  private func listed(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    if names.count > Self.mostNames + 1 {
      let shown = names.prefix(Self.mostNames).joined(separator: ", ")
      return "\(shown) and \(names.count - Self.mostNames) more"
    }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  private func words(_ hazard: Counterfactual.Hazard) -> String {
    HazardText(advice.base).words(hazard)
  }

  /// How many components a sentence names at most; the other formats name all.
  private static let mostNames = 5
  /// The most rows of the table.
  private static let mostRows = 40

  private var table: Table {
    var table = Table([.left, .right, .right, .right, .left])
    table.add("change", "makespan", "saves", "at once", "safe")
    for trial in advice.alone.prefix(Self.mostRows) {
      let ends = !trial.endsBadly
      let change = trial.changes.map {
        "\($0.component) \($0.isParallel ? "parallel" : "not parallel")"
      }.joined()
      table.add(
        change, ends ? timeText(trial.makespan) : "–",
        saved(by: trial).map(difference) ?? "–", ends ? "\(trial.peak)" : "–",
        trial.isSafe ? "yes" : "no: " + (trial.hazards.first.map(words) ?? ""))
    }
    return table
  }

  /// What a change saves; nil where one of the two runs comes to no end.
  private func saved(by trial: Counterfactual) -> Nanoseconds? {
    advice.base.isWhole && !trial.endsBadly ? now - trial.makespan : nil
  }

  private func difference(_ saved: Nanoseconds) -> String {
    saved < 0 ? "−\(timeText(-saved))" : timeText(saved)
  }

  private var method: String {
    let runs = "\(counted(advice.runs, "run"))"
    if advice.isExact { return "Every set of these changes was tried, in \(runs)." }
    let untried =
      advice.untried > 0
      ? " \(counted(advice.untried, "component")) with less drag \(advice.untried == 1 ? "was" : "were") not tried."
      : ""
    return
      "Changes were tried alone and added to one another, those that saved most first, in \(runs); "
      + "another set may be better.\(untried)"
  }

  /// The report for programs.
  public func jsonText(with notes: [InputNotes]) -> String {
    JSONValue.report(
      [
        ("name", .string(advice.base.name)),
        ("makespan_ns", .integer(now)), ("best", advice.best.map(json) ?? .null),
        ("best_unsafe", advice.bestUnsafe.map(json) ?? .null), ("exact", .bool(advice.isExact)),
        ("runs", JSONValue(count: advice.runs)), ("untried", JSONValue(count: advice.untried)),
        ("alone", .array(advice.alone.map(json))),
      ] + (trials.map { [ChangeTrialsText(trials: $0, timeScale: timeScale).field] } ?? []),
      notes)
  }

  private func json(of trial: Counterfactual) -> JSONValue {
    .object([
      (
        "changes",
        .array(
          trial.changes.map {
            .object([
              ("component", .string($0.component)), ("parallel", .bool($0.isParallel)),
            ])
          })
      ),
      ("makespan_ns", trial.endsBadly ? .null : .integer(trial.makespan)),
      ("saved_ns", saved(by: trial).map(JSONValue.integer) ?? .null),
      ("at_once", JSONValue(count: trial.peak)), ("safe", .bool(trial.isSafe)),
      ("dangers", .array(trial.hazards.map { .string(words($0)) })),
    ])
  }

  /// The report for tables: a row for each change tried alone, then one for each of the best sets.
  public var csv: String {
    let header = ["set", "parallel", "not_parallel", "makespan_ns", "saved_ns", "at_once", "safe"]
    let rows =
      advice.alone.map { ("alone", $0) }
      + [("best", advice.best), ("best_unsafe", advice.bestUnsafe)]
      .compactMap { set, trial in trial.map { (set, $0) } }
    return csvText(
      [header]
        + rows.map { set, trial in
          [
            set, trial.changes.filter(\.isParallel).map(\.component).joined(separator: " "),
            trial.changes.filter { !$0.isParallel }.map(\.component).joined(separator: " "),
            trial.endsBadly ? "" : "\(trial.makespan)",
            saved(by: trial).map { "\($0)" } ?? "", "\(trial.peak)",
            trial.isSafe ? "true" : "false",
          ]
        })
  }
}
