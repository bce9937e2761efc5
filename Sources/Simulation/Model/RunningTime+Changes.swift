public import EventLog

// Times that are longer or shorter than they were declared.

extension Model.RunningTime {
  /// A part of the time, rounded to the nearest nanosecond: `scaled(1, of: 2)` is half of it.
  ///
  /// What is drawn at random is drawn with the same numbers, so that each call takes that part of what it took. What never ends, or ends with
  /// what it emits, stays as it is.
  ///
  /// - Precondition: The first is not negative, and the second above 0.
  public func scaled(_ part: Int64, of whole: Int64) -> Model.RunningTime {
    switch self {
    case .constant(let time): .constant(min(Limits.longestTime, time.scaled(part, of: whole)))
    case .random(let distribution): .random(distribution.mapTimes { $0.scaled(part, of: whole) })
    case .emissions, .command, .forever: self
    }
  }

  /// A time that is so many nanoseconds longer; nil where that is no distribution of a known family.
  public func delayed(by time: Nanoseconds) -> Model.RunningTime? {
    switch self {
    case .constant(let own): return .constant(min(Limits.longestTime, own.addingClamped(time)))
    case .random(let distribution):
      switch distribution.form {
      case .uniform, .triangular, .empirical:
        return .random(distribution.mapTimes { $0.addingClamped(time) })
      case .normal, .lognormal, .exponential, .gamma: return nil
      }
    case .emissions, .command, .forever: return self
    }
  }
}

extension Behaviour {
  /// The same with all that a call does at a part of the time at which it did it, as it takes a part of its time; so it does as much.
  ///
  /// - Precondition: Both numbers are above 0.
  public func scaled(_ part: Int64, of whole: Int64) -> Behaviour {
    func scaled(_ offset: Offset) -> Offset {
      guard case .after(let time) = offset else { return offset }
      return .after(min(Limits.longestTime, time.scaled(part, of: whole)))
    }
    var behaviour = self
    for place in effects.indices {
      switch effects[place].time {
      case .at(let offsets): behaviour.effects[place].time = .at(offsets.map(scaled))
      case .every(let time, let times):
        // Again and again after no time would be without end.
        let scaled = time.scaled(part, of: whole)
        behaviour.effects[place].time = .every(
          scaled == .constant(0) ? .constant(1) : scaled, times: times)
      case .start, .item, .end: break
      }
    }
    behaviour.failure?.at = failure?.at.map(scaled)
    return behaviour
  }
}

extension Distribution {
  /// The same family with other times for parameters; the same distribution where these make no sense.
  fileprivate func mapTimes(_ change: (Nanoseconds) -> Nanoseconds) -> Distribution {
    func time(_ time: Nanoseconds) -> Nanoseconds { min(Limits.longestTime, change(time)) }
    let changed: Form =
      switch form {
      case .uniform(let min, let max): .uniform(min: time(min), max: time(max))
      case .normal(let mean, let sd): .normal(mean: time(mean), sd: time(sd))
      case .lognormal(let median, let sigma): .lognormal(median: time(median), sigma: sigma)
      case .exponential(let mean): .exponential(mean: time(mean))
      case .triangular(let min, let mode, let max):
        .triangular(min: time(min), mode: time(mode), max: time(max))
      case .gamma(let shape, let mean): .gamma(shape: shape, mean: time(mean))
      case .empirical(let values):
        .empirical(values.map { WeightedTime(time($0.time), weight: $0.weight) })
      }
    return (try? Distribution(changed)) ?? self
  }
}

extension Nanoseconds {
  /// A part of a time, rounded to the nearest nanosecond, or the longest there is.
  ///
  /// - Precondition: `whole` is above 0.
  func scaled(_ part: Int64, of whole: Int64) -> Nanoseconds {
    let product = Int128(self) * Int128(part)
    return Nanoseconds(clamping: (product + Int128(whole / 2)) / Int128(whole))
  }
}
