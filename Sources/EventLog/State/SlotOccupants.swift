/// The call on each slot of a machine.
///
/// A log may name any slot, so only the lowest lie in an array; the rest are looked up.
struct SlotOccupants: Sendable {
  private static let arraySize = 256

  private var low: [CallNumber] = []
  private var high: [UInt32: CallNumber] = [:]

  /// The call that holds a slot, counted from 1; 0 if it is free.
  subscript(slot: UInt32) -> CallNumber {
    get {
      let index = slot &- 1
      guard index < Self.arraySize else { return high[slot] ?? 0 }
      return index < low.count ? low[Int(index)] : 0
    }
    set {
      let index = slot &- 1
      guard index < Self.arraySize else { return high[slot] = newValue > 0 ? newValue : nil }
      while low.count <= index { low.append(0) }
      low[Int(index)] = newValue
    }
  }

  /// The slots that are held with their calls, by slot.
  var held: [(slot: UInt32, call: CallNumber)] {
    let first = low.enumerated().lazy.filter { $1 > 0 }.map { (slot: UInt32($0) + 1, call: $1) }
    return first + high.map { (slot: $0.key, call: $0.value) }.sorted { $0.slot < $1.slot }
  }
}
