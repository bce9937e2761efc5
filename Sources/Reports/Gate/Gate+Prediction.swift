internal import Formatting
internal import TraceAnalysis
public import WhatIf

extension Gate {
  /// Checks conditions on a prediction, beside the run without its changes.
  ///
  ///     saved < 10%       less than a tenth of the run is saved
  ///     makespan > 90s    it would still take longer
  ///
  /// What is saved is what the changes save; in percent it is a part of the run without them.
  ///
  /// - Parameters:
  ///   - conditions: What must not be.
  ///   - prediction: The prediction.
  public init(_ conditions: [GateCondition], of prediction: Prediction) {
    let (before, after) = (prediction.unchanged.measures, prediction.after.measures)
    self.init(TimeScale(longest: max(before.makespan, after.makespan)))
    for condition in conditions {
      guard !prediction.isOfPart else {
        unknown.append("\(condition.text): \(RunOutcome(prediction.before).sentence)")
        continue
      }
      guard prediction.isWhole else {
        unknown.append("\(condition.text): with the changes the run does not come to its end")
        continue
      }
      guard prediction.isSavingKnown else {
        unknown.append("\(condition.text): without the changes the run does not come to its end")
        continue
      }
      switch condition.measure {
      case .makespan:
        outcomes.append(outcome(condition, [Int128(before.makespan)], Int128(after.makespan)))
      case .work: outcomes.append(outcome(condition, [before.work], after.work))
      case .criticalPath where before.hasCriticalPath && after.hasCriticalPath:
        outcomes.append(outcome(condition, [Int128(before.span)], Int128(after.span)))
      case .saved: outcomes.append(saving(condition, prediction))
      case .criticalPath, .efficiency, .floor, .speedup, .parallelism, .calls:
        unknown.append(
          "\(condition.text): \(condition.measure.rawValue) is not known of a prediction")
      }
    }
  }

  private func saving(_ condition: GateCondition, _ prediction: Prediction) -> Outcome {
    let (saved, whole) = (Int128(prediction.saved), Int128(prediction.unchanged.makespan))
    let (found, limit): (Int128, Int128) =
      switch condition.limit {
      case .percent(let part): (saved * 1_000_000, part * whole)
      case .change(let time), .value(let time): (saved, time)
      }
    let isMet = condition.relation.holds(MeasuredValue(found), MeasuredValue(limit))
    let sign = saved < 0 ? "−" : ""
    let part = whole > 0 ? ", \(sign)\(Self.partText(abs(saved), of: whole))" : ""
    return Outcome(
      condition: condition, isMet: isMet,
      sentence:
        "\(condition.text): \(sign)\(timeText(abs(saved))) of \(timeText(whole))\(part)")
  }
}
