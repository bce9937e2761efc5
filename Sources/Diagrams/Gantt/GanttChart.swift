internal import EventLog
internal import Graphviz
internal import Reports
public import TraceAnalysis

/// What a Gantt chart shows: the baseline as a strip, and below it who ran when.
///
/// The same model is drawn as a picture and as text. It has all bars; what of them is drawn on its
/// own, and what is folded, is decided where the width is known.
public struct GanttChart: Sendable {
  /// A row of bars in the order of their starts.
  struct Lane {
    /// What the lane is of: the flow, a component, a machine, a queue.
    var place: String
    /// Which slot of a machine, from 1; 0 if the place is no machine.
    var slot: UInt32 = 0
    var isQueue = false
    var bars: [Bar] = []
    /// When calls ran here in the run that a prediction is of.
    var ghosts: [Bar] = []
    /// What takes no time, in the order of its events.
    var signs: [GanttSign] = []
    /// The most bars at one time: more than 1 only for a long queue, which is one lane.
    var most = 1

    var title: String { slot > 0 ? "\(place) \(slot)" : place }

    fileprivate mutating func colour(by numbers: [Int32]) {
      for bar in bars.indices { bars[bar].colour = numbers[Int(bars[bar].component)] }
      for bar in ghosts.indices { ghosts[bar].colour = numbers[Int(ghosts[bar].component)] }
    }
  }

  /// A call that does one thing for a while.
  struct Bar {
    var call: CallNumber
    /// The index of the component in `componentNames`.
    var component: Int32
    /// The number of the group of components that has its colour; −1 for those that have none.
    var colour: Int32 = -1
    var start: Nanoseconds
    var end: Nanoseconds
    var activity: Activity
    var ending = Ending.none
    /// Whether all of it is on the critical path.
    var isCritical = false
    /// Whether the critical path leads through parts of it.
    var isPartlyCritical = false
    /// How long it is behind the edge of the picture too, where that cuts it; 0 where it does not.
    var whole: Nanoseconds = 0
    /// How long it is.
    var time: Nanoseconds { max(whole, end - start) }
    /// Whether the bar is of a call that a prediction leaves out.
    var isLeftOut = false
    /// Whether the bar is of the baseline, where calls have other numbers.
    var isSerial = false
    /// Whether it shows how a call waits for ever, behind the end of a run that deadlocked.
    var isForEver = false
  }

  /// What a bar that is its call's last says about the call.
  enum Ending {
    /// Nothing: it ended well, or goes on in another bar.
    case none
    case failed
    /// It did not end by itself: it never does, or the run was over before.
    case stopped
  }

  let comparison: Comparison
  /// The run behind a prediction; nil where the chart is of a run that was.
  let ghost: GanttGhost?
  private(set) var serialLanes: [Lane] = []
  private(set) var lanes: [Lane] = []
  /// The instant at the right end of the axis.
  let end: Nanoseconds
  /// Whether the baseline goes on beyond the axis: where it takes many times as long, the run
  /// itself could not be seen beside all of it.
  let isSerialCut: Bool
  /// The components that have bars, in the order in which they come up.
  private(set) var componentNames: [String] = []
  /// When calls were on the critical path.
  let critical: PathStretches
  /// When calls were on the observed path; nothing where it says no more than the critical one.
  let observed: PathStretches

  /// Who waits for whom behind the end, of a run that deadlocked.
  let deadlock: DeadlockWaits
  /// Up to where time is told: behind it are only calls that wait for ever.
  let timedEnd: Nanoseconds

  /// The colours of components.
  let colours: ColourGroups
  /// Whether lanes are threads or the like, on which calls run within calls.
  let isOfThreads: Bool

  /// The colour of a group of components.
  func fill(of colour: Int32) -> DOTValue { colours.fill(of: colour < 0 ? nil : Int(colour)) }

  /// What is called, for a label.
  func title(of bar: Bar) -> String { componentNames[Int(bar.component)] }

