internal import Formatting

/// Says of some event logs whether each is whole.
///
///     out/toy_app.events.jsonl: sound, 14 events
public struct CheckReport: Report, Sendable {
  private let logs: [CheckedLog]

  /// Makes the report of some logs; they are told in this order.
  public init(_ logs: [CheckedLog]) { self.logs = logs }

  /// Whether all of them are whole.
  public var isSound: Bool { logs.allSatisfy(\.isSound) }

  /// The report for people: a line for each log, or for each thing that is wrong with it.
  public var text: String { logs.flatMap(\.lines).map { $0 + "\n" }.joined() }

  /// The report for programs.
  public func jsonText(with notes: [InputNotes]) -> String {
    JSONValue.report(
      [
        ("sound", .bool(isSound)),
        ("logs", .array(logs.map { .object(zip(CheckedLog.keys, $0.values).map { ($0, $1) }) })),
      ], notes)
  }

  /// The report for tables: a log a row.
  public var csv: String {
    csvText([CheckedLog.keys] + logs.map { $0.values.map(\.plainText) })
  }
}
