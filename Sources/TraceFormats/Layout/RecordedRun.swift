internal import EventLog

/// What a trace of any tool tells of a run: calls, where they ran, and what led to what.
///
/// An importer fills it in; `RunLayout` makes a log of it. Texts are held once, and everything else in flat
/// arrays, since there may be millions of calls.
///
///     var run = RecordedRun()
///     let main = run.addLane("main", order: .sequential)
///     let outer = run.add("outer", lane: main, start: 0, end: 100)
///     run.add("inner", parent: outer, start: 20, end: 50)
struct RecordedRun {
  /// The texts that calls and lanes have by name.
  var texts = NameTable()
  /// Where calls run.
  var lanes: [RecordedLane] = []
  /// The calls, in the order of their starts, a parent before its children.
  var calls: [RecordedCall] = []
  /// What calls needed of others, those of each call one after the other.
  var needs: [Int32] = []
  /// What led from within one call to another, in any order.
  var signals: [RecordedSignal] = []
  /// What calls did at instants within them, in any order.
  var points: [RecordedPoint] = []
  /// Of calls that waited until another of which only so many may run at once had ended, that one.
  var rooms: [Int32: Int32] = [:]
  /// The lane of which every call on a limited lane needs a slot too, as ninja's jobs do beside their pools.
  var sharedLane: Int32?
  /// Whether what calls need is only a part of it, so that their edges count as inferred.
  var infersNeeds = false
  /// The calls of which some of what they need was worked out, so that their edges count as inferred.
  var guessedNeeds: Set<Int32> = []
  /// Whether what woke calls is told by nothing but the order in which things ran, as that on a thread is, so that no critical
  /// path follows from it.
  var guessesWakers = false

  /// How long a gap may be between two calls that only whoever starts them needs.
  var shortGap = Log.shortGap

  /// Adds a lane.
  mutating func addLane(_ name: String, order: RecordedLane.Order) -> Int32 {
    lanes.append(RecordedLane(name: texts.intern(name), order: order))
    return Int32(lanes.count - 1)
  }

  /// Adds a call; returns its place.
  @discardableResult
  mutating func add(
    _ name: String, arguments: String? = nil, parent: Int32? = nil, lane: Int32? = nil,
    start: Nanoseconds, end: Nanoseconds, needs: [Int32] = [], readyAt: Nanoseconds? = nil,
    status: RecordedCall.Status = .succeeded
  ) -> Int32 {
    let text = arguments.map { texts.intern($0) } ?? .none
    let call = RecordedCall(
      name: texts.intern(name), arguments: text, parent: parent, lane: lane, start: start,
      end: end, readyAt: readyAt, status: status)
    return add(call, needs: needs)
  }

  /// Adds a call; returns its place.
  @discardableResult
  mutating func add(_ call: RecordedCall, needs: [Int32] = []) -> Int32 {
    calls.appendOnLargePages(call)
    setNeeds(needs, of: Int32(calls.count - 1))
    return Int32(calls.count - 1)
  }
}

// MARK: Needs

extension RecordedRun {
  /// The calls of which a call needed the end, ascending.
  ///
  /// Those that had not ended when it started are left out of the log.
  func needs(of call: RecordedCall) -> ArraySlice<Int32> {
    needs[Int(call.needs.first)..<Int(call.needs.first + call.needs.count)]
  }

  /// Sets the calls of which a call needed the end, ascending.
  ///
  /// - Precondition: It had none; they lie behind those of other calls.
  mutating func setNeeds(_ calls: some Collection<Int32>, of call: Int32) {
    guard !calls.isEmpty else { return }
    self.calls[Int(call)].needs = (UInt32(needs.count), UInt32(calls.count))
    needs += calls
  }

  /// Sets of which others calls needed the end, from pairs in any order, each as often as it was found.
  ///
  /// - Complexity: O(*n* log *n*) in the number of pairs.
  mutating func setNeeds(_ pairs: inout [(call: Int32, other: Int32)]) {
    pairs.sort { $0 < $1 }
    var first = 0
    for place in pairs.indices
    where place + 1 == pairs.count || pairs[place + 1].call != pairs[place].call {
      let own = pairs[first...place].map(\.other)
      setNeeds(zip(own, own.dropFirst() + [-1]).filter { $0 != $1 }.map(\.0), of: pairs[place].call)
      first = place + 1
    }
  }
}

/// Where calls of a trace run.
struct RecordedLane {
  /// What the order of the calls on a lane says.
  enum Order: Equatable {
    /// It is a thread: one call after another follows from it.
    case sequential
    /// It is a machine of so many slots, nil if that is not known: a call may have waited for the one that held the
    /// slot before.
    case limited(slots: Int?)
    /// It is only a name, such as that of a service: calls there have nothing to do with one another.
    case independent
  }

  var name: Name
  var order: Order
}

/// An instant within a call, strictly between its start and its end, at which something in it was over.
struct RecordedPoint {
  var call: Int32
  var at: Nanoseconds
  /// What began then.
  var name: Name
}

/// Something that led from a point within one call to a point within another.
struct RecordedSignal {
  var from: Int32
  var sentAt: Nanoseconds
  var to: Int32
  var receivedAt: Nanoseconds
  /// What it is called; none if it has no name.
  var name: Name = .none
  /// Whether it was worked out, and not recorded.
  var isInferred = false
}
