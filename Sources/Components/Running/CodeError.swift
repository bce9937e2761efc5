internal import Simulation

/// Something that cannot be done by code where it is.
public struct CodeError: Error, CustomStringConvertible, Sendable {
  enum Reason: Sendable {
    case outsideRun(String)
    case notOfFlow(String)
    case negative(String)
    case escaped(String)
    case interrupted(String)
    case otherRun
    case incomparable(String)
    case waitsForItself
    case notForever
    case tooLong(String)
    case noDistribution(DistributionProblem)
  }

  let reason: Reason

  private static func text(_ problem: DistributionProblem) -> String {
    let what = ["sd": "deviation", "min": "the least time", "max": "the most time"]
    let name = what[problem.parameter] ?? problem.parameter
    return switch problem.requirement {
    case .time: "\(name) of a random time is from 0 to 100 years"
    case .notNegative: "\(name) of a random time is a number from 0 on"
    case .positive: "\(name) of a random time is a number greater than 0"
    case .atLeast: "\(name) of a random time is at least the least"
    case .notEmpty, .weighted: "a random time is one of a list with weights from 1 on"
    }
  }

  init(_ reason: Reason) { self.reason = reason }

  /// What was wrong, and what to do.
  public var description: String {
    switch reason {
    case .outsideRun(let what):
      "\(what) was called outside a run: call it in a flow or a component that `simulate` or `record` runs, and not in a detached task"
    case .notOfFlow(let what):
      "\(what) is no part of the flow: make it a property of the flow, or of a work or flow within it"
    case .negative(let what): "\(what) is negative"
    case .escaped(let what), .interrupted(let what): what
    case .otherRun: "the call is of another run, and has not ended there"
    case .incomparable(let type):
      "a component that remembers its calls can only take what can be compared: make \(type) Hashable"
    case .waitsForItself: "it would wait for itself"
    case .notForever: "runForever is for a component that is made with forever: true"
    case .tooLong(let what): "\(what) is longer than a run can take, which is 100 years"
    case .noDistribution(let problem): Self.text(problem)
    }
  }
}
