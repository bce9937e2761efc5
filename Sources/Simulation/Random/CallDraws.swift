package import EventLog

/// The random times that the code of one call draws, one after the other.
///
/// The first is that of a scenario whose component takes such a time. All follow from the seed, the name of the component, the
/// number of the call and how many it drew before.
package struct CallDraws: Sendable {
  private var sampler: Sampler?
  private var distribution: Distribution?
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
    _ distribution: Distribution, seed: UInt64, _ component: String, call: UInt32
  ) -> Nanoseconds {
    if self.distribution != distribution {
      self.distribution = distribution
      sampler = Sampler(distribution, seed: seed, name: component, .takes)
    }
    defer { count += 1 }
    return sampler?.time(of: call, item: count) ?? 0
  }
}
