public import TraceFormats
internal import EventLog
internal import Formatting

/// The builds, traces or runs that a file holds, so that one can be chosen.
///
///     three builds in .ninja_log; build 3 is read if no other is asked for
///
///        build  began        commands     work      took
///            1  first              14  6.935 s   2.774 s
public struct PartsReport: Report, Sendable, TellsTimes {
  private let name: String
  private let kind: TraceParts
  private let parts: [TracePart]
  /// The scale of the longest of all.
  let timeScale: TimeScale

  /// Makes the report of the parts of a file, which are of that kind.
  public init(name: String, of kind: TraceParts, parts: [TracePart]) {
    self.name = name
    self.kind = kind
    self.parts = parts
    timeScale = TimeScale(
      longest: parts.map { max(Int128($0.work), Int128($0.makespan), Int128($0.began ?? 0)) }.max()
        ?? 0)
  }

  /// The report for people.
  public var text: String {
    let words = kind.words
    let count = parts.count { !$0.isAllTogether }
    var answer = "\(name.visibleText): \(counted(count, words.part))"
    if parts.count > 1, let usual = parts.first(where: \.isUsual) {
      let which =
        usual.isAllTogether
        ? "all are read as one run if none" : "\(words.part) \(usual.number) is read if no other"
      answer += "; \(which) is asked for with --\(words.part)"
    }
    var table = Table([.right, .left, .right, .right, .right, .left])
    table.add(words.part, "began", words.calls, "work", "took", "")
    for part in parts {
      table.add(
        "\(part.number)", began(part), "\(part.calls)",
        (part.holdsWaits ? "≤ " : "") + timeText(part.work),
        timeText(part.makespan), part.remark.visibleText)
    }
    return ([answer, ""] + table.lines).joined(separator: "\n") + "\n"
  }

  private func began(_ part: TracePart) -> String {
    guard let began = part.began else { return "not known" }
    return began == 0 ? "first" : "\(timeText(began)) later"
  }

  /// The report for programs.
  public func jsonText(with notes: [InputNotes]) -> String {
    JSONValue.report(
      [
        ("name", .string(name)),
        (
          kind.words.part + "s",
          .array(parts.map { .object(zip(keys, fields(of: $0)).map { ($0, $1) }) })
        ),
      ], notes)
  }

  /// The report for tables: a row for each build, trace or run.
  public var csv: String {
    csvText([keys] + parts.map { fields(of: $0).map(\.plainText) })
  }

  private var keys: [String] {
    let (part, calls) = kind.words
    return [part, "began_ns", calls, "work_ns", "makespan_ns", "is_default", "remark"]
  }

  private func fields(of part: TracePart) -> [JSONValue] {
    [
      JSONValue(count: part.number), JSONValue(part.began),
      JSONValue(count: part.calls), .integer(part.work), .integer(part.makespan),
      .bool(part.isUsual), .string(part.remark),
    ]
  }
}
