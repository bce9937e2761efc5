internal import EventLog
internal import Formatting
internal import SQLite
internal import TraceAnalysis

extension TraceExport {
  /// A database that SQLite reads, to ask what no report answers.
  static let sqlite = TraceExport(
    word: "sqlite", name: "an SQLite database", fileExtensions: [".sqlite", ".sqlite3", ".db"],
    isText: false,
    write: { run throws(ExportError) in
      do throws(SQLiteDatabase.Failure) {
        return Export(bytes: try SQLiteTables(run).bytes(), notes: [])
      } catch {
        throw ExportError(problem: "SQLite cannot make the database: \(error.description).")
      }
    })
}

/// Fills the tables of a database with a run.
private struct SQLiteTables {
  private let run: ExportedRun
  private let database: SQLiteDatabase

  init(_ run: ExportedRun) throws(SQLiteDatabase.Failure) {
    self.run = run
    database = try SQLiteDatabase()
  }

  func bytes() throws(SQLiteDatabase.Failure) -> [UInt8] {
    let columns = CallColumn.allCases.map { column in
      column == .call
        ? "call INTEGER PRIMARY KEY" : "\(column.rawValue) \(column.isText ? "TEXT" : "INTEGER")"
    }
    try database.execute("CREATE TABLE calls (\(columns.joined(separator: ", ")))")
    try database.execute(SQLiteSchema.tables)
    try database.execute("BEGIN")
    try fill()
    try database.execute("COMMIT")
    try database.execute(SQLiteSchema.indexes)
    try database.execute(SQLiteSchema.views)
    return try database.bytes()
  }

  private func fill() throws(SQLiteDatabase.Failure) {
    let (analysis, log) = (run.run, run.log)
    try database.insert(
      run.calls.lazy.map { call in CallColumn.allCases.map { $0.value(of: call, in: run) } },
      into: "calls", columns: CallColumn.allCases.count)
    try database.insert(
      zip(log.events.indices, log.encodedEvents).lazy.map { seq, line in
        let event = log.events[seq]
        return [
          .integer(seq), .integer(event.at), .string("\(event.kind.word)"),
          event.call > 0 ? JSONValue(count: event.call) : .null,
          event.component.isNone ? .null : .string(log.names[event.component]),
          .string(line),
        ]
      }, into: "events", columns: 6)
    try database.insert(
      log.events.indices.lazy.flatMap { effect in
        log.causes(of: effect).lazy.map { edge($0, to: effect) }
      }, into: "edges", columns: 6)
    try database.insert(
      analysis.table.intervals.lazy.map {
        [
          JSONValue(count: $0.call), .string("\($0.activity)"), .integer($0.start),
          .integer($0.end),
        ]
      }, into: "intervals", columns: 4)
    try fillPaths()
    try fillMachines()
    try database.insert([measures], into: "measures", columns: measures.count)
  }

  private func edge(_ cause: Cause, to effect: Int) -> [JSONValue] {
    let (from, to) = (run.log.events[Int(cause.seq)].call, run.log.events[effect].call)
    return [
      JSONValue(count: cause.seq), .integer(effect), .string(cause.edge.word),
      .bool(cause.isInferred), from > 0 ? JSONValue(count: from) : .null,
      to > 0 ? JSONValue(count: to) : .null,
    ]
  }

  private func fillPaths() throws(SQLiteDatabase.Failure) {
    let analysis = run.run
    try database.insert(
      analysis.criticalPath.parts.enumerated().lazy.map { place, part in
        [
          .integer(place + 1), .string(part.kind.rawValue), JSONValue(count: part.call),
          .integer(part.start), .integer(part.end),
        ]
      }, into: "critical_path", columns: 5)
    try database.insert(
      analysis.observedPath.parts.enumerated().lazy.map { place, part in
        [
          .integer(place + 1), .string(part.kind.rawValue),
          part.call > 0 ? JSONValue(count: part.call) : .null, .integer(part.start),
          .integer(part.end), JSONValue(part.via?.word),
          part.behind > 0 ? JSONValue(count: part.behind) : .null,
        ]
      }, into: "observed_path", columns: 7)
    try database.insert(
      analysis.waits.lazy.map { wait in
        let (reason, machine): (String, JSONValue) =
          switch wait.reason {
          case .turn: ("turn", .null)
          case .lane: ("lane", .null)
          case .machine(let name):
            ("machine", name.isNone ? .null : .string(run.log.names[name]))
          }
        return [JSONValue(count: wait.call), .string(reason), machine, .integer(wait.time)]
      }, into: "waits", columns: 4)
  }

  private func fillMachines() throws(SQLiteDatabase.Failure) {
    try database.insert(
      run.lanes.all.enumerated().lazy.map { place, lane in
        [
          .integer(place + 1), .string(lane.title),
          lane.machine.isNone ? .null : .string(run.log.names[lane.machine]),
          lane.slot > 0 ? JSONValue(count: lane.slot) : .null,
        ]
      }, into: "lanes", columns: 4)
    try database.insert(
      run.run.measures.machineUses.lazy.map {
        [
          .string(run.log.names[$0.name]), .integer($0.slots), .integer($0.work),
          .integer($0.share),
        ]
      }, into: "machines", columns: 4)
  }

  /// The one row of the measures.
  private var measures: [JSONValue] {
    let measures = run.run.measures
    return [
      .string(run.run.name), .string(origin), .bool(run.run.isFinished),
      .integer(measures.makespan), .integer(measures.work), .integer(measures.span),
      JSONValue(measures.floor), .integer(measures.lowerBound), JSONValue(measures.greedyBound),
      .integer(measures.longestCall), .integer(measures.machines),
      .bool(measures.areMachinesInferred), .integer(measures.peak), .integer(measures.calls),
      JSONValue(measures.parallelism), JSONValue(measures.utilization),
    ]
  }

  private var origin: String {
    switch run.log.header.origin {
    case .scenario: "scenario"
    case .code: "code"
    case .trace(let format, _): format
    }
  }
}
