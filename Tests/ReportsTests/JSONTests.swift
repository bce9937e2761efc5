import EventLog
import Foundation
import Reports
import Simulation
import TestSupport
import Testing
import TraceAnalysis

@Suite struct JSONTests {
  static let keys = [
    "schema", "name", "makespan_ns", "work_ns", "span_ns", "floor_ns", "dependencies",
    "lower_bound_ns",
    "greedy_bound_ns", "serial_ns", "serial_basis", "parallel_ns", "all_parallel_ns", "saved_ns",
    "speedup", "parallelism", "efficiency", "utilization",
    "machines", "machines_inferred", "calls", "baseline_calls", "shared_calls",
    "shared_work_baseline_ns", "shared_work_ns", "not_compared", "work_per_machine_ns",
    "machine_bound_ns", "bound_by", "all_busy_ns", "bound_by_pool", "observed_waiting_ns",
    "unexplained_ns", "one_more_least_ns",
    "one_more_saved_at_most_ns", "replayed_ns", "one_more_replayed_ns", "one_more_saved_ns",
    "complete", "ending", "never_called", "look_first", "critical_path", "observed_path",
    "notes",
  ]

  /// The keys of the outermost object, in their order: they alone stand behind two spaces.
  private func keys(of json: String) -> [String] {
    json.split(separator: "\n").filter { $0.hasPrefix("  \"") }.map {
      String($0.dropFirst(3).prefix { $0 != "\"" })
    }
  }

  private func object(_ json: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(json.utf8))
    return try #require(value as? [String: Any])
  }

  @Test(arguments: [toyTwoParallel, toyApp, sharedMachine, dashboard, flow("empty")])
  func `a summary has these keys in this order`(model: Model) throws {
    let json = SummaryReport(model.comparison()).json
    #expect(keys(of: json) == Self.keys)
    #expect(Set(try object(json).keys) == Set(Self.keys))
    #expect(try object(json)["schema"] as? Int == 1)
  }

  @Test func `a summary has the numbers of its run`() throws {
    let summary = try object(SummaryReport(toyTwoParallel.comparison()).json)
    #expect(summary["name"] as? String == "toy_two_parallel")
    #expect(summary["makespan_ns"] as? Int64 == 4 * second)
    #expect(summary["serial_ns"] as? Int64 == 9 * second)
    #expect(summary["serial_basis"] as? String == "twin")
    #expect(summary["saved_ns"] as? Int64 == 5 * second)
    #expect(summary["speedup"] as? Double == 2.25)
    #expect(summary["efficiency"] as? Double == 0.75)
    #expect(summary["machines_inferred"] as? Bool == false)
    let path = try #require(summary["critical_path"] as? [[String: Any]])
    #expect(path.count == 1)
    #expect(Set(path[0].keys) == ["kind", "call", "component", "start_ns", "end_ns"])
    let observed = try #require(summary["observed_path"] as? [[String: Any]])
    #expect(
      Set(observed[0].keys)
        == ["kind", "start_ns", "end_ns", "call", "component", "via", "behind"])
  }

  @Test func `what is not known is null`() throws {
    let unknown = Comparison(
      run: Analysis(flow("empty").run()), baseline: .unknown(reason: "nothing to compare with"))
    let summary = try object(SummaryReport(unknown).json)
    let nulls = summary.filter { $0.value is NSNull }.keys.sorted()
    #expect(
      nulls == [
        "all_busy_ns", "all_parallel_ns", "baseline_calls", "bound_by", "bound_by_pool",
        "efficiency",
        "greedy_bound_ns", "observed_waiting_ns", "one_more_least_ns", "one_more_replayed_ns",
        "one_more_saved_at_most_ns", "one_more_saved_ns", "parallelism", "replayed_ns", "saved_ns",
        "serial_basis", "serial_ns", "shared_calls", "shared_work_baseline_ns", "shared_work_ns",
        "speedup", "unexplained_ns", "utilization",
      ])
  }

  @Test(arguments: ["a\"b\\c\n\t\u{1}\u{7f}\u{202e}é日本🚀\"\u{301}", ""])
  func `any name comes back as it was`(name: String) throws {
    let model = flow(name, component(name, 1000))
    let summary = try object(SummaryReport(model.comparison()).json)
    #expect(summary["name"] as? String == name)
    let slack = try object(SlackReport(Analysis(model.run())).json)
    let calls = try #require(slack["slack"] as? [[String: Any]])
    #expect(calls.map { $0["component"] as? String } == [name])
    #expect(try object(PathReport(Analysis(model.run())).json)["name"] as? String == name)
  }
}
