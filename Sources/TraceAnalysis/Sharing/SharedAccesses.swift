internal import EventLog

/// What the events of a log read and write: variables, and how the calls of a component are.
///
/// A condition such as `train.succeeded` reads a state that nobody writes: it changes as calls are
/// asked for, start and end. Those events count as its writes.
struct SharedAccesses {
  private struct Observed {
    var name: Name
    var status: CallStatus
    /// Whether somebody asks how the last call is, not only how many are.
    var isFlag = false
  }

  /// The declared variables.
  private(set) var variables: Set<Name> = []
  /// The states that are looked at, by component.
  private var observed: [Name: [Observed]] = [:]
  /// The components that read, write, or are looked at; with them whoever asks for their calls.
  private(set) var components: Set<Name> = []

  /// - Complexity: O(*n*) in the number of events.
  init(_ log: Log) {
    for event in log.events {
      switch event.kind {
      case .stateDeclared(let variable, _): variables.insert(variable)
      case .stateWritten: components.insert(event.component)
      case .stateRead(let name, let value):
        components.insert(event.component)
        if !variables.contains(name) { observe(name, value, in: log) }
      default: break
      }
    }
    guard !observed.isEmpty else { return }
    components.formUnion(observed.keys)
    if let flow = log.events.first(where: { $0.call == 1 }) { components.insert(flow.component) }
  }

  /// Takes in that the state of a component's calls is read, as in `train.succeeded`.
  private mutating func observe(_ name: Name, _ value: Name, in log: Log) {
    guard let (component, status) = log.look(name) else { return }
    let isFlag = ["true", "false"].contains(log.names[value])
    guard let place = observed[component]?.firstIndex(where: { $0.name == name }) else {
      observed[component, default: []].append(.init(name: name, status: status, isFlag: isFlag))
      return
    }
    if isFlag { observed[component]?[place].isFlag = true }
  }

  /// How many states of calls are looked at.
  var stateCount: Int { observed.values.reduce(0) { $0 + $1.count } }

  /// What an event reads or writes.
  func accesses(by event: Event) -> [(variable: Name, isWrite: Bool)] {
    switch event.kind {
    case .stateWritten(let variable, _): return [(variable, true)]
    case .stateRead(let variable, _): return [(variable, false)]
    default:
      guard !observed.isEmpty, let states = observed[event.component] else { return [] }
      return states.compactMap { state in
        state.status.isChanged(by: event.kind, isFlag: state.isFlag) ? (state.name, true) : nil
      }
    }
  }
}

extension CallStatus {
  /// Whether an event of a call changes it: the number of calls in it or, where `isFlag`, whether
  /// the call that was asked for last is in it.
  fileprivate func isChanged(by kind: Event.Kind, isFlag: Bool) -> Bool {
    switch (kind, self) {
    case (.callRequested, .pending): true
    case (.callRequested, _): isFlag
    case (.callStarted, .pending), (.callStarted, .running), (.callStarted, .started): true
    case (.callSucceeded, .succeeded), (.callFailed, .failed), (.callStopped, .stopped): true
    case (.callSucceeded, .running), (.callFailed, .running), (.callStopped, .running): true
    case (.callSucceeded, .finished), (.callFailed, .finished), (.callStopped, .finished): true
    case (.callStopped, .pending): true
    default: false
    }
  }
}
