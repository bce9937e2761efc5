internal import CTaskCapture
internal import Platform
internal import Schedules

/// The one scheduler under which simulated tests run, on one thread and one virtual clock.
final class SimulatedWorld: @unchecked Sendable {
  // It is unchecked because all but `arrivals` is touched on the thread of the simulation alone, of which there is one at a time.
  static let shared = SimulatedWorld()

  let arrivals = Arrivals()
  @exclusivity(unchecked) private(set) var lanes = TaskLanes()
  @exclusivity(unchecked) private(set) var steps: [ScheduledRun.Step] = []
  @exclusivity(unchecked) private(set) var choices: [UInt32] = []
  @exclusivity(unchecked) private(set) var now: Int64 = 0
  /// Whether the step that is on is one of the main actor.
  @exclusivity(unchecked) private(set) var isOnMain = false
  @exclusivity(unchecked) private var ready: [Ready] = []
  /// Of each of these, what is told of it to who chooses.
  @exclusivity(unchecked) private var candidates: [Candidate] = []
  /// Those that wait for the main actor behind one that can go on.
  @exclusivity(unchecked) private var waitingForMain: [(Ready, Candidate)] = []
  @exclusivity(unchecked) private var isMainReady = false
  @exclusivity(unchecked) private var timers = TimerQueue()
  @exclusivity(unchecked) private var order: UInt32 = 0
  @exclusivity(unchecked) private var drawn: UInt64 = 0
  /// What led to what is made ready now: a step, or -1 before the first.
  @exclusivity(unchecked) private var cause: Int32 = -1
  @exclusivity(unchecked) private var lane: UInt32 = 0
  @exclusivity(unchecked) private var chooser: (any Chooser)?
  /// The things that happened though they do not mostly: in which step, and which.
  @exclusivity(unchecked) private(set) var picks: [(step: Int32, choice: Int)] = []
  @exclusivity(unchecked) private var settlers: [UnsafeContinuation<Void, Never>] = []
  @exclusivity(unchecked) private(set) var outside: Outside = []
  @exclusivity(unchecked) private(set) var places = PlaceTable()
  /// Of each step, the code in which its task waits after it; 0 if it has ended.
  @exclusivity(unchecked) private(set) var stops: [UInt] = []

  /// Of each decision about tasks, where those that could go on begin in `readyLanes`, and its place among all choices.
  @exclusivity(unchecked) private(set) var decisions: [(start: UInt32, choice: UInt32)] = []
  /// The tasks that could go on at decisions, the first few of each.
  @exclusivity(unchecked) private(set) var readyLanes: [UInt32] = []
  /// How often steps asked for random bytes, of those that did.
  @exclusivity(unchecked) private(set) var draws: [(step: Int32, count: UInt64)] = []

  /// For how many milliseconds what comes from other threads is waited for, when nothing else can go on.
  @exclusivity(unchecked) var patience = 1_000

  /// Where steps are counted for who watches.
  @exclusivity(unchecked) var progress: UnsafeMutablePointer<UInt64>?

  /// Something that can go on.
  private struct Ready {
    var job: UnownedJob
    var cause: Int32
    var place: Place
  }

  /// Where a job runs.
  enum Place {
    /// As a piece of a task, or of an actor.
    case tasks
    /// On the main actor.
    case main
    /// On the way to an actor.
    case crossing
  }

  /// How a run ended.
  enum End {
    /// The first task has ended.
    case done
    /// Nothing can go on.
    case deadlock
    /// It has had as many steps as it may.
    case limit
  }

  /// For how many milliseconds it is waited for before time passes.
  private static let moment = 5
  /// How many tasks are told of those that could go on.
  static let mostTold = 8

  /// The last instant, after more than two centuries: the calendar has to hold it in nanoseconds.
  private static let lastInstant = Int64.max - 2_000_000_000_000_000_000

  /// The number of the actor that is the main one.
  static let mainActor = UInt32.max

  // MARK: What becomes ready

