internal import EventLog

/// A driver of an engine whose run can be recorded: time passes by itself, and some calls run for real.
///
/// What it does with an entry it does in a simulation too; only here is it waited for.
protocol RecordedDriver: ~Copyable {
  /// The calls that run for real.
  var outside: OutsideCalls? { get }
  /// Whether the run has ended.
  var isOver: Bool { get }
  /// The last instant that it may reach.
  var timeLimit: Nanoseconds { get }
  /// Plans what comes first.
  mutating func prepare()
  /// When something is due next; nil if nothing is.
  mutating func nextTime() -> Nanoseconds?
  /// Whether nothing is left to wait for, with no command running that ends by itself.
  mutating func isIdle() -> Bool
  /// Does what is due next; false if a limit is reached.
  mutating func doNext() -> Bool
  /// Takes in that a command has ended.
  mutating func takeIn(_ end: OutsideEnd)
  /// Ends the run at an instant because of what is told.
  mutating func interrupt(at time: Nanoseconds, because reason: String)
  /// Ends the run at its limit of time.
  mutating func endAtTimeLimit()
  /// Ends the run at a limit, if it has come to one, or else because nothing more can happen.
  mutating func endOrConclude()
  /// Lets the log so far be written.
  func write(to world: any OutsideWorld)
}

extension RecordedDriver where Self: ~Copyable {
  /// Runs to the end, in step with the world outside.
  ///
  /// What happens there happens in the log when it did. Timers ring in the log when they were to, and what that leads
  /// to really begins as much later as it takes to wake up.
  mutating func run(in world: any OutsideWorld) {
    prepare()
    runWhatIsDue(at: 0)
    while !isOver {
      write(to: world)
      if outside?.endingCount == 0, isIdle() { break }
      let next = nextTime()
      world.wait(until: min(next ?? .max, timeLimit))
      if let reason = world.interruption {
        interrupt(at: world.now, because: reason)
        break
      }
      for end in world.takeEnds() { takeIn(end) }
      let now = world.now
      if !runWhatIsDue(at: now) { break }
      if now >= timeLimit, !isOver { endAtTimeLimit() }
    }
    if !isOver { endOrConclude() }
    outside?.stopAll()
    write(to: world)
  }

  /// Does all that is due by an instant; false if a limit is reached.
  @discardableResult
  private mutating func runWhatIsDue(at now: Nanoseconds) -> Bool {
    while !isOver, let next = nextTime(), next <= now {
      guard doNext() else { return false }
    }
    return true
  }
}
