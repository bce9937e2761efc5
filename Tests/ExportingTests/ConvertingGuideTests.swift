import Foundation
import SQLite
import TestSupport
import Testing

@testable import Exporting

/// What the guide asks a database is answered as it says.
@Suite struct ConvertingGuideTests {
  @Test func `ten queries of the guide have the answers that stand below them`() throws {
    let guide = try Project.text("Sources/Meanwhile.docc/Converting.md")
    let run = try SharedRuns.run("build.j2.ninja_log")
    let database = try SQLiteDatabase(bytes: TraceExport.sqlite.export(run).bytes)
    let blocks = guide.components(separatedBy: "```sql\n").dropFirst()
    #expect(blocks.count == 10)
    for block in blocks {
      let parts = block.components(separatedBy: "```")
      let answer = parts[2].replacing("text\n", with: "").split(separator: "\n").map(String.init)
      let rows = try database.rows(of: parts[0]).map { $0.joined(separator: "|") }
      #expect(rows == answer, "\(parts[0])")
    }
  }

  @Test func `the guide names every format, ending, column, table and view`() throws {
    let guide = try Project.text("Sources/Meanwhile.docc/Converting.md")
    let run = try SharedRuns.run("build.j2.ninja_log")
    let database = try SQLiteDatabase(bytes: TraceExport.sqlite.export(run).bytes)
    let tables = try database.rows(of: "SELECT name FROM sqlite_schema WHERE type <> 'index'")
    let words =
      TraceExport.all.flatMap { [$0.word] + $0.fileExtensions }
      + CallColumn.allCases.map(\.rawValue) + tables.dropFirst().map { $0[0] }
    for word in words { #expect(guide.contains("`\(word)`"), "\(word)") }
  }
}
