internal import EventLog
internal import Formatting
internal import TraceAnalysis

extension TraceExport {
  /// The calls as a table, a call a row with all that is known of it.
  static let csv = TraceExport(
    word: "csv", name: "a table of calls", fileExtensions: [".csv"],
    write: { run throws(ExportError) in
      let columns = CallColumn.allCases
      let rows = run.calls.map { call in columns.map { $0.value(of: call, in: run).plainText } }
      let text = csvText([columns.map(\.rawValue)] + rows)
      return Export(bytes: Array(text.utf8), notes: [])
    })
}
