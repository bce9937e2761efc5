internal import EventLog

/// Which write every read of shared state saw, in words that hold from one run to another.
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

  /// For each read, in order, the write it saw; nil is the first value of the variable.
  private(set) var reads: [(read: Access, write: Access?)] = []
  private var writes: [Access: Access?] = [:]

  /// Follows the reads of a log.
  ///
  /// - Complexity: O(*n*) in the number of events.
  init(_ log: Log) {
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
      case .stateRead(let variable, _):
        let read = access(event, variable, isWrite: false)
        reads.append((read, last[variable]))
        writes[read] = .some(last[variable])
      default: break
      }
    }
  }

  /// The first read that saw another write in another run, if there is one.
  func firstDifference(from other: ReadOrigins) -> (read: Access, here: Access?, there: Access?)? {
    for (read, write) in reads {
      if let there = other.writes[read], there != write { return (read, write, there) }
    }
    return nil
  }
}
