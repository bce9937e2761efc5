internal import EventLog

/// What follows from each step of a plan: its links, the other way round.
struct PlanEffects {
  struct Effect {
    var event: UInt32
    var weight: Nanoseconds
  }

  /// What follows from the first event, from the second, and so on.
  private(set) var effects: [Effect]
  /// Where in `effects` that which follows from an event ends.
  private var ends: [UInt32]
  /// How many of the things that each step follows from have not happened yet.
  var missing: [UInt32]
  /// The links that were added, by the event that they come from and by that to which they lead.
  private var addedFrom: [UInt32: [UInt32]] = [:]
  private var addedTo: [UInt32: [UInt32]] = [:]
  /// Whether links were added from each event, and to it; empty if none were, which is what is asked of every event.
  private var hasAddedFrom: [Bool] = []
  private var hasAddedTo: [Bool] = []

  /// - Complexity: O(*n*) in the number of events and links.
  init(of plan: RecordedPlan) {
    let count = plan.log.events.count
    // Where that which follows from each event begins, and after the next loop but one where it ends.
    var places = [UInt32](onLargePages: 0, count: count)
    var missing = [UInt32](onLargePages: 0, count: count)
    for link in plan.links { places[Int(link.from)] += 1 }
    var next: UInt32 = 0
    for event in 0..<count { (places[event], next) = (next, next + places[event]) }
    var effects = [Effect](
      onLargePages: Effect(event: 0, weight: 0), count: plan.links.count)
    for event in 0..<count {
      let range = plan.links(to: event)
      missing[event] = UInt32(range.count)
      for place in range {
        let link = plan.links[place]
        effects[Int(places[Int(link.from)])] = Effect(event: UInt32(event), weight: link.weight)
        places[Int(link.from)] += 1
      }
    }
    if !plan.added.isEmpty {
      hasAddedFrom = Array(repeating: false, count: count)
      hasAddedTo = Array(repeating: false, count: count)
    }
    for (from, to) in plan.added {
      (hasAddedFrom[Int(from)], hasAddedTo[Int(to)]) = (true, true)
      addedFrom[from, default: []].append(to)
      addedTo[to, default: []].append(from)
      missing[Int(to)] += 1
    }
    self.effects = effects
    ends = places
    self.missing = missing
  }

  /// Where in `effects` that which follows from an event lies.
  func range(of event: Int) -> Range<Int> {
    (event == 0 ? 0 : Int(ends[event - 1]))..<Int(ends[event])
  }

  /// Whether any link was added.
  var hasAdded: Bool { !hasAddedTo.isEmpty }

  func added(from event: Int) -> [UInt32] {
    hasAdded && hasAddedFrom[event] ? addedFrom[UInt32(event)] ?? [] : []
  }

  func added(to event: Int) -> [UInt32] {
    hasAdded && hasAddedTo[event] ? addedTo[UInt32(event)] ?? [] : []
  }
}
