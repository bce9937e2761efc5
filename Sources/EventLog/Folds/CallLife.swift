internal import Formatting

/// What became of one call of a run, in texts and times.
///
/// It is for tests, and for anybody who asks about a few calls. To measure a run there is
/// `TraceAnalysis`.
///
///     let train = log.calls(of: "train")[0]
///     train.endedAt      // 4_000_000_000
///     "\(train)"         // train with machine A counting: 0 s to 4 s, succeeded
public struct CallLife: Equatable, Sendable, CustomStringConvertible {
  /// The number of the call.
  public var number: CallNumber
  /// The name of its component.
  public var component: String
  /// What it was called with; empty if with nothing.
  public var arguments: String
  /// When it was asked for.
  public var requestedAt: Nanoseconds
  /// When it started; nil if it never did.
  public var startedAt: Nanoseconds?
  /// When it ended; nil if it never did.
  public var endedAt: Nanoseconds?
  /// How it ended, or how far it came.
  public var status: RunState.Status
  /// Why it failed or was stopped; empty if nothing says so.
  public var reason: String

  /// A line for people: name, arguments, start, end and status.
  public var description: String {
    let title = component + (arguments.isEmpty ? "" : " with \(arguments)")
    let times =
      switch (startedAt, endedAt) {
      case (let start?, let end?): "\(timeText(start)) to \(timeText(end))"
      case (let start?, nil): "since \(timeText(start))"
      case (nil, let end?): "never started, until \(timeText(end))"
      case (nil, nil): "not started"
      }
    return "\(title): \(times), \(status)" + (reason.isEmpty ? "" : " (\(reason))")
  }
}

extension Log {
  /// The calls of a component, in the order in which they were asked for.
  ///
  ///     log.calls(of: "train").map(\.status)   // [.failed, .succeeded]
  ///
  /// - Complexity: O(*n*) in the number of events.
  public func calls(of component: String) -> [CallLife] {
    let name = names.find(component)
    return name.isNone ? [] : lives { $0.component == name }
  }

  /// All calls, in the order in which they were asked for.
  ///
  /// - Complexity: O(*n*) in the number of events.
  public var allCalls: [CallLife] { lives { _ in true } }

  /// The value that a variable has at the end; nil if there is no such variable.
  ///
  /// - Complexity: O(*n*) in the number of events.
  public func finalValue(of variable: String) -> Value? {
    let name = names.find(variable)
    guard !name.isNone else { return nil }
    for event in events.reversed() {
      switch event.kind {
      case .stateDeclared(name, let value), .stateWritten(name, let value): return self.value(value)
      default: continue
      }
    }
    return nil
  }

  private func lives(where isMeant: (Event) -> Bool) -> [CallLife] {
    var lives: [CallLife] = []
    var places: [CallNumber: Int] = [:]
    for event in events where event.call > 0 && isMeant(event) {
      if case .callRequested(_, _, let arguments) = event.kind {
        places[event.call] = lives.count
        lives.append(
          CallLife(
            number: event.call, component: names[event.component], arguments: names[arguments],
            requestedAt: event.at, status: .requested, reason: ""))
      } else if let place = places[event.call] {
        takeIn(event, &lives[place])
      }
    }
    return lives
  }

  private func takeIn(_ event: Event, _ life: inout CallLife) {
    guard let outcome = event.kind.outcome else { return }
    life.status = outcome.status
    if !outcome.reason.isNone { life.reason = names[outcome.reason] }
    if case .callStarted = event.kind { life.startedAt = event.at }
    if outcome.status.isFinal { life.endedAt = event.at }
  }
}

extension Event.Kind {
  /// How the call of an event stands from then on, and why it failed or was stopped; nil if the event changes nothing in
  /// that.
  package var outcome: (status: RunState.Status, reason: Name)? {
    switch self {
    case .callRequested: (.requested, .none)
    case .callQueued: (.queued, .none)
    case .callStarted, .callResumed: (.running, .none)
    case .callBlocked: (.blocked, .none)
    case .callSucceeded: (.succeeded, .none)
    case .callFailed(let reason): (.failed, reason)
    case .callStopped(let reason): (.stopped, reason)
    default: nil
    }
  }
}
