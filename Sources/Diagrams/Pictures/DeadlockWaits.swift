internal import EventLog
internal import TraceAnalysis

/// Who waits for whom where a run has deadlocked.
///
///     left   an item of a   ▸ right
///     right  an item of b   ▸ left
///
/// A log says what each call waited for when nothing more could happen. Of an item of a stream, or room
/// in one, it says who could have put it there by who did before, by the order in which it tells
/// of the calls, or as nobody else is left; where none of these does, only what is waited for is known.
struct DeadlockWaits {
  /// A call that waits.
  struct Wait {
    /// Which call.
    var call: CallNumber
    /// What it waits for, in words: `train, which failed`, `an item of batches`, `a slot of box`.
    var words: String
    /// The same as the sentence about the deadlock has it: `a slot of machine box, held by eval (call 2)`.
    fileprivate var told = ""
    /// Whose doing that would be; 0 if it is not known.
    var on: CallNumber = 0
    /// Whether the call has not started.
    var isQueued: Bool
  }

  /// The calls that wait, by number.
  private(set) var waits: [Wait] = []
  private var places: [CallNumber: Int] = [:]

  /// What a call waits for; nil if it does not wait.
  subscript(call: CallNumber) -> Wait? { places[call].map { waits[$0] } }

  var isEmpty: Bool { waits.isEmpty }

  /// Reads them off a run; there are none unless it deadlocked.
  ///
  /// - Complexity: O(*n*) in the number of events, and O(waits²) for those that wait for streams.
  init(_ run: Analysis) {
    guard case .deadlock(let reason) = run.ending else { return }
    var blockers: [CallNumber: CallNumber] = [:]
    for event in run.log.events.reversed() {
      if case .callStopped(let reason) = event.kind,
        run.log.names[reason].hasPrefix(Self.beginning)
      {
        blockers[event.call] = 0
      }
      if case .runDeadlocked = event.kind { break }
    }
    let open = run.table.calls.filter { blockers[$0.number] != nil }
    for event in run.log.events where blockers[event.call] != nil {
      if case .callBlocked(let on, _) = event.kind { blockers[event.call] = on }
    }
    for call in open {
      places[call.number] = waits.count
      waits.append(Self.wait(of: call, on: blockers[call.number] ?? 0, open, run))
    }
    findPartners(in: run, told: reason)
  }

  /// Finds whose doing it would be that calls go on which wait for streams: what the log says first.
  private mutating func findPartners(in run: Analysis, told reason: String) {
    var streams = StreamPartners(run, waits, told: reason)
    let unknown = waits.indices.filter { waits[$0].on == 0 && !waits[$0].isQueued }
    for index in unknown { waits[index].on = streams.partner(of: waits[index]) ?? 0 }
    share(unknown)
    for index in unknown where waits[index].on == 0 {
      waits[index].on = streams.onlyOne(for: waits[index]) ?? 0
    }
    share(unknown)
  }

  /// Who waits for the same thing waits for the same call, if that is not itself.
  private mutating func share(_ indices: [Int]) {
    var known: [String: CallNumber] = [:]
    for wait in waits where wait.on > 0 && !wait.isQueued && known[wait.words] == nil {
      known[wait.words] = wait.on
    }
    for index in indices where waits[index].on == 0 {
      if let on = known[waits[index].words], on != waits[index].call { waits[index].on = on }
    }
  }

  private static let beginning = "it waited for "
  private static let endings = [", which never ends", ", which never end", ", which never starts"]

  private static func wait(
    of call: CallRecord, on blocker: CallNumber, _ open: [CallRecord], _ run: Analysis
  ) -> Wait {
    var told = ""
    if let ended = call.ended, case .callStopped(let reason) = run.log.events[ended].kind {
      told = String(run.log.names[reason].dropFirst(beginning.count))
      for ending in endings where told.hasSuffix(ending) { told.removeLast(ending.count) }
    }
    guard call.startedAt == nil else {
      return Wait(call: call.number, words: told, told: told, on: blocker, isQueued: false)
    }
    let isOnMachine = !call.machine.isNone
    let holder = open.first {
      $0.startedAt != nil
        && (isOnMachine ? $0.machine == call.machine : $0.component == call.component)
    }
    let words = isOnMachine ? "a slot of \(run.log.names[call.machine])" : "its turn"
    return Wait(
      call: call.number, words: words, told: told, on: holder?.number ?? 0, isQueued: true)
  }
}

