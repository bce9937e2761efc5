internal import EventLog
public import Reports
internal import TraceAnalysis

/// What a Gantt chart shows: the serial side as a strip, and below it who ran when.
///
/// The same model is drawn as a picture and as text.
public struct GanttChart: Sendable {
  /// A row of bars that do not overlap.
  struct Lane {
    var title: String
    var bars: [Bar] = []
  }

  /// A call that does one thing for a while.
  struct Bar {
    var call: CallNumber
    var activity: Activity
    var start: Nanoseconds
    var end: Nanoseconds
    var isCritical = false
    /// Whether the bar is of the serial side, where calls have other numbers.
    var isSerial = false
    /// What is called, for a label.
    var title: String
    /// The index of the component among those of the chart, for its colour.
    var component: Int
  }

  let comparison: Comparison
  private(set) var serialLanes: [Lane] = []
  private(set) var lanes: [Lane] = []
  /// The instant at the right end of the axis.
  let end: Nanoseconds
  /// How many different components have bars.
  private(set) var componentCount = 0

  /// Arranges a run and its serial side.
  ///
  /// - Complexity: O(*n* log *n*) in the number of calls.
  public init(_ comparison: Comparison) {
    self.comparison = comparison
    let run = comparison.run
    end = max(run.measures.makespan, comparison.serialTime ?? 0, run.log.end, 1)
    var colours = ComponentNumbers()
    lanes = Self.lanes(of: run, &colours)
    serialLanes = Self.serialLanes(of: comparison, &colours)
    componentCount = colours.count
  }

  private static func lanes(of run: Analysis, _ colours: inout ComponentNumbers) -> [Lane] {
    for call in run.calls { _ = colours.number(of: run.log.names[call.component]) }
    let critical = Set(run.criticalPath.parts.map(\.call))
    let isCriticalKnown = run.measures.floor != nil
    var order = LaneOrder(run)
    for interval in run.table.intervals where interval.start < interval.end {
      let call = run.table[interval.call]
      let bar = Bar(
        call: call.number, activity: interval.activity, start: interval.start, end: interval.end,
        isCritical: isCriticalKnown && interval.activity == .running
          && critical.contains(call.number),
        title: run.component(of: call.number),
        component: colours.number(of: run.component(of: call.number)))
      order.add(bar, of: call)
      guard interval.activity == .running else { continue }
      for slot in run.table.otherSlots[call.number] ?? [] {
        var again = call
        again.slot = slot
        order.add(bar, of: again)
      }
    }
    return order.lanes
  }

  /// The serial side on one lane, or on as few as hold it.
  private static func serialLanes(
    of comparison: Comparison, _ colours: inout ComponentNumbers
  ) -> [Lane] {
    var bars: [Bar] = []
    func add(_ run: Analysis, _ interval: Interval, at start: Nanoseconds) {
      let title = run.component(of: interval.call)
      bars.append(
        Bar(
          call: interval.call, activity: .running, start: start,
          end: start + interval.end - interval.start, isSerial: true, title: title,
          component: colours.number(of: title)))
    }
    switch comparison.serial {
    case .unknown: return []
    case .twin(let other), .input(let other):
      for interval in other.runningIntervals { add(other, interval, at: interval.start) }
    case .work:
      var start: Nanoseconds = 0
      for interval in comparison.run.runningIntervals {
        let (next, isTooFar) = start.addingReportingOverflow(interval.end - interval.start)
        guard !isTooFar else { break }
        add(comparison.run, interval, at: start)
        start = next
      }
    }
    var lanes = packed(bars, title: "serial")
    for index in lanes.indices where lanes.count > 1 { lanes[index].title = "serial \(index + 1)" }
    return lanes
  }

  /// Bars on as few lanes as hold them without overlap.
  static func packed(_ bars: [Bar], title: String) -> [Lane] {
    var lanes: [Lane] = []
    for bar in bars.sorted(by: { ($0.start, $0.call) < ($1.start, $1.call) }) {
      let free = lanes.firstIndex { ($0.bars.last?.end ?? 0) <= bar.start }
      if let free {
        lanes[free].bars.append(bar)
      } else {
        lanes.append(Lane(title: title, bars: [bar]))
      }
    }
    return lanes
  }
}

/// Numbers components in the order in which they come up.
private struct ComponentNumbers {
  private var numbers: [String: Int] = [:]

  var count: Int { numbers.count }

  mutating func number(of name: String) -> Int {
    if let number = numbers[name] { return number }
    numbers[name] = numbers.count
    return numbers.count - 1
  }
}

/// Puts bars on the lanes they belong to: the flow, a slot of a machine, a queue.
private struct LaneOrder {
  /// Lanes come in the order of the calls that first use them; a queue follows its machine.
  private struct Key: Hashable, Comparable {
    var firstCall: CallNumber
    var isQueue: Bool
    var slot: UInt32

    static func < (left: Key, right: Key) -> Bool {
      (left.firstCall, left.isQueue ? 1 : 0, left.slot)
        < (right.firstCall, right.isQueue ? 1 : 0, right.slot)
    }
  }

  /// The declared machine that a call runs on, or its component's own.
  private struct Place: Hashable {
    var isMachine: Bool
    var name: Name

    init(of call: CallRecord) {
      isMachine = !call.machine.isNone
      name = isMachine ? call.machine : call.component
    }
  }

  private let names: NameTable
  private var firstCalls: [Place: CallNumber] = [:]
  private var groups: [Key: GanttChart.Lane] = [:]

  init(_ run: Analysis) {
    names = run.log.names
    for call in run.table.calls where firstCalls[Place(of: call)] == nil {
      firstCalls[Place(of: call)] = call.number
    }
  }

  mutating func add(_ bar: GanttChart.Bar, of call: CallRecord) {
    let place = Place(of: call)
    let isQueue = bar.activity == .queued
    let key = Key(
      firstCall: firstCalls[place] ?? call.number, isQueue: isQueue, slot: isQueue ? 0 : call.slot)
    let slot = place.isMachine ? " \(call.slot)" : ""
    let title = isQueue ? "waiting for \(names[place.name])" : names[place.name] + slot
    groups[key, default: GanttChart.Lane(title: title)].bars.append(bar)
  }

  var lanes: [GanttChart.Lane] {
    groups.sorted { $0.key < $1.key }.flatMap { key, lane in
      let lanes = GanttChart.packed(lane.bars, title: lane.title)
      return key.isQueue && lanes.count > Self.mostQueueLanes ? [folded(lane)] : lanes
    }
  }

  /// A queue longer than this is drawn as one lane that says how long it got.
  private static let mostQueueLanes = 4

  /// A queue on one lane: a bar for each while in which somebody waited.
  private func folded(_ lane: GanttChart.Lane) -> GanttChart.Lane {
    var changes = lane.bars.flatMap { [($0.start, 1), ($0.end, -1)] }
    changes.sort { $0 < $1 }
    var folded = GanttChart.Lane(title: lane.title)
    var (waiting, most) = (0, 0)
    for (time, change) in changes {
      if waiting == 0, folded.bars.last?.end != time {
        var bar = lane.bars[0]
        bar.start = time
        folded.bars.append(bar)
        most = 0
      }
      waiting += change
      most = max(most, waiting)
      if waiting == 0 {
        folded.bars[folded.bars.count - 1].end = time
        folded.bars[folded.bars.count - 1].title = "up to \(most) calls"
      }
    }
    return folded
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
