public import EventLog

/// Why a plan cannot be run to its end.
public enum PlanError: Error, Equatable, Sendable {
  /// Calls that wait for each other in a circle: the first for the second, and so on.
  case circle([CallNumber])
  /// Calls hold slots and wait for others that wait for slots; one of those.
  case stuck(CallNumber)
  /// It would take more than a hundred years, longer than a log can tell of.
  case tooLong
  /// A call needs more slots than its pool has.
  case lacksSlots(CallNumber, needs: Int, has: Int)
}

extension RecordedPlan {
  /// Runs the plan and writes down what happens, with the header of the recorded run.
  ///
  /// - Returns: The log.
  /// - Throws: `PlanError` if calls wait for each other, need more slots than there are, or take longer than a log can tell of.
  /// - Complexity: O(*n* log *n*) in the number of events, O(*m*) in that of causes.
  public func run() throws(PlanError) -> Log {
    try checkSlots()
    var driver = PlanDriver(self, keepsLog: true)
    driver.run()
    try check(driver)
    return driver.closedLog()
  }

  /// Runs the plan for the end of its last call alone.
  ///
  /// - Returns: When the last call ends, in nanoseconds.
  /// - Throws: `PlanError` if calls wait for each other, need more slots than there are, or take longer than a log can tell of.
  /// - Complexity: As `run`.
  public func makespan() throws(PlanError) -> Nanoseconds {
    try checkSlots()
    var driver = PlanDriver(self, keepsLog: false)
    driver.run()
    try check(driver)
    return driver.makespan
  }

  /// Whether the plan, run for that alone, gives the run that was recorded: each step at its time.
  ///
  /// - Returns: Whether it does, so that nobody has to run it again for its log.
  /// - Throws: As `run`, but for what would come after the first step at another time.
  /// - Complexity: As `run`, less where it does not.
  package func repeatsTheRecorded() throws(PlanError) -> Bool {
    try checkSlots()
    var driver = PlanDriver(self, keepsLog: false)
    driver.run(stopsElsewhere: true)
    guard driver.isAsRecorded else { return false }
    try check(driver)
    return true
  }

  private func checkSlots() throws(PlanError) {
    for (index, call) in calls.enumerated() where call.pool >= 0 {
      let pool = pools[Int(call.pool)]
      guard pool.isLimited, call.slots > pool.slots else { continue }
      throw .lacksSlots(CallNumber(index + 1), needs: Int(call.slots), has: pool.slots)
    }
  }

  private func check(_ driver: borrowing PlanDriver) throws(PlanError) {
    if driver.isTooLong { throw .tooLong }
    if let error = driver.standstill() { throw error }
  }
}

extension PlanDriver {
  /// Why a run has come to a stop before its end; nil if it has not.
  ///
  /// - Complexity: O(*n*) in the number of events and links.
  borrowing func standstill() -> PlanError? {
    guard var event = firstOpenStep else { return nil }
    var places: [CallNumber: Int] = [:]
    var way: [CallNumber] = []
    var seen: Set<Int> = []
    // Each step that has not happened follows from one that has not either, or waits for slots.
    while seen.insert(event).inserted {
      let call = plan.log.events[event].call
      guard let before = openStep(before: event) else { return .stuck(call) }
      if way.last != call {
        if let place = places[call], way.count - place > 1 { return .circle(Array(way[place...])) }
        places[call] = way.count
        way.append(call)
      }
      event = before
    }
    return .circle(way)
  }

  private var firstOpenStep: Int? {
    for event in plan.log.events.indices where isOpen(event) { return event }
    return nil
  }

  private func isOpen(_ event: Int) -> Bool {
    becomes[event] == 0 && RecordedPlan.isStep(plan.log.events[event])
  }

  private func openStep(before event: Int) -> Int? {
    for link in plan.links[plan.links(to: event)] where isOpen(Int(link.from)) {
      return Int(link.from)
    }
    for other in effects.added(to: event) where isOpen(Int(other)) { return Int(other) }
    return nil
  }
}
