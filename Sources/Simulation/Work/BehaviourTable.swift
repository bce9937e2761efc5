internal import EventLog

/// What the calls of all components do, laid out flat.
///
/// A simulator looks here at every step of every call. So no row holds a reference, which would have
/// to be counted each time: where a `Behaviour` has a list, a row has a range of a list that all rows
/// share.
struct BehaviourTable {
  /// What the calls of a component do.
  struct Row {
    /// How long a call runs, or how long it takes for an item.
    var takes: Length
    /// Whether a call runs for as long as it emits.
    var takesEmissions: Bool
    /// Whether calls just take their time and do nothing else.
    var isPlain: Bool
    /// The stream whose items a call takes.
    var forEach: Int?
    /// The rows of its effects, in their order.
    var effects: Range<Int>
  }

  /// A length of time.
  enum Length {
    case constant(Nanoseconds)
    /// Drawn by the sampler with that index.
    case random(Int)
    case never
  }

  /// Something that a call does.
  struct Effect {
    /// Where in a call it is done.
    var phase: CallRun.Phase
    /// At which points, if it is done while the call works.
    var points: Points
    var act: Act
  }

  /// After how much running an effect is done.
  enum Points {
    /// Whenever its phase is.
    case none
    /// At the offsets of that range, each in turn.
    case at(Range<Int>)
    /// Again and again, so far apart, at most so often.
    case every(Length, times: UInt32)
  }

  /// What an effect is.
  enum Act {
    case read(Int)
    /// Write a variable; the values are those of that range.
    case write(Int, Range<Int>)
    case emit(Int)
  }

  private(set) var rows: [Row] = []
  private(set) var effects: [Effect] = []
  private(set) var offsets: [Behaviour.Offset] = []
  private(set) var values: [Expression] = []
  /// What draws the random times; a run has a copy of them.
  private(set) var samplers: [Sampler] = []

  /// - Complexity: O(components and all that their calls do).
  init(_ model: Model, seed: UInt64) {
    rows.reserveOnLargePages(model.components.count)
    for component in model.components {
      let behaviour = component.behaviour
      let first = effects.count
      for (place, effect) in behaviour.effects.enumerated() {
        enter(effect) { Sampler($0, seed: seed, component, .every, effect: place) }
      }
      let takes = enter(component.takes) { Sampler($0, seed: seed, component, .takes) }
      rows.append(
        Row(
          takes: takes, takesEmissions: component.takes == .emissions, isPlain: behaviour.isPlain,
          forEach: behaviour.forEach, effects: first..<effects.count))
    }
  }

  private mutating func enter(
    _ effect: Behaviour.Effect, sampler: (Distribution) -> Sampler
  ) {
    let act: Act
    switch effect.act {
    case .read(let variable): act = .read(variable)
    case .write(let variable, let all):
      act = .write(variable, values.count..<values.count + all.count)
      values += all
    case .emit(let stream): act = .emit(stream)
    }
    let phase: CallRun.Phase
    var points = Points.none
    switch effect.time {
    case .start: phase = .start
    case .item: phase = .item
    case .end: phase = .end
    case .at(let all):
      phase = .work
      points = .at(offsets.count..<offsets.count + all.count)
      offsets += all
    case .every(let period, let times):
      phase = .work
      points = .every(enter(period, sampler: sampler), times: times ?? .max)
    }
    effects.append(Effect(phase: phase, points: points, act: act))
  }

  private mutating func enter(
    _ time: Model.RunningTime, sampler: (Distribution) -> Sampler
  ) -> Length {
    switch time {
    case .constant(let time): return .constant(time)
    case .emissions, .forever, .command: return .never
    case .random(let distribution):
      samplers.append(sampler(distribution))
      return .random(samplers.count - 1)
    }
  }
}