  /// The same where there is little room; what a bar does that does not run.
  func shortTitle(of bar: Bar) -> String {
    if bar.activity == .blocked { return isOfThreads ? "waiting" : "blocked" }
    return isOfThreads ? title(of: bar).shortName : title(of: bar)
  }

  /// What a legend says of what neither runs nor waits for a machine.
  var blockedWords: String { isOfThreads ? "waiting for others" : "blocked" }

  /// Arranges a run and what it is compared with.
  ///
  /// - Complexity: O(*n* log *n*) in the number of calls.
  public init(_ comparison: Comparison) { self.init(comparison, colours: nil) }

  init(_ comparison: Comparison, ghost: GanttGhost? = nil, colours: ColourGroups?) {
    self.comparison = comparison
    self.ghost = ghost
    let run = comparison.run
    let runEnd = max(run.measures.makespan, run.log.end, 1)
    let serialEnd = ghost?.run.makespan ?? comparison.baselineTime ?? 0
    isSerialCut = ghost == nil && serialEnd / Self.mostSerialToRun >= runEnd
    deadlock = DeadlockWaits(run)
    if deadlock.isEmpty {
      end = isSerialCut ? runEnd.addingClamped(runEnd / 5 * 2) : max(runEnd, serialEnd)
      timedEnd = end
    } else {
      timedEnd = run.log.end
      end = timedEnd.addingClamped(max(1, timedEnd / 3 * 2))
    }
    critical =
      !run.measures.hasCriticalPath ? PathStretches() : PathStretches(critical: run)
    self.colours = colours ?? ColourGroups(run)
    isOfThreads = run.isOfThreads
    var components = ComponentNumbers()
    lanes = Self.lanes(of: run, critical, deadlock, from: timedEnd, to: end, &components)
    serialLanes = Self.serialLanes(of: comparison, until: end, &components)
    if let ghost {
      let before = Self.lanes(
        of: ghost.run, PathStretches(), DeadlockWaits(ghost.run), from: end, to: end, &components)
      lanes = lanes.joined(with: before, leftOut: ghost.leftOut)
    }
    // Without a critical path this one is all there is; of one thread alone, all of it was waited for.
    let isOnlyPath = isOfThreads && !run.measures.hasCriticalPath
    let isTelling = isOnlyPath ? lanes.count > 1 : run.observedPath.waiting > 0
    observed = isTelling && run.isFinished ? PathStretches(observed: run) : PathStretches()
    componentNames = components.names
    let known = self.colours
    let numbers = componentNames.map { Int32(known.group(of: $0) ?? -1) }
    for lane in lanes.indices { lanes[lane].colour(by: numbers) }
    for lane in serialLanes.indices { serialLanes[lane].colour(by: numbers) }
  }

  /// How many times the run the axis may be long.
  private static let mostSerialToRun: Nanoseconds = 5

