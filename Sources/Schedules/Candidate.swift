/// Something that can go on: a piece of a task, up to where it waits next.
package struct Candidate: Equatable, Sendable {
  /// The task, numbered from 0 in the order in which tasks came to be.
  package var lane: UInt32
  /// The actor that it runs on, numbered from 1; 0 for none.
  package var actor: UInt32
  /// How many became ready before it.
  package var order: UInt32
  /// The code that it goes on with.
  package var place: UInt64

  /// Makes a candidate.
  ///
  /// - Parameters:
  ///   - lane: The task.
  ///   - actor: The actor that it runs on; 0 for none.
  ///   - order: How many became ready before it.
  ///   - place: The code that it goes on with.
  package init(lane: UInt32, actor: UInt32 = 0, order: UInt32, place: UInt64 = 0) {
    (self.lane, self.actor, self.order, self.place) = (lane, actor, order, place)
  }
}

/// Decides what goes on next, wherever more than one could.
///
/// Candidates come in the order in which they became ready, but for the task that ran last: if it can go on, it is
/// first. So 0 is always the choice of a plain queue that takes nobody off what he does.
package protocol Chooser: AnyObject {
  /// Chooses.
  ///
  /// - Parameters:
  ///   - ready: What can go on, two or more.
  ///   - step: How many steps there have been.
  /// - Returns: The place of what is to go on; one that is too large stands for the last.
  func choose(among ready: [Candidate], at step: Int) -> Int

  /// Chooses one of several things that may happen: that something fails, how long it takes.
  ///
  /// - Parameter count: How many there are; 0 is what happens mostly.
  /// - Returns: Which it is.
  func choose(outOf count: Int) -> Int
}

extension Chooser {
  /// Lets happen what happens mostly.
  ///
  /// - Parameter count: How many things may happen.
  /// - Returns: 0.
  package func choose(outOf count: Int) -> Int { 0 }
}

/// Decides as a queue does: first in, first out.
package final class FirstInFirstOut: Chooser {
  /// Makes such a chooser.
  package init() {}

  /// Chooses what became ready first.
  ///
  /// - Parameters:
  ///   - ready: What can go on.
  ///   - step: How many steps there have been.
  /// - Returns: Its place.
  package func choose(among ready: [Candidate], at step: Int) -> Int {
    // A plain loop, since packages that are tested are mostly built without optimization.
    ready.withUnsafeBufferPointer { ready in
      var best = 0
      var place = 1
      while place < ready.count {
        if ready[place].order < ready[best].order { best = place }
        place += 1
      }
      return best
    }
  }
}
