internal import EventLog
internal import TraceAnalysis

/// What came after what in a trace of calls within calls, such as the steps of a job or the tests of a suite.
///
/// A log says of each of them that the outer call asks for it and goes on behind it, which drawn as it is would be
/// an arrow there and one back. What is within a call comes from it once; the steps of a job, which run one after the
/// other, come one from the other, and what needs the job comes from its last ones.
struct NestedLinks {
  private let run: Analysis
  /// Whether what is within a call runs in an order that means something.
  private let isSequence: Bool
  /// What is within each call, in order.
  private var within: [CallNumber: [CallNumber]] = [:]
  /// What of that nothing within the call came after.
  private var open: [CallNumber: [CallNumber]] = [:]
  /// The links from calls to what is within them.
  private var links: [DependencyDiagram.Link] = []
  /// What follows from what within a call, a group still as itself.
  private var sequences: [(from: CallNumber, to: CallNumber)] = []

  /// Finds them; nil if a run is no trace of calls within calls, or one of which components are drawn.
  ///
  /// - Complexity: O(*n* · *m*) in the number of calls and of those that ran at once within one.
  init?(_ run: Analysis) {
    guard run.traceKind != nil, run.hasNestedCalls, !run.isOfComponents else { return nil }
    self.run = run
    isSequence = run.traceKind == .workflow
    for call in run.calls where call.parent > 0 && !run.table[call.parent].isFlow {
      within[call.parent, default: []].append(call.number)
    }
    for (outer, inner) in within.sorted(by: { $0.key < $1.key }) {
      if isSequence {
        follow(outer, inner)
      } else {
        for call in inner { add(from: outer, to: call) }
      }
    }
  }

  /// Whether anything ran within a call.
  func hasCalls(within call: CallNumber) -> Bool { within[call] != nil }

  /// Whether a call is within another, or beside it within a third: what leads from one to the other is told here.
  func tells(_ one: CallNumber, _ other: CallNumber) -> Bool {
    let (first, second) = (run.table[one].parent, run.table[other].parent)
    return first == other || second == one || (isSequence && first > 0 && first == second)
  }

  /// The calls at whose ends a call ends: itself, or the last ones of a sequence within it.
  func ends(of call: CallNumber) -> [CallNumber] {
    guard isSequence, var ends = open[call] else { return [call] }
    // A group of steps within a job.
    while let place = ends.firstIndex(where: { open[$0] != nil }) {
      ends.replaceSubrange(place...place, with: open[ends[place]] ?? [])
    }
    return ends
  }

  /// Lets each call follow from all that had ended and that nothing had followed from yet; where nothing had, from
  /// what the one before it followed from.
  private mutating func follow(_ outer: CallNumber, _ inner: [CallNumber]) {
    var open: [CallNumber] = []
    var before: [CallNumber] = []
    for call in inner {
      let start = run.table[call].startedAt ?? .max
      let ended = open.filter { (run.table[$0].endedAt ?? .max) <= start }
      if !ended.isEmpty {
        before = ended
        open.removeAll { ended.contains($0) }
      }
      if before.isEmpty { add(from: outer, to: call) }
      for earlier in before { sequences.append((earlier, call)) }
      open.append(call)
    }
    self.open[outer] = open
  }

  private mutating func add(from earlier: CallNumber, to call: CallNumber) {
    links.append(.init(from: earlier, to: call, edge: .program, isInferred: true))
  }

  /// All links, those from a group of steps as links from the steps.
  var all: [DependencyDiagram.Link] {
    links
      + sequences.flatMap { earlier, call in
        ends(of: earlier).map { .init(from: $0, to: call, edge: .program, isInferred: true) }
      }
  }

  /// A path through calls without the stretches of those that hold others, each of which comes once before the first
  /// call of it that is on the path.
  func path(_ path: [CallNumber]) -> [CallNumber] {
    guard isSequence else { return path }
    var shown: [CallNumber] = []
    var seen: Set<CallNumber> = []
    for call in path where within[call] == nil {
      var outer: [CallNumber] = []
      var parent = run.table[call].parent
      while parent > 0, seen.insert(parent).inserted {
        outer.append(parent)
        parent = run.table[parent].parent
      }
      shown += outer.reversed()
      if shown.last != call { shown.append(call) }
    }
    return shown
  }
}
