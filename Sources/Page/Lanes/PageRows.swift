internal import EventLog
internal import TraceAnalysis

/// The calls of a run in the order in which a page lists them: by their starts, those that never started last.
struct PageRows {
  /// The numbers of the calls, row by row.
  let calls: [CallNumber]
  /// For each call, by its number − 1, its row.
  private let rows: [Int32]

  /// - Complexity: O(*n* log *n*) in the number of calls.
  init(_ table: CallTable) {
    let order = table.calls.map { ($0.startedAt ?? .max, $0.number) }.sorted { $0 < $1 }
    calls = order.map(\.1)
    var rows = [Int32](repeating: -1, count: calls.count)
    for (row, call) in calls.enumerated() { rows[Int(call) - 1] = Int32(row) }
    self.rows = rows
  }

  /// The row of a call; −1 for none.
  subscript(call: CallNumber) -> Int64 { call > 0 ? Int64(rows[Int(call) - 1]) : -1 }
}
