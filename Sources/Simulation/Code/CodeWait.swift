package import EventLog

/// A wait of code, by its place among those that are on; the number tells it from others that had the place before.
package struct CodeWait: Hashable, Sendable {
  /// The place, which others have before and after it.
  package let place: Int32
  /// The how-manieth wait it is at that place.
  package let number: UInt32

  /// Names a wait.
  ///
  /// - Parameters:
  ///   - place: The place.
  ///   - number: The how-manieth wait it is there.
  package init(place: Int32, number: UInt32) { (self.place, self.number) = (place, number) }
}

/// What code that was told to run is to do.
package enum CodeActivation {
  /// Begin to run a call, which is another try of an earlier one if it has an origin.
  case begin(CallNumber, origin: CallNumber)
  /// Go on after a wait.
  case resume(CodeWait, CodeOutcome)
  /// Find out whether the condition of a wait holds, and if so say `fulfil`.
  case check(CodeWait)
  /// End, since the call was ended from outside; it was in these waits.
  case stop(CallNumber, [CodeWait])
}

/// How a wait came to its end.
package enum CodeOutcome: Sendable {
  /// What was waited for has come.
  case returned
  /// There was no more time for it.
  case timedOut
  /// An item of a stream is there, and was taken out.
  case item(stream: Int)
  /// A stream is at its end.
  case ended
  /// There was room in a stream, and the item that waited for it was put in.
  case sent(stream: Int)
}

/// What code waits for.
enum CodeAwaited: Equatable {
  /// Nothing: it runs meanwhile.
  case running
  /// That time passes.
  case time(Nanoseconds)
  /// The end of a call, for its return or for its result.
  case call(CallNumber, Edge)
  /// That no call of a component is open.
  case component(Int)
  /// That a condition holds, which only the code can tell.
  case condition
  /// An item of a stream.
  case item(Int)
  /// Room in a stream.
  case room(Int)
}

/// The waits that are on, in one flat list whose places are used again.
///
/// Each is also in the list of its call, in the order in which they were begun, and those that wait for the end of the
/// same call are in a list of that.
struct CodeWaits: ~Copyable {
  struct Slot {
    var number: UInt32 = 0
    var awaited = CodeAwaited.running
    /// Whose code waits; 0 where the place is free.
    var call: CallNumber = 0
    var next: Int32 = -1
    var previous: Int32 = -1
    /// The next that waits for the same call.
    var sibling: Int32 = -1
    /// Whether it has come to its end, and is only to be told so.
    var isDue = false
    /// Whether its time was over before anything came.
    var hasRung = false
    /// The loop whose turns it waits for, one after the other.
    var loop: CodeLoop?
  }

  private var slots = UniqueArray<Slot>()
  private var free: [Int32] = []

  subscript(place: Int32) -> Slot {
    _read { yield slots[Int(place)] }
    _modify { yield &slots[Int(place)] }
  }

  /// Whether a wait is still on.
  func isOn(_ wait: CodeWait) -> Bool {
    slots[Int(wait.place)].number == wait.number && slots[Int(wait.place)].call > 0
  }

  /// The wait at a place.
  func wait(at place: Int32) -> CodeWait {
    CodeWait(place: place, number: slots[Int(place)].number)
  }

  /// Takes a free place for a wait.
  mutating func add(_ awaited: CodeAwaited, of call: CallNumber) -> Int32 {
    let place: Int32
    if let last = free.popLast() {
      place = last
    } else {
      place = Int32(slots.count)
      slots.append(Slot())
    }
    slots[Int(place)].awaited = awaited
    slots[Int(place)].call = call
    return place
  }

  /// Gives a place back.
  mutating func remove(_ place: Int32) {
    let number = slots[Int(place)].number &+ 1
    slots[Int(place)] = Slot(number: number)
    free.append(place)
  }
}

/// A call of code: its waits, those that wait for it, and whether the log says that it is blocked.
struct CodeCall {
  /// Its waits are a list through `next`; −1 where there is none.
  var first: Int32 = -1
  var last: Int32 = -1
  /// Those that wait for its end are a list through `sibling`.
  var firstWaiter: Int32 = -1
  var lastWaiter: Int32 = -1
  /// In how many of its waits it runs.
  var running: UInt32 = 0
  /// Whether it waits in all that it does, and the log says so.
  var isBlocked = false
  /// Whether it is to be looked at when all code waits.
  var isUnsettled = false
  /// Whether code was told to run for it and has not ended.
  var isAtWork = false
}
