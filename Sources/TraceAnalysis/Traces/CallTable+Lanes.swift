package import EventLog

/// What calls that run have to share: the declared machine that a call runs on, or its component's own.
package struct LanePlace: Hashable, Sendable {
  /// Whether it is a machine.
  package var isMachine: Bool
  /// The name of the machine or the component.
  package var name: Name

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
