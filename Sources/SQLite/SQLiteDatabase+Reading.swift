internal import SQLiteLibrary

/// Databases that others wrote, of which nothing is believed.
///
/// They are opened in memory, to be read only, from bytes that nobody else changes. What their schema defines does not
/// run: only ordinary tables are read, and what a query does is counted and ends at a bound.
extension SQLiteDatabase {
  /// A value of a row.
  package enum Value: Equatable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    /// A text or bytes: texts need not be UTF-8, and may hold zeros.
    case bytes([UInt8])
  }

  /// How a database begins.
  package static let beginning = Array("SQLite format 3\0".utf8)

  /// Opens the bytes of a database that somebody else wrote.
  ///
  /// A log that was not yet written back (`-wal`) is not read.
  ///
  /// - Throws: `Failure` if it is none, or ends early.
  package static func opening(_ bytes: [UInt8]) throws(Failure) -> SQLiteDatabase {
    guard bytes.count >= 100, bytes.starts(with: beginning) else {
      throw Failure(description: "it is no database, or ends within its first page")
    }
    // Where pages are of 65,536 bytes, it says 1.
    let size = Int(bytes[16]) << 8 | Int(bytes[17])
    let pages = bytes[28..<32].reduce(0) { $0 << 8 | Int($1) }
    guard bytes.count >= pages * (size == 1 ? 65_536 : size) else {
      throw Failure(description: "it ends before its \(pages) pages do")
    }
    var bytes = bytes
    // In memory there is no log of writes to wait for.
    for place in 18...19 where bytes[place] == 2 { bytes[place] = 1 }
    let database = try SQLiteDatabase(bytes: bytes)
    sqlite3_limit(database.handle, SQLITE_LIMIT_ATTACHED, 0)
    sqlite3_limit(database.handle, SQLITE_LIMIT_LENGTH, Int32(clamping: bytes.count + 4_096))
    try database.execute("PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON")
    return database
  }

  /// Whether it has an ordinary table of that name: no view, and none that a module makes up.
  package func hasTable(_ name: String) throws(Failure) -> Bool {
    var found = false
    try read("SELECT type, name, sql FROM sqlite_schema", columns: 3, most: 10_000) { row in
      guard case .bytes(let type) = row[0], type.elementsEqual("table".utf8),
        case .bytes(let own) = row[1], own.elementsEqual(name.utf8),
        case .bytes(let sql) = row[2]
      else { return }
      found = String(decoding: sql.prefix(13), as: UTF8.self).uppercased() == "CREATE TABLE "
    }
    return found
  }

  /// Hands on each row of a query.
  ///
  /// - Parameters:
  ///   - query: The query, of ordinary tables.
  ///   - columns: How many columns it has.
  ///   - most: How many rows it may give, with a thousand steps of work for each.
  ///   - body: Is given each row.
  /// - Throws: `Failure` if the database is damaged, or if the query goes on beyond that.
  package func read(
    _ query: String, columns: Int, most: Int, _ body: ([Value]) -> Void
  ) throws(Failure) {
    // Called once in a thousand steps; where it gives something else than 0, the query ends.
    let left = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    left.initialize(to: most + 1_000)
    defer { left.deallocate() }
    sqlite3_progress_handler(
      handle, 1_000,
      { context in
        guard let left = context?.assumingMemoryBound(to: Int.self) else { return 1 }
        left.pointee -= 1
        return left.pointee < 0 ? 1 : 0
      }, left)
    defer { sqlite3_progress_handler(handle, 0, nil, nil) }
    let statement = try prepare(query)
    defer { sqlite3_finalize(statement) }
    var rows = 0
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW:
        rows += 1
        guard rows <= most else { throw Failure(description: "it has more than \(most) rows") }
        body((0..<Int32(columns)).map { value(statement, $0) })
      case SQLITE_DONE: return
      default: throw failure(query)
      }
    }
  }

  private func value(_ statement: OpaquePointer, _ column: Int32) -> Value {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
    case SQLITE_TEXT, SQLITE_BLOB:
      guard let start = sqlite3_column_blob(statement, column) else { return .bytes([]) }
      let count = Int(sqlite3_column_bytes(statement, column))
      return .bytes(Array(UnsafeRawBufferPointer(start: start, count: count)))
    default: return .null
    }
  }
}
