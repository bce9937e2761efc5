internal import EventLog

/// The rows of a ninja log, and what could not be read of it.
struct NinjaRows {
  let version: Int
  private(set) var rows: [NinjaRow] = []
  private var skipped = 0
  private var firstSkipped = ""
  private var renamed = 0
  private var firstRenamed = 0
  private var untimed = 0
  private var firstUntimed = 0

  /// One hundred years in milliseconds: no build takes longer.
  private static let longest = Log.longestTime / 1_000_000

  init(_ bytes: [UInt8], progress: ProgressHook = .none) throws(ImportError) {
    let bytes = bytes.withoutByteOrderMark
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let head = String(decoding: lines[0].dropFirst("# ninja log v".utf8.count), as: UTF8.self)
    guard let version = Int(head.filter { $0 != "\r" }), (5...7).contains(version) else {
      throw ImportError(
        line: 1,
        problem: "Versions 5 to 7 of the log are read, found version `\(head.prefix(20))`. "
          + "A build with a current ninja writes one.")
    }
    self.version = version
    for (index, line) in lines.enumerated().dropFirst() {
      if index % ProgressHook.interval == 0 { progress(line.startIndex) }
      let isTorn = index == lines.count - 1
      guard !line.isEmpty, line.first != UInt8(ascii: "#") else { continue }
      if isTorn {
        skip(index + 1, "the line does not end")
      } else {
        read(line.last == UInt8(ascii: "\r") ? line.dropLast() : line, number: index + 1)
      }
    }
    progress(bytes.endIndex)
    countFromZero()
    guard rows.isEmpty, untimed > 0 else { return }
    throw ImportError(
      line: firstUntimed,
      problem: "The log holds no times: every row says that its command started and ended at 0, as "
        + "samurai writes it, so nothing can be told of the build. ninja records times.")
  }

  /// Moves times that a clock gave which began at 0, as that of a board without one does, to where nobody takes them for
  /// seconds.
  ///
  /// By their size alone the first hundred seconds are seconds since 1970, and what comes after them is not. No output of a
  /// ninja that wrote seconds is older than 2001, or newer than 2286.
  private mutating func countFromZero() {
    let newest = rows.lazy.map(\.modified).max() ?? 0
    let isInSeconds = (1_000_000_000..<10_000_000_000).contains(newest)
    guard newest > 0, newest < Self.leastOfDates, !isInSeconds else { return }
    for place in rows.indices where rows[place].modified > 0 {
      rows[place].modified += Self.someDate
    }
  }

  /// No time in a unit below a second is less where clocks are right; and one in nanoseconds, of 2001.
  private static let (leastOfDates, someDate): (Int64, Int64) =
    (3_000_000_000_000_000, 1_000_000_000_000_000_000)

  /// What was left out or changed, with its count and its first place.
  var notes: [ImportNote] {
    ImportNote.skipped(
      untimed, "row holds", "rows hold",
      " no times (samurai writes none) and \(untimed == 1 ? "was" : "were") left out, the first at "
        + "line \(firstUntimed).")
      + ImportNote.skipped(
        skipped, "line was", "lines were", " left out, the first at line \(firstSkipped).")
      + ImportNote.skipped(
        renamed, "path is", "paths are",
        " not UTF-8, the first at line \(firstRenamed): what could not be read is shown as "
          + "\u{FFFD}.")
  }

  private mutating func skip(_ number: Int, _ problem: String) {
    if skipped == 0 { firstSkipped = "\(number): \(problem)" }
    skipped += 1
  }

  private mutating func read(_ line: ArraySlice<UInt8>, number: Int) {
    let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
    guard fields.count >= 5 else {
      return skip(number, "expected 5 fields with tabs between them, found \(fields.count)")
    }
    // A path may hold tabs; the hash behind it cannot.
    let output = line[fields[3].startIndex..<fields[fields.count - 1].startIndex - 1]
    guard let start = milliseconds(fields[0]), let end = milliseconds(fields[1]) else {
      return skip(number, "expected a start and an end in milliseconds")
    }
    guard let modified = Int64(String(decoding: fields[2], as: UTF8.self)) else {
      return skip(number, "expected a modification time")
    }
    guard start <= end else { return skip(number, "the command ends before it starts") }
    guard !output.isEmpty else { return skip(number, "the output has no path") }
    guard end > 0 else {
      if untimed == 0 { firstUntimed = number }
      untimed += 1
      return
    }
    if String(validating: output, as: UTF8.self) == nil {
      if renamed == 0 { firstRenamed = number }
      renamed += 1
    }
    rows.append(
      NinjaRow(
        start: start, end: end, modified: modified, output: String(decoding: output, as: UTF8.self),
        hash: String(decoding: fields[fields.count - 1], as: UTF8.self), line: number))
  }

  private func milliseconds(_ field: ArraySlice<UInt8>) -> Int64? {
    guard let value = Int64(String(decoding: field, as: UTF8.self)), value >= 0,
      value <= Self.longest
    else { return nil }
    return value
  }
}
