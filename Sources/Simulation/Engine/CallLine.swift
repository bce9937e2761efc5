internal import EventLog

/// A component at work: what it runs on, and the line of its calls that have not ended, in the order in
/// which they were asked for.
///
/// So many of them as it runs at once have been let in, and run or wait for a machine; the others wait
/// for their turn.
struct CallLine {
  /// Its name in the log.
  let name: Name
  /// The index of its machine; −1 for one of its own.
  let machine: Int32
  /// How many slots of it a call takes.
  let slots: UInt32
  /// How many calls it runs at once.
  let atOnce: UInt32
  /// Whether its calls never end by themselves.
  let isEndless: Bool
  /// The open calls are a list through `EngineCall.next`; 0 where there is none.
  var first: CallNumber = 0
  var last: CallNumber = 0
  /// The first that has not been let in.
  var waiting: CallNumber = 0
  /// How many have been let in and have not ended.
  var inside: UInt32 = 0
  /// How many calls have started so far.
  var started: UInt32 = 0
  /// How many have succeeded so far.
  var succeeded: UInt32 = 0
  /// The last event by which a call that had started ended; −1 before that.
  var lastEnd: Int32 = -1

  /// Whether it matters which end made room for which start: several calls at once, and not any number.
  var hasRooms: Bool { atOnce > 1 && atOnce < .max }

  @inline(__always)
  init(_ component: Model.Component, name: Name) {
    self.name = name
    machine = Int32(component.machine ?? -1)
    slots = component.slots
    atOnce = component.atOnce
    isEndless = component.isEndless
  }
}

/// A call at work: whose it is, and its place in the line of its component.
struct EngineCall {
  /// The component, or −1 for the flow.
  var component: Int32
  var next: CallNumber = 0
  var previous: CallNumber = 0
  /// The lowest slot that it holds or held.
  var slot: UInt32 = 0
}
