internal import EventLog

/// Which write and which value every read of shared state saw, in words that hold from one run to
/// another; the state of calls, which nobody writes, is known by its value alone.
///
/// What a reactive flow reads is left out: it reads again and again, and what came of that are the
/// calls that it made.
///
/// A read is known by its component, the number of the call among those of the component, the
/// variable, and the number of such reads in the call; a write likewise.
struct ReadOrigins {
  struct Access: Hashable {
    var component: String
    var call: Int
    var variable: String
    var number: Int
  }

  private struct Observation: Equatable {
    var write: Access?
    var value: String
  }

  /// The reads, in order.
  private var reads: [Access] = []
  /// What each read saw; no write is the first value of the variable.
  private var observations: [Access: Observation] = [:]

  /// Follows the reads of a log.
  ///
  /// - Complexity: O(*n*) in the number of events.
  init(_ log: Log, isReactive: Bool) {
    var numbers: [CallNumber: Int] = [:]
    var counts: [Name: Int] = [:]
    var accesses: [Access: Int] = [:]
    var last: [Name: Access] = [:]
    func access(_ event: Event, _ variable: Name, isWrite: Bool) -> Access {
      var access = Access(
        component: log.names[event.component], call: numbers[event.call] ?? 0,
        variable: log.names[variable], number: isWrite ? -1 : 0)
      let number = accesses[access, default: 0] + 1
      accesses[access] = number
      access.number = isWrite ? -number : number
      return access
    }
    for event in log.events {
      switch event.kind {
      case .callRequested:
        counts[event.component, default: 0] += 1
        numbers[event.call] = counts[event.component]
      case .stateWritten(let variable, _):
        last[variable] = access(event, variable, isWrite: true)
      case .stateRead(let variable, let value):
        if isReactive, event.call == 1 { continue }
        let read = access(event, variable, isWrite: false)
        reads.append(read)
        observations[read] = Observation(write: last[variable], value: log.names[value])
      default: break
      }
    }
  }

  /// The first read that saw something else than in another run, if there is one.
  func hazard(against other: ReadOrigins) -> Counterfactual.Hazard? {
    for read in reads {
      guard let here = observations[read], let there = other.observations[read], here != there
      else { continue }
      return here.write == there.write || there.write?.component == read.component
        ? .otherValue(of: read.variable, by: read.component)
        : .otherRead(variable: read.variable, by: read.component, of: there.write?.component)
    }
    return nil
  }
}
