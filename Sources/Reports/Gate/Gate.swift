internal import EventLog
internal import Formatting
public import TraceAnalysis

/// Conditions checked on two runs: which of them are met, and what changed.
///
///     let gate = Gate([condition], of: comparison, samples: [])
///     gate.met   // makespan > +5%: 10 s → 12 s, +20 %
public struct Gate: Sendable, TellsTimes {
  /// A condition and the values that it was checked on.
  public struct Outcome: Sendable {
    /// The condition.
    public let condition: GateCondition
    /// Whether it is met.
    public let isMet: Bool
    /// The values and their change, in words.
    public let sentence: String
  }

  /// The conditions, each with what came of it.
  public internal(set) var outcomes: [Outcome] = []
  /// The conditions that cannot be checked, and why.
  public internal(set) var unknown: [String] = []
  let timeScale: TimeScale

  /// The sentences of the conditions that are met; with none the gate is open.
  public var met: [String] { outcomes.filter(\.isMet).map(\.sentence) }

  /// Checks conditions on a run and its baseline.
  ///
  /// Of a run that did not come to its end, or of which the trace ends before it does, nothing can be checked.
  ///
  /// With several samples of the baseline it stands for their median, and what lies between the least and the most of them
  /// meets no condition.
  ///
  /// - Parameters:
  ///   - conditions: What must not be.
  ///   - run: The run, against its own baseline, which tells what it saved.
  ///   - baseline: The baseline, and then other samples of it, each against its own.
  public init(_ conditions: [GateCondition], of run: Comparison, beside baseline: [Comparison]) {
    timeScale = run.timeScale
    for condition in conditions {
      if let open = ([run] + baseline).first(where: { !$0.run.isFinished }) {
        unknown.append(
          "\(condition.text): \(open.name) did not come to its end: \(RunOutcome(open.run).sentence)"
        )
        continue
      }
      let after = value(condition.measure, run)
      let samples = baseline.compactMap { value(condition.measure, $0) }.sorted()
      guard let after, samples.count == baseline.count, !samples.isEmpty else {
        unknown.append("\(condition.text): \(condition.measure.rawValue) is not known of both runs")
        continue
      }
      outcomes.append(outcome(condition, samples, after))
    }
  }

  /// A gate that is open until something is checked.
  init(_ timeScale: TimeScale) { self.timeScale = timeScale }

  func outcome(
    _ condition: GateCondition, _ samples: [Int128], _ after: Int128
  ) -> Outcome {
    let before = samples[(samples.count - 1) / 2]
    let (found, limit): (Int128, Int128) =
      switch condition.limit {
      case .percent(let part): ((after - before) * 1_000_000, part * before)
      case .change(let change): (after - before, change)
      case .value(let value): (after, value)
      }
    let isBeyond = condition.relation.holds(MeasuredValue(found), MeasuredValue(limit))
    let isWithinSamples =
      samples.count > 1 && after >= samples[0] && after <= samples[samples.count - 1]
    let spread =
      samples.count > 1
      ? " (\(samples.count) samples from \(words(samples[0], condition)) to \(words(samples[samples.count - 1], condition)))"
      : ""
    let change = before == 0 ? "" : ", \(Self.percent(after - before, of: before))"
    return Outcome(
      condition: condition, isMet: isBeyond && !isWithinSamples,
      sentence:
        "\(condition.text): \(words(before, condition))\(spread) → \(words(after, condition))\(change)"
    )
  }

  /// A change in percent with its sign: `+20 %`, `+400 %`.
  private static func percent(_ change: Int128, of whole: Int128) -> String {
    (change * whole.signum() < 0 ? "−" : "+") + partText(abs(change), of: abs(whole))
  }

  /// A part in percent; other than `percentText`, it may be more than all.
  ///
  /// - Precondition: `whole` is above 0, `part` not below.
  static func partText(_ part: Int128, of whole: Int128) -> String {
    part > whole ? "\((part * 100 + whole / 2) / whole) %" : percentText(part, whole)
  }

  private func words(_ value: Int128, _ condition: GateCondition) -> String {
    switch condition.measure.unit {
    case .time: value < 0 ? "−\(timeText(-value))" : timeText(value)
    case .ratio: ratioText(value, Int128(1_000_000))
    case .count: "\(value)"
    }
  }

  /// A measure of a run: a time in nanoseconds, a ratio in millionths, or a number; nil where it is not known.
  private func value(_ measure: RunMeasure, _ run: Comparison) -> Int128? {
    measure.value(of: run).map { measure.unit == .ratio ? $0.millionths : $0.numerator }
  }
}
