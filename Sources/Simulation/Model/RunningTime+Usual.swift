package import EventLog

extension Model.RunningTime {
  /// How long it usually is, to plan with; 0 for what never ends.
  package var usual: Nanoseconds {
    switch self {
    case .constant(let time): time
    case .random(let distribution): distribution.usual
    case .emissions, .forever, .command: 0
    }
  }
}

extension Distribution {
  /// Its mean, or its median where that is what it is given by.
  fileprivate var usual: Nanoseconds {
    switch form {
    case .uniform(let min, let max): return min / 2 + max / 2
    case .normal(let mean, _), .exponential(let mean), .gamma(_, let mean): return mean
    case .lognormal(let median, _): return median
    case .triangular(let min, let mode, let max): return min / 3 + mode / 3 + max / 3
    case .empirical(let values):
      var (sum, weights): (Int128, Int128) = (0, 0)
      for value in values {
        sum += Int128(value.time) * Int128(value.weight)
        weights += Int128(value.weight)
      }
      return Nanoseconds(clamping: sum / Swift.max(1, weights))
    }
  }
}
