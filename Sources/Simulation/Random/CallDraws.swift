package import EventLog

/// The random times that the code of one call draws, one after the other.
///
/// The first is that of a scenario whose component takes such a time. All follow from the seed, the name of the component, the
/// number of the call and how many it drew before.
package struct CallDraws: Sendable {
  /// The distribution that was drawn of last.
  private var distribution: Distribution?
  private var sampler: Sampler?
  private var count: UInt32 = 0

  /// The draws of a call that has drawn nothing yet.
  package init() {}

  /// The next time.
  ///
  /// - Parameters:
  ///   - distribution: How it is spread.
  ///   - seed: The seed of the run.
  ///   - component: The name of the component.
  ///   - call: The number of the call among those of its component, from 1.
  /// - Returns: The time.
  package mutating func time(
    _ distribution: Distribution, seed: UInt64, _ component: @autoclosure () -> String,
    call: UInt32
  ) -> Nanoseconds {
    if self.distribution != distribution {
      self.distribution = distribution
      sampler = Sampler(distribution, seed: seed, name: component(), .takes)
    }
    defer { count += 1 }
    return sampler?.time(of: call, item: count) ?? 0
  }
}

/// A source of random bits of the code of one call.
package struct CallRandom: RandomNumberGenerator, Sendable {
  private var words: RandomSubstream

  /// Makes the source of a number of a call.
  ///
  /// - Parameters:
  ///   - seed: The seed of the run.
  ///   - component: The name of the component.
  ///   - call: The number of the call among those of its component, from 1.
  ///   - number: Which of its sources it is.
  package init(seed: UInt64, component: String, call: UInt32, number: UInt32) {
    words = RandomSubstream(
      seed: seed, component: component, call: call, purpose: .code, item: UInt64(number))
  }

  /// The next 64 random bits.
  ///
  /// - Returns: The bits.
  package mutating func next() -> UInt64 { words.next() }
}
