/// The machines of a run: how many slots each has, and which calls hold them.
struct MachineStates: Sendable {
  private struct Machine {
    /// How many slots it has; 0 if it was not declared.
    var slots: UInt32 = 0
    var occupants = SlotOccupants()
  }

  /// The machines, by the index of their name.
  private var machines: [Machine] = []

  /// How many slots a machine was declared with; 0 if it was not.
  func slotCount(of machine: Name) -> UInt32 {
    isKnown(machine) ? machines[Int(machine.index)].slots : 0
  }

  /// The call that holds a slot, or 0.
  func occupant(of machine: Name, slot: UInt32) -> CallNumber {
    isKnown(machine) ? machines[Int(machine.index)].occupants[slot] : 0
  }

  /// The calls that hold slots of a machine, by slot.
  ///
  /// - Complexity: O(*n* log *n*) in the number of slots that are held.
  func occupants(of machine: Name) -> [(slot: UInt32, call: CallNumber)] {
    isKnown(machine) ? machines[Int(machine.index)].occupants.held : []
  }

  /// The first call that holds a slot and of which something is so, if there is one.
  ///
  /// - Complexity: O(*n* log *n*) in the number of slots that are held.
  func firstHolder(where isSo: (CallNumber) -> Bool) -> CallNumber? {
    machines.lazy.flatMap(\.occupants.held).first { isSo($0.call) }?.call
  }

  /// Takes in that there is a machine.
  ///
  /// - Throws: `RunStateError` if it was declared before, or has no slots.
  mutating func declare(_ machine: Name, slots: UInt32) throws(RunStateError) {
    if slotCount(of: machine) > 0 { throw .declaredTwice(machine) }
    guard slots > 0 else { throw .noSlots(machine) }
    makeRoom(for: machine)
    machines[Int(machine.index)].slots = slots
  }

  /// Lets a call hold a slot.
  mutating func occupy(_ machine: Name, slot: UInt32, by call: CallNumber) {
    makeRoom(for: machine)
    machines[Int(machine.index)].occupants[slot] = call
  }

  /// Lets nobody hold a slot that somebody holds.
  mutating func release(_ machine: Name, slot: UInt32) {
    machines[Int(machine.index)].occupants[slot] = 0
  }

  /// Sees that a machine has a slot and nobody holds it; one that was not declared has any number.
  func checkFree(_ machine: Name, slot: UInt32) throws(RunStateError) {
    let slots = slotCount(of: machine)
    guard slot >= 1, slots == 0 || slot <= slots else { throw .unknownSlot(slot, of: machine) }
    let holder = occupant(of: machine, slot: slot)
    guard holder == 0 else { throw .slotTaken(slot, of: machine, by: holder) }
  }

  private func isKnown(_ machine: Name) -> Bool { machine.index < machines.count }

  private mutating func makeRoom(for machine: Name) {
    while machines.count <= Int(machine.index) { machines.append(Machine()) }
  }
}
