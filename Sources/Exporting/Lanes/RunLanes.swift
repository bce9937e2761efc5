package import EventLog
package import TraceAnalysis

/// Where each call of a run is shown, in formats that know threads: lanes on which calls lie within one another
/// or beside each other, and never cross.
///
/// A slot of a machine is a lane, and so is a component that has no machine. A call within another one, as traces
/// hold them, lies within it on the same lane. What would cross what is there already goes on a further lane.
package struct RunLanes: Sendable {
  /// A lane.
  package struct Lane: Sendable {
    /// What it is called: `worker 2`.
    package var title: String
    /// The machine; none if it is a component's own.
    package var machine: Name
    /// The slot of the machine, from 1; 0 if it has only one or it is a component's own.
    package var slot: UInt32
    /// What calls wait for that are to run here: the machine, or the component.
    package var place: LanePlace
  }

  /// The lanes, in the order of the calls that first use them.
  package private(set) var all: [Lane] = []
  /// For each call the place of its lane; nil if it never started.
  package private(set) var laneOfCall: [Int?]
  /// The calls that ran, outer ones before inner ones, in the order of their starts.
  package private(set) var calls: [CallRecord] = []
  /// Whether a call lies within its parent, and whether others lie within it.
  package private(set) var isWithin: [Bool]
  package private(set) var holdsOthers: [Bool]

  /// The lanes of a run.
  ///
  /// - Complexity: O(*n* log *n*) in the number of calls.
  package init(_ run: Analysis) {
    let table = run.table
    isWithin = Array(repeating: false, count: table.calls.count)
    holdsOthers = isWithin
    laneOfCall = Array(repeating: nil, count: table.calls.count)
    calls = table.calls.filter { $0.startedAt != nil }.sorted(by: Self.isBefore)
    var rows = LaneRows(table)
    for call in calls {
      let index = Int(call.number) - 1
      if rows.place(call) {
        isWithin[index] = true
        holdsOthers[Int(call.parent) - 1] = true
      }
      laneOfCall[index] = rows.rowOfCall[index]
    }
    let order = rows.order
    all = order.map { rows.lane($0, run.log.names) }
    var places = [Int](repeating: 0, count: order.count)
    for (place, row) in order.enumerated() { places[row] = place }
    laneOfCall = laneOfCall.map { $0.map { places[$0] } }
  }

  /// The lane of a call that started.
  package func lane(of call: CallRecord) -> Int { laneOfCall[Int(call.number) - 1] ?? 0 }

  static func isBefore(_ left: CallRecord, _ right: CallRecord) -> Bool {
    let (start, other) = (left.startedAt ?? 0, right.startedAt ?? 0)
    return (start, ExportedRun.end(of: right), left.number)
      < (other, ExportedRun.end(of: left), right.number)
  }
}

/// Puts calls on rows, in the order of their starts.
private struct LaneRows {
  /// What a row belongs to: a slot, or a component's own.
  private struct Key: Hashable {
    var place: LanePlace
    var slot: UInt32
  }

  private struct Row {
    var key: Int
    var number: Int
    /// The calls that run there, each within the one before.
    var open: [CallNumber] = []
  }

  private let table: CallTable
  private var keys: [Key] = []
  private var numbers: [Key: Int] = [:]
  private var rowsOfKey: [[Int]] = []
  private var free: [FreeLanes] = []
  private var rows: [Row] = []
  private(set) var rowOfCall: [Int?]
  /// Whether a call is the outermost on its row.
  private var isOutermost: [Bool]
  /// The calls by their ends, those that take no time behind the others of an instant.
  private let ends: [CallRecord]
  private var ended = 0
  private var firstCalls: [LanePlace: CallNumber] = [:]
  private var slotsUsed: [LanePlace: UInt32] = [:]

