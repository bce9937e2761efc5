import EventLog
import Reports
import Simulation
import TestSupport
import Testing

/// What only some kinds of event say stands in columns of its own in the table of events.
@Suite struct EventColumnTests {
  /// The rows of a kind, each as its fields behind `causes`.
  private func rows(_ kind: String, of model: Model) -> [String] {
    EventsReport(model.run()).csv.split(separator: "\n").map(String.init)
      .filter { $0.contains(",\(kind),") }
      .map { row in
        row.replacing(/"[^"]*, [^"]*"/, with: "causes").split(
          separator: ",", omittingEmptySubsequences: false
        ).dropFirst(6).joined(separator: ",")
      }
  }

  @Test func `calls have their parents, arguments, machines and slots`() {
    #expect(rows("call.started", of: sharedMachine).contains(",,box,1,,,,,"))
    #expect(rows("call.requested", of: sharedMachine).contains("1,,,,,,,,"))
    #expect(rows("machine.declared", of: sharedMachine) == [",,box,,,,,,"])
  }

  @Test func `values of shared state keep their kind`() {
    let values: [Value] = [.number(1), .text("1"), .flag(true), .text("true"), .null]
    var model = toyApp
    model.variables = values.enumerated().map { number, value in
      Model.Variable(name: "v\(number)", value: value)
    }
    #expect(
      rows("state.declared", of: model) == [
        ",,,,v0,1,,,", #",,,,v1,"""1""",,,"#, ",,,,v2,true,,,", #",,,,v3,"""true""",,,"#,
        ",,,,v4,null,,,",
      ])
  }
}