  /// Takes a job of this thread.
  func take(_ job: UnownedJob, on place: Place = .tasks) {
    let address = unsafeBitCast(job, to: UnsafeRawPointer.self)
    let actor = place == .main ? Self.mainActor : 0
    var candidate = Candidate(lane: lane, actor: actor, order: order)
    switch TaskLayout.kind(of: address) {
    case .task:
      candidate.lane = lanes.lane(of: address, in: cause, by: lane)
      candidate.place = places.place(TaskLayout.place(of: address))
      if place == .crossing, let target = TaskLayout.target(of: address) {
        // Who goes to an actor comes before or after others who do, and that is all that depends on it.
        candidate.actor =
          SimulatedExecutors.isMain(target) ? Self.mainActor : lanes.actor(target)
      }
    case .actor:
      if let actor = TaskLayout.actor(of: address) {
        candidate.actor = lanes.actor(actor)
        if let task = TaskLayout.waiting(for: actor), TaskLayout.kind(of: task) == .task {
          candidate.lane = lanes.lane(of: task, in: cause, by: lane)
          candidate.place = places.place(TaskLayout.place(of: task))
        }
      }
    case .other: break
    }
    order += 1
    let entry = Ready(job: job, cause: cause, place: place)
    // The main actor has a queue, and only who is first in it can go on.
    if place == .main {
      if isMainReady { return waitingForMain.append((entry, candidate)) }
      isMainReady = true
    }
    ready.append(entry)
    candidates.append(candidate)
  }

  /// Takes a job that is to run after a time; one for which that is later than clocks can tell never runs.
  func take(_ job: UnownedJob, after delay: Int64) {
    let (time, isTooMuch) = now.addingReportingOverflow(max(delay, 0))
    guard !isTooMuch, time <= Self.lastInstant else { return }
    timers.add(job, at: time, cause: cause, lane: lane)
  }

  /// Takes a task that goes on when nothing else can.
  func takeSettler(_ continuation: UnsafeContinuation<Void, Never>) {
    settlers.append(continuation)
  }

  /// Lets the schedule choose one of several things that may happen.
  func choose(outOf count: Int) -> Int {
    guard count > 1, let chooser else { return 0 }
    let choice = min(max(chooser.choose(outOf: count), 0), count - 1)
    if choice > 0 { picks.append((Int32(truncatingIfNeeded: steps.count - 1), choice)) }
    choices.append(UInt32(truncatingIfNeeded: choice))
    return choice
  }

  // MARK: A run

  /// Runs what a function starts, to the end of a task.
  ///
  /// - Parameters:
  ///   - seed: The seed of random bytes.
  ///   - limit: How many steps there may be.
  ///   - outside: In what ways earlier runs had to do with what is not simulated: threads that they started are there still.
  ///   - chooser: Decides what goes on next.
  ///   - start: Makes the first task.
  ///   - isOver: Whether that has ended.
  /// - Returns: How the run ended.
  func run(
    seed: UInt64, limit: Int, outside: Outside, chooser: any Chooser, start: () -> Void,
    isOver: () -> Bool
  ) -> End {
    begin(seed: seed, outside)
    self.chooser = chooser
    start()
    let end = goOn(limit: limit, chooser, isOver)
    self.chooser = nil
    lanes.sweep(in: Int32(truncatingIfNeeded: steps.count - 1), &places)
    if end == .deadlock { lanes.findWaits() }
    mw_capture_end()
    return end
  }

  /// Runs one step after another.
  private func goOn(limit: Int, _ chooser: any Chooser, _ isOver: () -> Bool) -> End {
    while !isOver() {
      if ready.isEmpty, !wake() { return .deadlock }
      if steps.count >= limit { return .limit }
      runStep(choose(chooser))
      noteWhatWasAsked()
    }
    return .done
  }

  /// Takes in what code asked of the system in a step.
  @inline(__always)
  private func noteWhatWasAsked() {
    let left = mw_capture_left()
    if left != 0 { outside.formUnion(Outside(rawValue: left)) }
    let count = mw_capture_draws()
    if count != drawn {
      draws.append((Int32(truncatingIfNeeded: steps.count - 1), count - drawn))
      drawn = count
    }
  }

  private func begin(seed: UInt64, _ outside: Outside) {
    SimulatedExecutors.beginCapture(seed: seed)
    lanes.begin()
    steps.removeAll(keepingCapacity: true)
    stops.removeAll(keepingCapacity: true)
    picks.removeAll(keepingCapacity: true)
    decisions.removeAll(keepingCapacity: true)
    readyLanes.removeAll(keepingCapacity: true)
    draws.removeAll(keepingCapacity: true)
    drawn = 0
    choices.removeAll(keepingCapacity: true)
    // What an earlier run left never goes on.
    ready.removeAll(keepingCapacity: true)
    candidates.removeAll(keepingCapacity: true)
    waitingForMain = []
    isMainReady = false
    timers = TimerQueue()
    settlers = []
    _ = arrivals.taken()
    (now, order, cause, lane) = (0, 0, -1, 0)
    self.outside = outside
    mw_capture_set_time(0)
  }