  init(_ table: CallTable) {
    self.table = table
    rowOfCall = Array(repeating: nil, count: table.calls.count)
    isOutermost = Array(repeating: false, count: table.calls.count)
    ends = table.calls.filter { $0.startedAt != nil }.sorted {
      let (left, right) = (ExportedRun.end(of: $0), ExportedRun.end(of: $1))
      return (left, $0.startedAt == left ? 1 : 0, $0.number)
        < (right, $1.startedAt == right ? 1 : 0, $1.number)
    }
    for call in table.calls {
      let place = LanePlace(of: call)
      if firstCalls[place] == nil { firstCalls[place] = call.number }
      slotsUsed[place] = max(slotsUsed[place] ?? 0, call.slot)
    }
  }

  /// Puts a call on a row; gives whether it lies within its parent there.
  mutating func place(_ call: CallRecord) -> Bool {
    let start = call.startedAt ?? 0
    release(before: start)
    let index = Int(call.number) - 1
    if call.machine.isNone, call.parent > 0, !table[call.parent].isFlow,
      let row = rowOfCall[Int(call.parent) - 1]
    {
      close(row, before: call)
      if rows[row].open.last == call.parent,
        ExportedRun.end(of: call) <= ExportedRun.end(of: table[call.parent])
      {
        rows[row].open.append(call.number)
        rowOfCall[index] = row
        return true
      }
      // It crosses another, so it goes on a row beside.
      add(call, to: rows[row].key)
      return false
    }
    add(call, to: number(of: Key(place: LanePlace(of: call), slot: call.slot)))
    return false
  }

  private mutating func number(of key: Key) -> Int {
    if let number = numbers[key] { return number }
    numbers[key] = keys.count
    keys.append(key)
    rowsOfKey.append([])
    free.append(FreeLanes())
    return keys.count - 1
  }

  private mutating func add(_ call: CallRecord, to key: Int) {
    let number = free[key].removeLowest() ?? rowsOfKey[key].count
    if number == rowsOfKey[key].count {
      rowsOfKey[key].append(rows.count)
      rows.append(Row(key: key, number: number))
    }
    let row = rowsOfKey[key][number]
    rows[row].open = [call.number]
    rowOfCall[Int(call.number) - 1] = row
    isOutermost[Int(call.number) - 1] = true
  }

  /// Frees the rows of what has ended when something starts.
  private mutating func release(before start: Nanoseconds) {
    while ended < ends.count {
      let call = ends[ended]
      let end = ExportedRun.end(of: call)
      guard end < start || (end == start && call.startedAt != end) else { return }
      ended += 1
      guard isOutermost[Int(call.number) - 1], let row = rowOfCall[Int(call.number) - 1] else {
        continue
      }
      free[rows[row].key].insert(rows[row].number)
    }
  }

  /// Takes off a row what has ended when a call starts; an instant may lie within another one.
  private mutating func close(_ row: Int, before call: CallRecord) {
    let start = call.startedAt ?? 0
    while let top = rows[row].open.last {
      let (begin, end) = (table[top].startedAt ?? 0, ExportedRun.end(of: table[top]))
      let isSameInstant = ExportedRun.end(of: call) == start && begin == start && end == start
      guard end <= start, !isSameInstant else { return }
      rows[row].open.removeLast()
    }
  }

  // MARK: What lanes are called

  /// The rows in the order in which they are shown.
  var order: [Int] {
    rows.indices.sorted { left, right in
      let (one, other) = (keys[rows[left].key], keys[rows[right].key])
      return (firstCalls[one.place] ?? 0, one.slot, rows[left].number, left)
        < (firstCalls[other.place] ?? 0, other.slot, rows[right].number, right)
    }
  }

  func lane(_ row: Int, _ names: NameTable) -> RunLanes.Lane {
    let key = keys[rows[row].key]
    var title = names[key.place.name]
    if title.isEmpty { title = "(no name)" }
    if key.slot > 0, (slotsUsed[key.place] ?? 0) > 1 || table.hasSeveralSlots(key.place.name) {
      title += " \(key.slot)"
    }
    if rows[row].number > 0 { title += " (\(rows[row].number + 1))" }
    return RunLanes.Lane(
      title: title, machine: key.place.isMachine ? key.place.name : .none, slot: key.slot,
      place: key.place)
  }
}

extension CallTable {
  fileprivate func hasSeveralSlots(_ machine: Name) -> Bool { (slots[machine] ?? 0) > 1 }
}
