internal import EventLog
package import TraceAnalysis
package import WhatIf

/// What speaks against other parallel flags, in words.
///
///     train and deploy would race for checkpoint
package struct HazardText {
  private let base: Analysis

  /// The words for changes of a run.
  package init(_ base: Analysis) { self.base = base }

  /// What speaks against a change.
  package func words(_ hazard: Counterfactual.Hazard) -> String {
    switch hazard {
    case .doesNotEnd(let outcome): "it would not end: \(words(outcome.end))"
    case .otherCalls: "it would make other calls"
    case .otherArguments(let component): "\(component) would be called with something else"
    case .otherEnd(let component, let end): "\(component) would \(end)"
    case .race(let variable, let one, let other):
      "\(title(of: one)) and \(title(of: other)) would race for \(variable)"
    case .tooManyRaces: "too many accesses would race to find them all"
    case .otherRead(let variable, let reader, let writer?):
      "\(title(of: reader)) would read \(variable) before \(title(of: writer)) has written it"
    case .otherRead(let variable, let reader, nil):
      "\(title(of: reader)) would read \(variable) after it was written"
    case .otherValue(let variable, let reader):
      "\(title(of: reader)) would read another value of \(variable)"
    }
  }

  private func words(_ end: RunOutcome.End) -> String {
    switch end {
    case .stuck(let blocker): "the flow would wait for \(blocker)"
    case .starved(let starved): "\(starved.call) would never start"
    case .deadlock(let reason), .livelock(let reason), .failure(let reason): reason
    case .limit: "it would be cut off at its limit"
    case .open, .cut, .whole: "its log would not be closed"
    }
  }

  private func title(of component: String) -> String {
    base.table[1].isFlow && component == base.component(of: 1) ? "the flow" : component
  }
}
