import EventLog
import Reports
import Simulation
import TestSupport
import Testing
import TraceAnalysis

@Suite struct CSVTests {
  @Test(arguments: [
    ("plain", "plain"), ("a b", "a b"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
    ("\"", "\"\"\"\""),
    // What acts on a terminal, or fakes another row, is spelled out.
    ("two\nlines", "two\\nlines"), ("cr\r\nlf", "cr\\r\\nlf"),
    ("\u{1b}]0;x\u{7}", "\\u{1b}]0;x\\u{7}"),
    ("a\u{202e},b", "\"a\\u{202e},b\""),
    // A mark makes one character of itself and the quotation mark before it.
    ("\"\u{301},", "\"\"\"\u{301},\""),
  ])
  func `a field is quoted where it must be`(name: String, field: String) {
    let run = Analysis(flow("x", component(name, 1000)).run())
    #expect(
      SlackReport(run).csv == """
        call,component,running_ns,slack_ns,free_float_ns,drag_ns
        2,\(field),1000000000,0,0,1000000000

        """)
  }

  @Test func `every row has as many fields as the first`() {
    let run = Analysis(sharedMachine.run())
    let reports = [
      SummaryReport(sharedMachine.comparison()).csv, PathReport(run).csv, SlackReport(run).csv,
    ]
    for report in reports {
      let counts = report.split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).count
      }
      #expect(Set(counts).count == 1)
    }
  }
}
