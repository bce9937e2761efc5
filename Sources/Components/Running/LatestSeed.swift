internal import Synchronization

/// The seed of the run that was begun last in a test, so that a test that fails can say which it was.
package final class LatestSeed: Sendable {
  /// Where the test that runs keeps it; nil outside of such a test.
  @TaskLocal package static var current: LatestSeed?

  private let seed = Mutex<UInt64?>(nil)

  /// Makes a place for a seed.
  package init() {}

  /// The seed; nil as long as no run was begun.
  package var value: UInt64? { seed.withLock { $0 } }

  static func note(_ seed: UInt64) { current?.seed.withLock { $0 = seed } }
}
