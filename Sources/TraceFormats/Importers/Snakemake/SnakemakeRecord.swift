internal import EventLog
internal import Formatting
internal import JSON
internal import SQLite

/// What snakemake keeps of a file that it made.
///
///     {"rule": "sort", "input": ["raw/a.txt"], "job_hash": 8737470408099, "starttime": 1795932940.657342, "endtime": 1795932941.16, …}
///
/// Which file it is of is the name of the record, in base64.
struct SnakemakeRecord {
  /// The file that was made; nil where the name of the record does not say.
  var output: String?
  var rule: String
  /// The files that it was made of.
  var inputs: [String]
  /// What is the same in the records of one job, and by chance in those of jobs of other runs.
  var job: Int64
  /// When the job began and ended, since 1970; nil for what was never made to its end.
  var times: (start: Nanoseconds, end: Nanoseconds)?
}

// MARK: In a file of its own

extension SnakemakeRecord {
  /// A record as `.snakemake/metadata` has it; nil if it is none.
  init?(_ node: JSONNode, named name: String) {
    guard let rule = node["rule"]?.string else { return nil }
    output = Base64Text.bytes(of: name).map { String(decoding: $0, as: UTF8.self) }
    self.rule = rule
    inputs = node.elements(of: "input").compactMap(\.string)
    job = node["job_hash"]?.integer() ?? 0
    if let start = node["starttime"]?.integer(timesTenTo: 9),
      let end = node["endtime"]?.integer(timesTenTo: 9), node["incomplete"]?.bool != true
    {
      times = (start, end)
    }
  }
}

// MARK: In a database

extension SnakemakeRecord {
  /// The most records that are read.
  private static let most = 5_000_000

  /// The records of a database, in the order of their files.
  ///
  /// - Throws: `ImportError` if it cannot be read as a database of the kind.
  static func all(in bytes: [UInt8]) throws(ImportError) -> [SnakemakeRecord] {
    var records: [SnakemakeRecord] = []
    do throws(SQLiteDatabase.Failure) {
      let database = try SQLiteDatabase.opening(bytes)
      guard try database.hasTable("snakemake_metadata") else {
        throw SQLiteDatabase.Failure(description: "it has no table snakemake_metadata")
      }
      try database.read(
        "SELECT target, rule, input, job_hash, starttime, endtime, incomplete FROM snakemake_metadata "
          + "ORDER BY target, namespace", columns: 7, most: most
      ) { row in
        if let record = SnakemakeRecord(row) { records.append(record) }
      }
    } catch {
      throw ImportError(
        line: 1, problem: "The database of snakemake cannot be read: \(error.description).")
    }
    return records
  }

  private init?(_ row: [SQLiteDatabase.Value]) {
    guard case .bytes(let output) = row[0], case .bytes(let rule) = row[1] else { return nil }
    self.output = String(decoding: output, as: UTF8.self)
    self.rule = String(decoding: rule, as: UTF8.self)
    inputs = []
    if case .bytes(let text) = row[2] {
      inputs =
        (try? JSONText.read(text) { text in
          text.roots.first.map { $0.elements.compactMap(\.string) } ?? []
        }) ?? []
    }
    job = if case .integer(let hash) = row[3] { hash } else { 0 }
    let isIncomplete = if case .integer(let flag) = row[6] { flag != 0 } else { false }
    if !isIncomplete, let start = Self.time(row[4]), let end = Self.time(row[5]) {
      times = (start, end)
    }
  }

  /// A time with the digits that it is written with, as in a file.
  private static func time(_ value: SQLiteDatabase.Value) -> Nanoseconds? {
    let text: String
    switch value {
    case .real(let seconds): text = "\(seconds)"
    case .integer(let seconds): text = "\(seconds)"
    case .null, .bytes: return nil
    }
    return Array(text.utf8).withUnsafeBufferPointer { JSONNode.integer($0, timesTenTo: 9) }
  }
}