  private func choose(_ chooser: any Chooser) -> Int {
    guard ready.count > 1 else { return 0 }
    // The task that ran last comes first, if it can go on.
    if candidates[0].lane != lane, let place = placeOfLane() {
      ready.insert(ready.remove(at: place), at: 0)
      candidates.insert(candidates.remove(at: place), at: 0)
    }
    decisions.append(
      (UInt32(truncatingIfNeeded: readyLanes.count), UInt32(truncatingIfNeeded: choices.count)))
    for each in candidates.prefix(Self.mostTold) { readyLanes.append(each.lane) }
    let choice = min(max(chooser.choose(among: candidates, at: steps.count), 0), ready.count - 1)
    choices.append(UInt32(truncatingIfNeeded: choice))
    return choice
  }

  /// Where the task that ran last can go on.
  private func placeOfLane() -> Int? {
    let lane = lane
    return candidates.withUnsafeBufferPointer { candidates in
      var place = 0
      while place < candidates.count {
        if candidates[place].lane == lane { return place }
        place += 1
      }
      return nil
    }
  }

  @inline(__always)
  private func runStep(_ place: Int) {
    let count = UInt32(truncatingIfNeeded: ready.count)
    let decision = count > 1 ? Int32(truncatingIfNeeded: choices.count - 1) : nil
    let next = ready.remove(at: place)
    let chosen = candidates.remove(at: place)
    let step = Int32(truncatingIfNeeded: steps.count)
    steps.append(
      ScheduledRun.Step(
        chosen, cause: next.cause < 0 ? nil : next.cause, ready: count, decision: decision,
        at: now))
    (cause, lane, isOnMain) = (step, chosen.lane, next.place == .main)
    if isOnMain { letNextOntoMain() }
    progress?.pointee &+= 1
    SimulatedExecutors.run(next.job, on: next.place)
    stops.append(lanes.note(chosen.lane, in: step, &places))
  }

  /// Lets the next that waits for the main actor be one that can go on.
  private func letNextOntoMain() {
    isMainReady = !waitingForMain.isEmpty
    guard isMainReady else { return }
    let (entry, candidate) = waitingForMain.removeFirst()
    ready.append(entry)
    candidates.append(candidate)
  }

  // MARK: When nothing can go on

  /// Lets those go on that wait for that, or the time; false if nothing ever goes on.
  private func wake() -> Bool {
    for job in arrivals.taken() { arrive(job) }
    if ready.isEmpty, !settlers.isEmpty {
      let all = settlers
      settlers = []
      for continuation in all { continuation.resume() }
    }
    while ready.isEmpty, let time = timers.next {
      if time > now {
        // What is outside takes real time, and is to have a little before time passes here.
        if !outside.isEmpty, waitForOutside(Self.moment) { return true }
        now = time
        mw_capture_set_time(now)
      }
      // All that is due at one instant can go on, and it is not said in which order.
      while timers.next == time { fire(timers.removeFirst()) }
    }
    return !ready.isEmpty || (!outside.isEmpty && waitForOutside(patience))
  }

  private func fire(_ timer: TimerQueue.Timer) {
    (cause, lane) = (timer.cause, timer.lane)
    SimulatedExecutors.runTimer(timer.job)
  }

  /// Waits for what comes from other threads, so many milliseconds.
  private func waitForOutside(_ milliseconds: Int) -> Bool {
    for _ in 0..<milliseconds {
      for job in arrivals.taken() { arrive(job) }
      if !ready.isEmpty { return true }
      poll(nil, 0, 1)
    }
    return false
  }

  private func arrive(_ job: UnownedJob) {
    outside.insert(.arrival)
    cause = -1
    take(job)
  }
}

/// In what ways a run has had to do with what is not simulated.
package struct Outside: OptionSet, Sendable {
  /// The bits, as stored.
  package let rawValue: UInt32

  /// Makes ways from their stored bits.
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  static let thread = Outside(rawValue: UInt32(MW_LEFT_BY_THREAD))
  static let dispatch = Outside(rawValue: UInt32(MW_LEFT_BY_DISPATCH))
  static let process = Outside(rawValue: UInt32(MW_LEFT_BY_PROCESS))
  static let blocking = Outside(rawValue: UInt32(MW_LEFT_BY_BLOCKING))
  /// A task of the run was let go on by another thread.
  static let arrival = Outside(rawValue: 1 << 16)

  /// The ways, in words.
  var words: [String] {
    let all: [(Outside, String)] = [
      (.arrival, "a task was let go on by another thread, and when is chance"),
      (.dispatch, "work was given to a queue of Dispatch"), (.thread, "a thread was started"),
      (.process, "a process was started"), (.blocking, "a thread was put to sleep for real"),
    ]
    return all.filter { contains($0.0) }.map(\.1)
  }
}
