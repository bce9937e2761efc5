internal import EventLog
internal import TraceAnalysis

/// Which calls of a run of tests are what a worker is given at once, and which file, class or suite each is of.
///
/// Importers of test reports make a call of each, with its file as what it was called with, and what it holds within it.
/// Swift Testing tells of suites that hold tests: there it is what holds nothing.
struct TestUnits {
  private let hasSuites: Bool
  private var holdsCalls: [Bool] = []

  init(_ run: Analysis) {
    hasSuites = run.traceFormat == "event stream of Swift Testing"
    guard hasSuites else { return }
    holdsCalls = Array(repeating: false, count: run.table.calls.count)
    for call in run.table.calls where call.parent > 0 { holdsCalls[Int(call.parent) - 1] = true }
  }

  /// Whether a worker is given a call as a whole.
  func isUnit(_ call: CallRecord) -> Bool {
    hasSuites ? !holdsCalls[Int(call.number) - 1] : call.parent == 0
  }

  /// What a call is of; none if that is not known.
  func group(of call: CallRecord, _ table: CallTable) -> Name {
    guard hasSuites else { return call.arguments }
    return call.parent > 0 ? table[call.parent].component : .none
  }
}
