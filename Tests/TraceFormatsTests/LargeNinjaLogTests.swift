import EventLog
import Testing
import TraceFormats

/// Logs large enough that anything worse than *n* log *n* would be felt.
@Suite struct LargeNinjaLogTests {
  private func log(_ rows: [String]) -> [UInt8] {
    Array((["# ninja log v5"] + rows + [""]).joined(separator: "\n").utf8)
  }

  @Test func `fifty thousand commands at once are on as many lanes`() throws {
    let count: Int64 = 50_000
    let trace = try NinjaLog.read(
      log((0..<count).map { row($0, 100_000 + $0, "\($0)") }), name: "build")
    #expect(trace.log.events.count == 4 * Int(count) + 2)
    #expect(!trace.notes.contains { $0.kind == .inherent })
  }

  @Test func `a lane is found at once where thousands are taken`() throws {
    // While thousands run on, at each moment one ends and two start.
    let count: Int64 = 25_000
    let short = (1...count).map { row($0 * 10, $0 * 10 + 10, "short \($0)") }
    let long = (1...count).map { row($0 * 10, 1_000_000 + $0, "long \($0)") }
    let trace = try NinjaLog.read(log(short + long), name: "build")
    #expect(trace.log.events.count == 8 * Int(count) + 2)
    #expect(trace.notes.last?.count == Int(count) - 1)
  }
}