extension DeadlockWaits.Wait {
  /// Who waits for what.
  func sentence(_ run: Analysis) -> String {
    "\(run.table[call].isFlow ? "the flow" : run.title(of: call)) waits for \(words)"
  }
}

/// Who puts items into streams and takes them out, among calls that wait.
private struct StreamPartners {
  private let run: Analysis
  private let waits: [DeadlockWaits.Wait]
  /// The sentence about the deadlock, and what it says of each call.
  private let reason: String
  private let clauses: [CallNumber: String]
  private var senders: [String: [CallNumber]] = [:]
  private var receivers: [String: [CallNumber]] = [:]

  /// The calls for which some other is told to wait.
  private lazy var awaited = Set(waits.compactMap { $0.on == 0 ? told(after: $0) : nil })

  init(_ run: Analysis, _ waits: [DeadlockWaits.Wait], told reason: String) {
    (self.run, self.waits, self.reason) = (run, waits, reason)
    clauses = Dictionary(
      uniqueKeysWithValues: waits.map {
        ($0.call, "\(run.component(of: $0.call)) waits for \($0.told)")
      })
    // Who waits now, or an earlier call of the same component.
    var waiting = Dictionary(uniqueKeysWithValues: waits.map { ($0.call, $0.call) })
    let components = Dictionary(
      waits.map { (run.table[$0.call].component, $0.call) }, uniquingKeysWith: { first, _ in first }
    )
    for call in run.table.calls where waiting[call.number] == nil {
      waiting[call.number] = components[call.component]
    }
    for event in run.log.events {
      switch event.kind {
      case .messageSent(let stream, _):
        if let call = waiting[event.call] { add(call, to: &senders, run.log.names[stream]) }
      case .messageReceived(let stream, _):
        if let call = waiting[event.call] { add(call, to: &receivers, run.log.names[stream]) }
      default: break
      }
    }
  }

  private func add(_ call: CallNumber, to calls: inout [String: [CallNumber]], _ stream: String) {
    if calls[stream]?.contains(call) != true { calls[stream, default: []].append(call) }
  }

  /// Whose doing it would be that a call goes on; nil if that is not known.
  func partner(of wait: DeadlockWaits.Wait) -> CallNumber? {
    for (beginning, calls) in [("an item of ", senders), ("room in ", receivers)]
    where wait.words.hasPrefix(beginning) {
      let stream = String(wait.words.dropFirst(beginning.count))
      if let known = calls[stream]?.first(where: { $0 != wait.call }) { return known }
      return told(after: wait)
    }
    return nil
  }

  /// Whoever is left of those that wait; nil if several are, or what never ends could be it.
  mutating func onlyOne(for wait: DeadlockWaits.Wait) -> CallNumber? {
    guard wait.words.hasPrefix("an item of ") || wait.words.hasPrefix("room in "),
      !wait.words.contains(Self.nobody)
    else { return nil }
    var left = waits.filter { $0.call != wait.call && !run.table[$0.call].isFlow }
    if reason.hasSuffix(clause(of: wait)) {
      // The last of the sentence waits for one that was told before, and for which no other waits.
      let awaited = awaited
      left = left.filter { !awaited.contains($0.call) && reason.contains(clause(of: $0)) }
    } else if run.table.calls.contains(where: \.isEndless) {
      return nil
    }
    return left.count == 1 ? left[0].call : nil
  }

  /// What is said of an item or room that no call would ever give.
  private static let nobody = ", which nothing "

  private func clause(of wait: DeadlockWaits.Wait) -> String {
    clauses[wait.call] ?? ""
  }

  /// The call of which the sentence about the deadlock tells next: the one that is waited for.
  private func told(after wait: DeadlockWaits.Wait) -> CallNumber? {
    let following = reason.ranges(of: clause(of: wait) + "; ").map { reason[$0.upperBound...] }
    guard !following.isEmpty else { return nil }
    return waits.first { other in
      other.call != wait.call && following.contains { $0.hasPrefix(clause(of: other)) }
    }?.call
  }
}
