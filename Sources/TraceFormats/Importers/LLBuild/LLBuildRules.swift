internal import EventLog
internal import SQLite

/// The rules of a build database: what they are for, what they needed, and when they were made.
struct LLBuildRules {
  /// What was made of a rule when it was made last.
  struct Rule {
    /// Its number.
    var id: Int64
    /// The kind, one letter (`C` a command, `N` a node), and its name.
    var key: [UInt8]
    /// The build in which it was made.
    var build: Int64
    /// The last build in which it came out otherwise than before.
    var changed: Int64
    var start: Nanoseconds
    var end: Nanoseconds
    /// The numbers of the rules that it needed.
    var needs: [Int64]

    /// Whether it is a command, and no file or name that stands for something.
    var isCommand: Bool { key.first == UInt8(ascii: "C") }
  }

  /// The version of the tables that was seen.
  static let version: Int64 = 17

  private(set) var all: [Rule] = []
  private(set) var notes: [ImportNote] = []

  /// The most rules that are read; no build of a package comes near it.
  private static let most = 5_000_000

  /// - Throws: `ImportError` if it cannot be read as a database of the kind.
  init(_ bytes: [UInt8]) throws(ImportError) {
    do throws(SQLiteDatabase.Failure) {
      let database = try SQLiteDatabase.opening(bytes)
      for table in ["info", "key_names", "rule_results"] {
        guard try database.hasTable(table) else {
          throw SQLiteDatabase.Failure(description: "it has no table \(table)")
        }
      }
      try read(database)
    } catch {
      throw ImportError(
        line: 1, problem: "The build database cannot be read: \(error.description).")
    }
  }

  private mutating func read(_ database: SQLiteDatabase) throws(SQLiteDatabase.Failure) {
    try database.read("SELECT version FROM info", columns: 1, most: 10) { row in
      guard case .integer(let version) = row[0], version != Self.version else { return }
      notes.append(
        ImportNote(
          kind: .inferred, count: 1,
          sentence:
            "The database is of version \(version), where \(Self.version) is known: it is read as if it were that."
        ))
    }
    var keys: [Int64: [UInt8]] = [:]
    try database.read("SELECT id, key FROM key_names", columns: 2, most: Self.most) { row in
      if case .integer(let id) = row[0], case .bytes(let key) = row[1] { keys[id] = key }
    }
    var broken = 0
    try database.read(
      "SELECT key_id, built_at, computed_at, start, \"end\", dependencies FROM rule_results",
      columns: 6, most: Self.most
    ) { row in
      guard case .integer(let id) = row[0], let key = keys[id], case .integer(let build) = row[1],
        case .integer(let changed) = row[2], let start = Self.time(row[3]),
        let end = Self.time(row[4])
      else {
        broken += 1
        return
      }
      all.append(
        Rule(
          id: id, key: key, build: build, changed: changed, start: start, end: end,
          needs: Self.numbers(row[5])))
    }
    all.sort { ($0.start, $0.end, $0.id) < ($1.start, $1.end, $1.id) }
    notes += ImportNote.skipped(
      broken, "rule has", "rules have", " no name, build or time: left out.")
  }

  /// Seconds since the machine was started, in nanoseconds; nil if it is no time.
  private static func time(_ value: SQLiteDatabase.Value) -> Nanoseconds? {
    let seconds: Double
    switch value {
    case .real(let value): seconds = value
    case .integer(let value): seconds = Double(value)
    case .null, .bytes: return nil
    }
    // Three hundred years are more than any machine has run.
    guard seconds >= 0, seconds < 9_000_000_000 else { return nil }
    return Nanoseconds((seconds * 1_000_000_000).rounded())
  }

  /// The numbers of rules: eight bytes each, the lowest first, with two bits that say how it is needed.
  private static func numbers(_ value: SQLiteDatabase.Value) -> [Int64] {
    guard case .bytes(let bytes) = value else { return [] }
    return stride(from: 0, to: bytes.count - bytes.count % 8, by: 8).map { place in
      let number = bytes[place..<(place + 8)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return Int64(number >> 2)
    }
  }
}
