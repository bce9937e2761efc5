/// A table as text: a line of names, and a line for each row, whose fields one sign separates.
struct DelimitedText {
  /// The names of the columns.
  let columns: [String]
  /// The rows, each with its line, from 1; empty lines are passed over.
  private(set) var rows: [(line: Int, fields: [String])] = []
  /// Rows that have not as many fields as there are columns.
  private(set) var broken: [Int] = []

  /// Whether the last line has no end, so that it may be cut off.
  let isCutOff: Bool

  /// - Complexity: O(*n*) in the number of bytes.
  init(_ bytes: [UInt8], separator: UInt8) {
    isCutOff = bytes.hasOpenLine
    let lines = bytes.withoutByteOrderMark.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var columns: [String]?
    for (place, line) in lines.enumerated() {
      let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      guard !text.isEmpty else { continue }
      guard let count = columns?.count else {
        columns = Self.fields(of: text, separator, most: .max)
        continue
      }
      // A separator within the last field, such as a command, stands there as it is.
      let fields = Self.fields(of: text, separator, most: count)
      if fields.count == count {
        rows.append((place + 1, fields))
      } else {
        broken.append(place + 1)
      }
    }
    self.columns = columns ?? []
  }

  private static func fields(
    of line: ArraySlice<UInt8>, _ separator: UInt8, most: Int
  ) -> [String] {
    line.split(separator: separator, maxSplits: most - 1, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self).trimmed }
  }

  /// What was wrong with the table, as notes.
  var notes: [ImportNote] {
    let notes = ImportNote.skipped(
      broken.count, "line has", "lines have",
      " not as many fields as the first: left out, the first at line \(broken.first ?? 0)."
    )
    return notes + ImportNote.cutOff(isCutOff)
  }

  /// The place of a column; nil if there is none of that name.
  func place(of column: String) -> Int? { columns.firstIndex(of: column) }

  /// Whether the first line of a text has columns of these names.
  static func begins(_ bytes: ArraySlice<UInt8>, with columns: [String], separator: UInt8) -> Bool {
    let line = bytes.prefix(1 << 12).prefix { $0 != UInt8(ascii: "\n") }
    let found = Set(fields(of: line, separator, most: .max))
    return columns.allSatisfy(found.contains)
  }

  /// The sign that separates the columns of these names in the first line of a text; nil if none of the usual ones does.
  static func separator(of bytes: ArraySlice<UInt8>, with columns: [String]) -> UInt8? {
    "|\t,;".utf8.first { begins(bytes, with: columns, separator: $0) }
  }
}

extension [UInt8] {
  /// Whether the last line of a text has no end, so that it may be cut off.
  var hasOpenLine: Bool { last.map { $0 != UInt8(ascii: "\n") } ?? false }
}

extension ImportNote {
  /// The note that the last line of a text has no end, if it has none.
  static func cutOff(_ isCutOff: Bool) -> [ImportNote] {
    guard isCutOff else { return [] }
    return [
      ImportNote(
        kind: .skipped, count: 1,
        sentence: "The last line has no end, so it may be cut off, and others may be missing.")
    ]
  }
}
