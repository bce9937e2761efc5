internal import EventLog
internal import Platform

/// Commands that were told to end, each with all that it runs; what is left of one some seconds later is killed.
struct StoppedCommands {
  private struct Stop {
    let child: ChildCommand
    let signal: Int32
    /// When it is killed.
    var deadline: Nanoseconds
    /// The process group of the command, once the signal was sent to it.
    var group: Int32?
    var isKilled = false
  }

  /// How long a command has to end after a signal before it is killed.
  static let grace: Nanoseconds = 5_000_000_000
  /// How often it is looked whether commands have ended of which only what they ran is left.
  static let interval: Nanoseconds = 50_000_000

  private var stops: [Stop] = []

  var isEmpty: Bool { stops.isEmpty }

  /// Tells a command to end by a signal.
  mutating func stop(_ child: ChildCommand, by signal: Int32) {
    stops.append(Stop(child: child, signal: signal, deadline: MonotonicClock.now + Self.grace))
    deliver()
  }

  /// Waits no longer: what has not ended is killed.
  mutating func hurry() {
    for place in stops.indices { stops[place].deadline = 0 }
    deliver()
  }

  /// Sends the signals that are due, and forgets what has ended with all that it ran.
  mutating func deliver() {
    let now = MonotonicClock.now
    for place in stops.indices {
      if case .running(let process) = stops[place].child.state, stops[place].group == nil {
        stops[place].group = process
        kill(-process, stops[place].signal)
      }
      if let group = stops[place].group, !stops[place].isKilled, now >= stops[place].deadline {
        stops[place].isKilled = true
        kill(-group, SIGKILL)
      }
    }
    stops.removeAll { stop in
      switch stop.child.state {
      case .starting, .running: return false
      case .notStarted: return true
      case .ended:
        // What it ran may need a while longer than itself.
        guard let group = stop.group, !stop.isKilled else { return true }
        return kill(-group, 0) != 0
      }
    }
  }
}
