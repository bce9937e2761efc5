package import Formatting
internal import SQLiteLibrary

/// A database in memory, by the C library SQLite; only this folder calls it.
package final class SQLiteDatabase {
  let handle: OpaquePointer

  /// What the library said.
  package struct Failure: Error {
    /// What it was asked to do, and what was wrong.
    package var description: String

    /// A failure of that description.
    package init(description: String) { self.description = description }
  }

  /// Makes an empty database.
  package init() throws(Failure) {
    var opened: OpaquePointer?
    guard sqlite3_open(":memory:", &opened) == SQLITE_OK, let opened else {
      sqlite3_close(opened)
      throw Failure(description: "no database can be opened")
    }
    handle = opened
  }

  /// Opens the bytes of a database file, to be read.
  package convenience init(bytes: [UInt8]) throws(Failure) {
    try self.init()
    let room = sqlite3_malloc64(UInt64(bytes.count))
    guard let room else { throw Failure(description: "there is not enough memory") }
    bytes.withUnsafeBytes {
      room.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(room), byteCount: bytes.count)
    }
    let flags = UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY)
    let status = sqlite3_deserialize(
      handle, "main", room.assumingMemoryBound(to: UInt8.self), Int64(bytes.count),
      Int64(bytes.count), flags)
    guard status == SQLITE_OK else { throw failure("open") }
  }

  deinit { sqlite3_close(handle) }

  /// Does what statements say that give nothing back.
  package func execute(_ statements: String) throws(Failure) {
    guard sqlite3_exec(handle, statements, nil, nil, nil) == SQLITE_OK else {
      throw failure(statements)
    }
  }

  /// Puts rows into a table.
  ///
  /// - Parameters:
  ///   - rows: The rows; each has a value for each column.
  ///   - table: The table.
  ///   - columns: How many columns it has.
  /// - Throws: `Failure`, also if there is not enough memory.
  package func insert(
    _ rows: some Sequence<[JSONValue]>, into table: String, columns: Int
  ) throws(Failure) {
    let places = Array(repeating: "?", count: columns).joined(separator: ",")
    let statement = try prepare("INSERT INTO \(table) VALUES (\(places))")
    defer { sqlite3_finalize(statement) }
    for row in rows {
      for (place, value) in row.enumerated() { bind(value, Int32(place + 1), statement) }
      guard sqlite3_step(statement) == SQLITE_DONE else { throw failure("insert into \(table)") }
      sqlite3_reset(statement)
    }
  }

  /// What a query gives: the names of the columns, then a row each; what is null is an empty text.
  package func rows(of query: String) throws(Failure) -> [[String]] {
    let statement = try prepare(query)
    defer { sqlite3_finalize(statement) }
    let columns = 0..<sqlite3_column_count(statement)
    var rows = [columns.map { String(cString: sqlite3_column_name(statement, $0)) }]
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: rows.append(columns.map { text(statement, $0) })
      case SQLITE_DONE: return rows
      default: throw failure(query)
      }
    }
  }

  /// The bytes of the database as a file: the same for the same rows and the same version of the library.
  package func bytes() throws(Failure) -> [UInt8] {
    var count: Int64 = 0
    guard let start = sqlite3_serialize(handle, "main", &count, 0) else {
      throw Failure(description: "there is not enough memory for a copy of the database")
    }
    defer { sqlite3_free(start) }
    return Array(UnsafeBufferPointer(start: start, count: Int(count)))
  }

  // MARK: Statements

  func prepare(_ statement: String) throws(Failure) -> OpaquePointer {
    var prepared: OpaquePointer?
    guard sqlite3_prepare_v2(handle, statement, -1, &prepared, nil) == SQLITE_OK, let prepared
    else { throw failure(statement) }
    return prepared
  }

  func failure(_ action: String) -> Failure {
    Failure(description: "\(action): \(String(cString: sqlite3_errmsg(handle)))")
  }

  private func text(_ statement: OpaquePointer, _ column: Int32) -> String {
    guard let start = sqlite3_column_text(statement, column) else { return "" }
    let count = Int(sqlite3_column_bytes(statement, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// The library copies a text at once.
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  private func bind(_ value: JSONValue, _ place: Int32, _ statement: OpaquePointer) {
    switch value {
    case .null: sqlite3_bind_null(statement, place)
    case .bool(let value): sqlite3_bind_int(statement, place, value ? 1 : 0)
    case .wholeNumber(let number):
      if let fitting = Int64(exactly: number) {
        sqlite3_bind_int64(statement, place, fitting)
      } else {
        sqlite3_bind_double(statement, place, Double(number))
      }
    case .number(let number): sqlite3_bind_double(statement, place, number)
    case .string(var text):
      // Counted, for a text may hold a zero.
      text.withUTF8 { bytes in
        _ = bytes.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text(
            statement, place, $0.baseAddress, Int32($0.count), Self.transient)
        }
      }
    case .array, .object: preconditionFailure("a field holds one value")
    }
  }
}
