internal import EventLog
internal import JSON

/// What the lines of an event stream of Swift Testing say, of its last run.
///
///     {"kind": "event", "payload": {"kind": "testStarted", "testID": "T.add()/T.swift:5:4",
///       "instant": {"absolute": 3649.9}}, "version": "6.3.0"}
struct SwiftTestingStream {
  /// What an event says.
  enum Kind {
    case runStarted
    case runEnded
    case started
    case ended
    case caseStarted
    case caseEnded
    case failed
  }

  /// An event of the run; `test` and `testCase` are ids, empty where there is none.
  struct Event {
    var kind: Kind
    var at: Nanoseconds
    var test: String
    var testCase = ""
    /// What a case is called, or what failed.
    var text: String?
    /// Whether it says of an end that it is one of a failure.
    var isFailure = false
  }

  private(set) var events: [Event] = []
  /// The ids of functions, whose last part is the place in the source.
  private(set) var functions: Set<String> = []
  /// The ids of suites, which hold others.
  private(set) var suites: Set<String> = []
  private(set) var runs = 0
  private(set) var skipped = 0
  private(set) var known = 0
  private(set) var timeless = 0
  private(set) var broken = 0

  /// Reads a line.
  mutating func read(_ line: JSONNode) {
    guard line.isWhole else {
      broken += 1
      return
    }
    guard let payload = line["payload"], let kind = line["kind"]?.string else { return }
    if kind == "test" {
      guard let id = payload["id"]?.string else { return }
      if payload["kind"]?.isString("function") == true { functions.insert(id) }
      if payload["kind"]?.isString("suite") == true { suites.insert(id) }
    } else if kind == "event" {
      readEvent(payload)
    }
  }

  private mutating func readEvent(_ event: JSONNode) {
    let message = event["messages"]?.elements.first { _ in true }
    let kind: Kind
    switch event["kind"]?.string {
    case "runStarted":
      kind = .runStarted
      runs += 1
      events = []
      (skipped, known, timeless) = (0, 0, 0)
    case "runEnded": kind = .runEnded
    case "testStarted": kind = .started
    case "testEnded": kind = .ended
    case "testCaseStarted": kind = .caseStarted
    case "testCaseEnded": kind = .caseEnded
    case "testSkipped":
      skipped += 1
      return
    case "issueRecorded":
      guard isFailure(event["issue"]) else { return }
      kind = .failed
    default: return
    }
    guard let at = event["instant"]?["absolute"]?.integer(timesTenTo: 9) else {
      timeless += 1
      return
    }
    let testCase = event["_testCase"]
    events.append(
      Event(
        kind: kind, at: at, test: event["testID"]?.string ?? "",
        testCase: testCase?["id"]?.string ?? "",
        text: kind == .caseStarted
          ? testCase?["displayName"]?.string : message?["text"]?.string,
        isFailure: message?["symbol"]?.isString("fail") ?? false))
  }

  /// Whether an issue lets its test fail: one that is known or a warning does not.
  private mutating func isFailure(_ issue: JSONNode?) -> Bool {
    if issue?["isKnown"]?.bool == true {
      known += 1
      return false
    }
    if let isFailure = issue?["isFailure"]?.bool { return isFailure }
    let severity = issue?["severity"] ?? issue?["_severity"]
    return severity?.isString("warning") != true
  }
}
