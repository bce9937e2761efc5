internal import EventLog
internal import Formatting
internal import Schedules

/// Writes down the run of a simulated program.
struct RunLogWriter: ~Copyable {
  private let record: RunDetails
  private let symbols: Symbols
  private let isNamed: Bool
  private var journal: CallJournal
  /// The last event of each step.
  private var ends: [Int] = []
  private var components: [Name] = []
  /// The tasks that came to be in each step.
  private var made: [Int32: [Int]] = [:]

  static let stepTime: Nanoseconds = 1_000

  init(_ record: RunDetails, name: String, test: String, seed: UInt64, isNamed: Bool) {
    self.record = record
    symbols = Symbols(isNamed ? record.addresses + record.stops : [])
    self.isNamed = isNamed
    journal = CallJournal(
      header: LogHeader(name: name, origin: .code(name: test, digest: "", seed: seed)))
    components = record.labels.map { journal.declareComponent(journal.name($0)) }
    for (number, lane) in record.lanes.enumerated() {
      made[lane.madeIn, default: []].append(number)
    }
  }

  mutating func write() -> Log {
    request(madeIn: -1, at: 0)
    for (index, step) in record.run.steps.enumerated() {
      let time = step.at.addingClamped(Nanoseconds(index) * Self.stepTime)
      begin(step, at: time, index)
      request(madeIn: Int32(index), at: time)
      end(step, index, at: time.addingClamped(Self.stepTime))
    }
    finish()
    return journal.close()
  }

  private var last: Nanoseconds {
    guard let step = record.run.steps.last else { return 0 }
    return step.at.addingClamped(Nanoseconds(record.run.steps.count) * Self.stepTime)
  }

  private mutating func request(madeIn step: Int32, at time: Nanoseconds) {
    for lane in made[step] ?? [] {
      let parent = record.lanes[lane].parent.map { $0 + 1 } ?? 0
      _ = journal.request(components[lane], by: parent, at: time)
    }
  }

  private mutating func begin(_ step: ScheduledRun.Step, at time: Nanoseconds, _ index: Int) {
    let call = step.chosen.lane + 1
    let isFirst = !journal.hasStarted(call)
    if isFirst { journal.start(call, at: time) } else { journal.resume(call, at: time) }
    if let cause = step.cause {
      let event = ends[Int(cause)]
      let waited = step.at > record.run.steps[Int(cause)].at
      if waited {
        journal.cause(event, .time)
      } else if !journal.log.isCause(event) {
        journal.cause(event, .data)
      }
    }
    // All tasks share one thread: each step has it from the one before.
    if let last = ends.last, !journal.log.isCause(last) { journal.cause(last, .machine) }
    journal.note(.callProgressed(point: journal.name(point(step, index))), of: call, at: time)
  }

  /// What a task goes on with, and who else could have gone on.
  private func point(_ step: ScheduledRun.Step, _ index: Int) -> String {
    let place =
      isNamed
      ? named(index)
      : "code at \(String(step.chosen.place & 0xff_ffff_ffff, radix: 16))"
    guard let decision = step.decision else { return place }
    let isDefault = record.run.choices[Int(decision)] == 0
    return "\(place), \(isDefault ? "before" : "chosen ahead of") \(others(step, decision))"
  }

  /// Who else could have gone on.
  private func others(_ step: ScheduledRun.Step, _ decision: Int32) -> String {
    let told = (record.ready[decision] ?? []).filter { $0 != step.chosen.lane }
    let names = told.prefix(4).map { record.labels[Int($0)] }
    let rest = Int(step.ready) - 1 - names.count
    return (names + (rest > 0 ? ["\(rest) more"] : [])).joined(separator: ", ")
  }

  /// The function that a task goes on with; of what has no name, the one that it comes to.
  private func named(_ index: Int) -> String {
    if let symbol = symbols[record.addresses[index]] { return symbol.name }
    return record.stop(after: index, symbols).map { "up to \($0.name)" } ?? "goes on"
  }

  private mutating func end(_ step: ScheduledRun.Step, _ index: Int, at time: Nanoseconds) {
    let call = step.chosen.lane + 1
    if let draws = record.draws[Int32(index)] {
      let text = counted(Int(clamping: draws), "random draw")
      journal.note(.callProgressed(point: journal.name(text)), of: call, at: time)
    }
    let isEnd = record.lanes[Int(step.chosen.lane)].endedIn == Int32(index)
    if let failure = record.run.failure, failure.step == index, failure.signature != "deadlock" {
      journal.note(
        .callProgressed(point: journal.name("fails: \(failure.text)")), of: call, at: time)
    }
    if isEnd {
      let failure = call == 1 ? record.run.failure : nil
      journal.end(
        call, as: failure.map { .callFailed(reason: journal.name($0.text)) } ?? .callSucceeded,
        at: time)
    } else {
      let place = record.stop(after: index, symbols)?.name
      journal.block(call, for: journal.name(place ?? "its turn"), at: time)
    }
    ends.append(journal.lastEvent(of: call))
  }

  /// Tells what becomes of tasks that have not ended when the test has.
  private mutating func finish() {
    let isDeadlock = record.run.failure?.signature == "deadlock"
    if isDeadlock, let failure = record.run.failure {
      journal.log.append(.runDeadlocked(reason: journal.name(failure.text)), at: last)
    }
    for lane in record.lanes.indices.reversed() where !journal.hasEnded(CallNumber(lane + 1)) {
      let call = CallNumber(lane + 1)
      let hasEnded = record.lanes[lane].endedIn >= 0 && journal.hasStarted(call) && !isDeadlock
      let failure = call == 1 && !isDeadlock ? record.run.failure : nil
      if hasEnded || failure != nil, journal.status(of: call) == .blocked {
        journal.resume(call, at: last)
        if let event = ends.last, !journal.log.isCause(event) { journal.cause(event, .machine) }
      }
      let kind: Event.Kind =
        failure.map { .callFailed(reason: journal.name($0.text)) }
        ?? (hasEnded ? .callSucceeded : .callStopped(reason: journal.name("the test was over")))
      journal.end(call, as: kind, at: last)
    }
  }
}