  private static func lanes(
    of run: Analysis, _ critical: PathStretches, _ deadlock: DeadlockWaits,
    from timedEnd: Nanoseconds, to end: Nanoseconds, _ components: inout ComponentNumbers
  ) -> [Lane] {
    components.begin(run)
    for call in run.table.calls where !call.isFlow { _ = components.number(of: call.component) }
    var order = LaneOrder(run)
    let isOfThreads = run.isOfThreads
    var nested = NestedCalls(run)
    for interval in run.table.intervals where interval.start < interval.end {
      let call = run.table[interval.call]
      let host = run.table[nested.host(of: call.number)]
      let isRunning = interval.activity == .running
      var bar = Bar(
        call: call.number, component: components.number(of: call.component),
        start: interval.start, end: interval.end, activity: interval.activity,
        ending: Ending(run.log.events[interval.to].kind))
      // What waits for ever goes on behind the end.
      if bar.ending == .stopped, !deadlock.isEmpty, deadlock[bar.call] != nil { bar.ending = .none }
      // On threads, many parts follow one another: their path is a line, not a frame around each.
      if isRunning, !isOfThreads {
        let stretches = critical.within(bar.start, bar.end, of: bar.call)
        bar.isCritical = stretches == [.init(start: bar.start, end: bar.end)]
        bar.isPartlyCritical = !stretches.isEmpty && !bar.isCritical
      }
      guard interval.activity != .blocked else {
        for wait in nested.waits(in: interval, run.table) {
          (bar.start, bar.end) = (wait.start, wait.end)
          order.add(bar, of: host, slot: host.slot)
        }
        continue
      }
      order.add(bar, of: host, slot: host.slot)
      guard isRunning else { continue }
      for slot in run.table.otherSlots[call.number] ?? [] { order.add(bar, of: call, slot: slot) }
      for slot in run.table.slotsElsewhere[call.number] ?? [] {
        order.add(bar, of: call, elsewhere: slot)
      }
    }
    for wait in deadlock.waits {
      let call = run.table[wait.call]
      let bar = Bar(
        call: wait.call, component: components.number(of: call.component), start: timedEnd,
        end: end, activity: wait.isQueued ? .queued : .blocked, isForEver: true)
      order.add(bar, of: call, slot: call.slot)
    }
    // What waits for ever has a bar that says so.
    for sign in Self.signs(of: run) where sign.kind != .stopped || deadlock[sign.call] == nil {
      let call = run.table[nested.host(of: sign.call)]
      order.add(sign, of: call, slot: call.slot)
    }
    return order.finished()
  }

  /// What takes no time; on threads not the calls, which are many and took less than the trace can tell.
  private static func signs(of run: Analysis) -> [GanttSign] {
    let signs = GanttSign.all(of: run)
    return run.isOfThreads ? signs.filter { $0.kind != .milestone } : signs
  }

  /// The baseline on one lane, or on as few as hold it.
  private static func serialLanes(
    of comparison: Comparison, until limit: Nanoseconds, _ components: inout ComponentNumbers
  ) -> [Lane] {
    var bars: [Bar] = []
    func add(_ run: Analysis, _ interval: Interval, at start: Nanoseconds) {
      guard start < limit else { return }
      let whole = interval.end - interval.start
      bars.append(
        Bar(
          call: interval.call,
          component: components.number(of: run.table[interval.call].component), start: start,
          end: start + min(whole, limit - start), activity: .running, whole: whole, isSerial: true))
    }
    switch comparison.baseline {
    case _ where comparison.obstacle != nil: return []
    case .unknown: return []
    case .twin, .other:
      guard let other = comparison.baselineRun else { return [] }
      components.begin(other)
      for interval in other.runningIntervals { add(other, interval, at: interval.start) }
    case .work:
      components.begin(comparison.run)
      var start: Nanoseconds = 0
      for interval in comparison.run.runningIntervals {
        let (next, isTooFar) = start.addingReportingOverflow(interval.end - interval.start)
        guard !isTooFar, start < limit else { break }
        add(comparison.run, interval, at: start)
        start = next
      }
    }
    var lanes = Lane(place: "serial", bars: bars).packed()
    for index in lanes.indices where lanes.count > 1 { lanes[index].slot = UInt32(index + 1) }
    return lanes
  }
}

extension GanttChart.Ending {
  /// What a legend says of it; empty for none.
  var word: String {
    switch self {
    case .none: ""
    case .failed: "✕ failed"
    case .stopped: "stopped before it ended"
    }
  }

  fileprivate init(_ kind: Event.Kind) {
    self =
      switch kind {
      case .callFailed: .failed
      case .callStopped: .stopped
      default: .none
      }
  }
}

extension Analysis {
  /// When calls that come to an end ran, by start.
  fileprivate var runningIntervals: [Interval] {
    table.intervals.filter {
      $0.activity == .running && $0.start < $0.end && !table[$0.call].isEndless
    }.sorted { ($0.start, $0.call) < ($1.start, $1.call) }
  }
}
