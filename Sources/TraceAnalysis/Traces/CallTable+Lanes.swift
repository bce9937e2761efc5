package import EventLog

/// What calls that run have to share: the declared machine that a call runs on, or its component's own.
package struct LanePlace: Hashable, Sendable {
  /// Whether it is a machine.
  package var isMachine: Bool
  /// The name of the machine or the component.
  package var name: Name

  /// The place of what holds slots of a machine.
  package init(machine: Name) { (isMachine, name) = (true, machine) }

  /// The place of a call.
  package init(of call: CallRecord) {
    isMachine = !call.machine.isNone
    name = isMachine ? call.machine : call.component
  }
}

extension CallTable {
  /// For each call, by its number − 1, the call that has its lane: what has none of its own runs where its caller
  /// does.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  package var laneHosts: [CallNumber] {
    var hosts: [CallNumber] = []
    hosts.reserveCapacity(calls.count)
    for call in calls {
      let isWithin = call.parent > 0 && call.machine.isNone
      hosts.append(isWithin ? hosts[Int(call.parent) - 1] : call.number)
    }
    return hosts
  }
}

extension Analysis {
  /// Whether it was a trace whose lanes are threads, which nobody declared: calls run within others there, or only
  /// the order of calls is known.
  ///
  /// - Complexity: O(1) once the measures are known.
  package var isOfThreads: Bool {
    switch traceKind {
    case nil, .build, .pipeline: return false
    // Commands that were recorded run within others.
    case .jobs: return hasCallsOnSharedLanes
    case .program, .requests, .tests, .workflow: break
    }
    return hasCallsOnSharedLanes || !measures.hasCriticalPath
  }

  /// Whether it was a trace of what programs did, on threads or in services, with components that call others, or of which
  /// only the order is known: then the components say more than each call by itself.
  ///
  /// - Complexity: O(1) once the measures are known.
  package var isOfComponents: Bool {
    guard traceKind == .program || traceKind == .requests else { return false }
    return hasNestedCalls || !measures.hasCriticalPath
  }
}
