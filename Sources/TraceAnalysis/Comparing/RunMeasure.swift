internal import EventLog

/// What a condition or an expectation can ask of a run as a whole.
public enum RunMeasure: String, CaseIterable, Sendable {
  /// The end of the last call.
  case makespan
  /// The heaviest chain; `span` is the same.
  case criticalPath = "critical-path"
  /// The running of all calls together.
  case work
  /// What making everything parallel on machines without limit could reach.
  case floor
  /// What parallelism saved: against the serial twin of a scenario, or the own work of a trace.
  case saved
  /// The time of the baseline by that of the run.
  case speedup
  /// Speedup by machine.
  case efficiency
  /// Work by critical path: how many slots the program could keep busy.
  case parallelism
  /// How many calls there were, flows not counted.
  case calls

  /// What its values are.
  public enum Unit: Sendable {
    case time, ratio, count
  }

  /// The measure with that name; `span` is another name for the critical path.
  public init?(word: String) {
    guard let measure = word == "span" ? .criticalPath : RunMeasure(rawValue: word) else {
      return nil
    }
    self = measure
  }

  /// What its values are.
  public var unit: Unit {
    switch self {
    case .makespan, .criticalPath, .work, .floor, .saved: .time
    case .speedup, .efficiency, .parallelism: .ratio
    case .calls: .count
    }
  }

  /// Whether it says something of the run beside its baseline, and not of the run alone.
  public var asksForBaseline: Bool {
    switch self {
    case .saved, .speedup, .efficiency: true
    case .makespan, .criticalPath, .work, .floor, .parallelism, .calls: false
    }
  }

  /// The measure of a run against its own baseline; nil where it is not known.
  ///
  /// - Complexity: That of the measures of the run, if nobody has asked for them before.
  public func value(of comparison: Comparison) -> MeasuredValue? {
    let (measures, times) = (comparison.run.measures, comparison.run.log.header.callTimes)
    let parallelTime = comparison.parallelTime
    switch self {
    case .makespan: return times == .durations ? nil : MeasuredValue(measures.makespan)
    case .criticalPath:
      return measures.hasCriticalPath && times != .least ? MeasuredValue(measures.span) : nil
    case .work: return times == .least || times == .most ? nil : MeasuredValue(measures.work)
    case .floor: return measures.floor.map { MeasuredValue($0) }
    case .saved: return comparison.saved.map { MeasuredValue($0) }
    case .speedup:
      guard parallelTime > 0 else { return nil }
      return comparison.baselineTime.map { MeasuredValue($0, over: parallelTime) }
    case .efficiency:
      return comparison.efficiencyParts.map { MeasuredValue($0.0, over: max(1, $0.1)) }
    case .parallelism:
      guard measures.floor != nil, measures.span > 0 else { return nil }
      return MeasuredValue(measures.work, over: measures.span)
    case .calls: return MeasuredValue(measures.calls)
    }
  }
}
