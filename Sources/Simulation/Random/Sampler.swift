internal import EventLog

/// Draws the random times of one thing: the calls of a component, what they take for items, or the
/// periods of one of their effects.
///
/// Items are many, and most distributions need one word for a time. So four items after each other
/// share a block of words, and their times are made together and kept for the three that come next.
struct Sampler {
  private let distribution: Distribution
  private let seed: UInt64
  private let hash: UInt64
  private let purpose: SubstreamPurpose
  /// The place of the effect among those of its component, in the upper half.
  private let place: UInt64
  private let isDrawnByInverse: Bool
  /// The call and the group of four items whose times are kept.
  private var call: UInt32 = 0
  private var group: UInt32 = 0
  private var times = SIMD4<Nanoseconds>()

  /// Draws for the calls of a component; several effects have draws of their own.
  init(
    _ distribution: Distribution, seed: UInt64, _ component: Model.Component,
    _ purpose: SubstreamPurpose, effect: Int = 0
  ) {
    self.init(distribution, seed: seed, name: component.name, purpose, effect: effect)
  }

  /// Draws for the calls of the component of a name.
  init(
    _ distribution: Distribution, seed: UInt64, name: String, _ purpose: SubstreamPurpose,
    effect: Int = 0
  ) {
    self.distribution = distribution
    self.seed = seed
    hash = stableHash(name)
    self.purpose = purpose
    place = UInt64(effect) << 32
    isDrawnByInverse = distribution.isDrawnByInverse
  }

  /// The time that a call takes; calls of a component are numbered from 1.
  func time(of call: UInt32) -> Nanoseconds {
    var draw = RandomSubstream(seed: seed, hash: hash, call: call, purpose: purpose)
    return distribution.time(from: &draw)
  }

  /// The time of an item of a call.
  mutating func time(of call: UInt32, item: UInt32) -> Nanoseconds {
    guard isDrawnByInverse else {
      var draw = RandomSubstream(
        seed: seed, hash: hash, call: call, purpose: purpose, item: place | UInt64(item))
      return distribution.time(from: &draw)
    }
    if self.call != call || group != item >> 2 { drawGroup(item >> 2, of: call) }
    return times[Int(item & 3)]
  }

  private mutating func drawGroup(_ group: UInt32, of call: UInt32) {
    var draw = RandomSubstream(
      seed: seed, hash: hash, call: call, purpose: purpose, item: place | UInt64(group))
    times = distribution.quantiles(SIMD4(draw.unit(), draw.unit(), draw.unit(), draw.unit()))
    self.call = call
    self.group = group
  }
}
