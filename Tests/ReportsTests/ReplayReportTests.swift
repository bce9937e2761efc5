import EventLog
import Reports
import Simulation
import TestSupport
import Testing

/// A recorded run beside the same run made again.
@Suite struct ReplayReportTests {
  @Test(arguments: [toyTwoParallel, sharedMachine, dashboard])
  func `a log passes only if nothing of it is missing`(model: Model) throws {
    let whole = model.run()
    let bytes = Array(whole.encoded())
    #expect(ReplayReport(try Log.read(bytes), actual: whole).verdict == .same)
    for count in bytes.indices where count > bytes.firstIndex(of: 10)! {
      let report = ReplayReport(try Log.read(Array(bytes[..<count])), actual: whole)
      #expect(report.verdict == .notWhole, "cut off behind \(count) bytes")
      #expect(report.answer.hasPrefix("\(whole.header.name): not replayed to its end: "))
      #expect(report.answer.contains("ends early, after "))
    }
  }

  @Test func `one event is told as one`() throws {
    let whole = toyTwoParallel.run()
    let bytes = Array(whole.encoded())
    let first = Array(bytes[...bytes.firstIndex(of: 10)!])
    let torn = first + [UInt8(ascii: "{")]
    #expect(
      ReplayReport(try Log.read(torn), actual: whole).answer.contains(
        "with 1 byte of a line that was never wholly written"))
    let check = CheckReport([CheckedLog(file: "x", try Log.read(torn))])
    #expect(
      check.text == """
        x: torn: the last byte, from byte \(first.count), is a line that was never wholly written; \
        `meanwhile check --repair x` cuts it off
        x: not closed: its only event is sound, but the run did not come to its end

        """)
  }
}
