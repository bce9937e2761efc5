/// Where calls run: so many at once, the others wait, first in, first out.
///
///     let box = Machine(slots: 2)
///     let train = Component(Train(), parallel: true, on: box)
///
/// A component can only run on a machine that is a property of the same flow: write `init()` where one property is made
/// from another.
public final class Machine: Sendable {
  let slots: Int

  /// Makes a machine.
  ///
  /// - Parameter slots: How many calls it runs at once, at least 1.
  public init(slots: Int = 1) { self.slots = slots }
}
