internal import EventLog

/// The calls that wait for slots, where some components take slots of several machines at once.
///
/// All calls stand in one order. Whenever slots are free, each in that order gets its slots if all of them are
/// there; who does not fit holds nobody up behind it (parallel schedule generation: Kelley, 1963). Calls that take
/// the same queue together, so that mostly few have to be looked at.
struct JointQueue {
  private struct Kind {
    let shares: [Model.Share]
    var queue = ReadyQueue()
  }

  private var kinds: [Kind] = []
  /// What each component takes; −1 where it needs no machine.
  private var kindOfComponent: [Int] = []
  /// The kinds of which calls wait.
  private var waiting: [Int] = []

  /// Makes the queue of a model; nil if no component takes slots of several machines.
  init?(_ model: Model) {
    guard model.components.contains(where: { !$0.others.isEmpty }) else { return nil }
    var places: [[Model.Share]: Int] = [:]
    for component in model.components {
      guard let machine = component.machine else {
        kindOfComponent.append(-1)
        continue
      }
      let shares = [Model.Share(machine: machine, slots: component.slots)] + component.others
      let kind = places[shares] ?? kinds.count
      if kind == kinds.count {
        places[shares] = kind
        kinds.append(Kind(shares: shares))
      }
      kindOfComponent.append(kind)
    }
  }

  /// Lets a call of a component wait.
  mutating func insert(_ call: ReadyCall, of component: Int) {
    let kind = kindOfComponent[component]
    if kinds[kind].queue.first == nil { waiting.append(kind) }
    kinds[kind].queue.insert(call)
  }

  /// Takes a call out, if it is in it.
  mutating func remove(_ call: CallNumber, of component: Int) {
    let kind = kindOfComponent[component]
    kinds[kind].queue.remove(call)
    if kinds[kind].queue.first == nil { waiting.removeAll { $0 == kind } }
  }

  /// Takes out the first call of whose shares all are free, with those.
  ///
  /// - Complexity: O(*k*) in the number of different shares for which calls wait.
  mutating func removeFirst(
    where isFree: (Model.Share) -> Bool
  ) -> (call: ReadyCall, shares: [Model.Share])? {
    var best: (call: ReadyCall, place: Int)?
    for (place, kind) in waiting.enumerated() {
      guard let call = kinds[kind].queue.first else { continue }
      if let best, !ReadyCall.precedes(call, best.call) { continue }
      if kinds[kind].shares.allSatisfy(isFree) { best = (call, place) }
    }
    guard let best else { return nil }
    let kind = waiting[best.place]
    kinds[kind].queue.removeFirst()
    if kinds[kind].queue.first == nil { waiting.remove(at: best.place) }
    return (best.call, kinds[kind].shares)
  }
}

/// A slot of a machine, the machine by its index.
struct MachineSlot {
  var machine: Int
  var slot: UInt32
}
