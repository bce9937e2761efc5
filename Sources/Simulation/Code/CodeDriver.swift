package import EventLog

/// Drives an engine through code: components that are functions, and a flow that is one.
///
/// It decides what happens when and writes it down, and runs no code itself. Whoever does is told by `next` what is to
/// run, says what the code does, and asks again when all of it waits:
///
///     while let activation = driver.next() {
///       run(activation)   // until all code waits; it says `request`, `sleep`, `read` and so on
///     }
///     driver.finish()
///     let log = driver.close()
///
/// What is written is what a scenario that does the same would write. A call is blocked where all that it does waits: code
/// may do several things at once.
package struct CodeDriver: ~Copyable {
  /// What is due on the engine's clock.
  enum Entry: EngineEntry {
    /// A call has run for a time.
    case wakes(CodeWait)
    /// A call has lasted for as long as it may, since an event.
    case timesOut(CallNumber, since: UInt32)
    case isTriedAgain(CallNumber)
    /// The time of a wait is over.
    case rings(CodeWait)
    case streamMoves(Int32)
    /// Those go on who waited for a call, for a change or for time.
    case steps
    case dispatch

    var priority: UInt8 {
      switch self {
      case .wakes: 0
      case .timesOut, .isTriedAgain, .rings, .streamMoves: 1
      case .steps: 2
      case .dispatch: 3
      }
    }
  }

  /// What is to be gone on with before the clock is looked at again.
  enum Unfinished: Equatable {
    case nothing
    /// Calls start that got their slots.
    case starts
    /// Who waits for an item of a stream, or for room, goes on.
    case stream(Int)
    /// Who waited goes on: those from the first place on.
    case steps(Int)
  }

  let model: Model
  /// The streams that calls of each component put items in.
  let emitted: [[Int]]
  var engine: Engine<Entry>
  var board: StateBoard
  var streams: UniqueArray<StreamBuffer>
  var names: SharedNames
  var retries = Retries()
  var calls = UniqueArray<CodeCall>()
  var waits = CodeWaits()
  /// What waits for a condition waits for, in words, by place.
  var conditions: [Int32: String] = [:]
  /// The calls at which `settle` is to look.
  var unsettled = UniqueArray<CallNumber>()
  var unfinished = Unfinished.nothing
  /// The waits that have come to their end, in the order in which they did.
  var due: [CodeWait] = []
  /// Those who wait for what only a look can tell, in the order in which they began to.
  var lookers: [CodeWait] = []
  /// What goes on at the steps that are being done.
  var stepping: [CodeWait] = []
  var areStepsDue = false
  /// The calls that were ended from outside while their code was at work.
  var stops = FIFO<(call: CallNumber, waits: [CodeWait])>()
  /// The events that the next event of a call follows from.
  var nextCauses: [CallNumber: [Int]] = [:]
  /// For calls that were tried again, the first of them.
  var origins: [CallNumber: CallNumber] = [:]
  /// The calls that are known by what they were called with.
  var known: [CallKey: CallNumber] = [:]
  /// Which streams calls have put items in without having said so before.
  var undeclared: [CallNumber: [Int]] = [:]
  /// Why calls were ended from outside.
  var reasons: [CallNumber: String] = [:]
  /// What the flow waited for when all that could happen had; nil if it had come to its end.
  package internal(set) var blocker: String?
  var iteration: CodeIteration
  /// How often code has woken since the last event.
  var idleWakes = 0
  private var eventsAtWake = 0

  /// Begins the log of a run of code.
  ///
  /// - Parameters:
  ///   - model: What is declared: machines, components, variables and streams; it has no steps.
  ///   - emitted: For each component the streams that its calls put items in.
  ///   - header: The first line of the log.
  ///   - seed: The seed of all draws.
  ///   - limits: How far the run may go.
  ///   - keepsLog: Whether a log is kept; if not, its events are only counted.
  package init(
    _ model: Model, emitted: [[Int]], header: LogHeader, seed: UInt64, limits: Limits,
    keepsLog: Bool = true
  ) {
    self.model = model
    self.emitted = emitted
    let setup = RunSetup(
      header: header, seed: seed, limits: limits, keepsLog: keepsLog, progress: .none)
    var engine = Engine<Entry>(model, setup)
    let flow = engine.journal.name(Model.flowName)
    names = SharedNames(model, flow: flow, &engine.log)
    streams = UniqueArray(model.streams.map(StreamBuffer.init))
    board = StateBoard(
      model, declaredAt: names.variableEvents,
      names: engine.lines.indices.map { engine.lines[$0].name }, flow: flow)
    iteration = CodeIteration(isReactive: model.isReactive)
    self.engine = engine
    _ = self.engine.begin(flow)
    calls.append(CodeCall())
    scheduleSteps()
  }

  /// Closes the log of a run that is over; nothing can be done after that.
  package mutating func close() -> Log { engine.journal.close() }

  /// The instant on the clock.
  package var now: Nanoseconds { engine.now }

  /// When something is due next; nil if nothing is.
  package mutating func nextTime() -> Nanoseconds? {
    dropStaleEntries()
    return engine.kernel.nextTime
  }

  /// Whether the run has been ended.
  package var isOver: Bool { engine.isOver }

  /// How the run came to its end.
  package var ending: Ending { engine.ending }

  /// The end of the last call, of those that end.
  package var makespan: Nanoseconds { engine.makespan }

  /// How many events there are.
  package var eventCount: Int { engine.log.count }

  // MARK: What is to run

  /// What is to run next, with the clock set to its instant.
  ///
  /// - Parameter limit: The instant past which the clock is not to go.
  /// - Returns: What is to run; nil if nothing is by that instant, or at all: then the run has to be ended.
  package mutating func next(by limit: Nanoseconds = .max) -> CodeActivation? {
    settle()
    while true {
      if let stop = stops.popFirst() { return .stop(stop.call, stop.waits) }
      if engine.isOver { return nil }
      if let activation = goOn() {
        if let activation = turn(activation) { return activation }
        continue
      }
      if unfinished != .nothing || engine.isOver || !stops.isEmpty { continue }
      if isAllDone, engine.kernel.isInstantOver { return nil }
      dropStaleEntries()
      if limit < .max, let time = engine.kernel.nextTime, time > limit { return nil }
      guard let entry = engine.next() else { return nil }
      if let activation = handle(entry), let activation = turn(activation) { return activation }
    }
  }

  private mutating func handle(_ entry: Entry) -> CodeActivation? {
    switch entry {
    case .wakes(let wait):
      guard waits.isOn(wait), noteWake(of: wait) else { return nil }
      complete(wait)
      return .resume(wait, .returned)
    case .timesOut(let call, let start): timeOut(call, after: Int(start))
    case .isTriedAgain(let call): tryAgain(call)
    case .rings(let wait): ring(wait)
    case .streamMoves(let stream):
      streams[Int(stream)].isMoveDue = false
      unfinished = .stream(Int(stream))
    case .steps:
      areStepsDue = false
      stepping = due + lookers
      due.removeAll(keepingCapacity: true)
      unfinished = .steps(0)
    case .dispatch:
      engine.dispatch()
      unfinished = .starts
    }
    return nil
  }

  /// Goes on with what is unfinished; nil if that comes to its end with nothing to run.
  private mutating func goOn() -> CodeActivation? {
    switch unfinished {
    case .nothing: return nil
    case .starts:
      if let call = engine.startNext() { return begin(call) }
    case .stream(let stream):
      if let activation = move(stream) { return activation }
    case .steps(let place):
      if let activation = step(from: place) { return activation }
    }
    unfinished = .nothing
    return nil
  }

  /// Notes what calls wait for in which nothing runs any more.
  mutating func settle() {
    guard unsettled.count > 0 else { return }
    for place in unsettled.indices {
      let call = unsettled[place]
      calls[Int(call) - 1].isUnsettled = false
      let (first, running) = (calls[Int(call) - 1].first, calls[Int(call) - 1].running)
      guard first >= 0, running == 0, !calls[Int(call) - 1].isBlocked, !engine.hasEnded(call),
        !waits[first].isDue
      else { continue }
      noteBlocked(call, in: first)
    }
    unsettled.removeAll()
  }

  /// Takes in that code has run for its time; false if it only goes round, and the run ends for that.
  private mutating func noteWake(of wait: CodeWait) -> Bool {
    let count = engine.log.count
    idleWakes = count == eventsAtWake ? idleWakes + 1 : 0
    eventsAtWake = count
    guard idleWakes >= Self.mostIdleWakes else { return true }
    if idleWakes.isMultiple(of: Self.mostIdleWakes), onlyEndlessRun {
      conclude()
      return false
    }
    guard idleWakes < engine.limits.events else {
      engine.end()
      engine.cutOff(at: "steps")
      return false
    }
    return true
  }

  /// Whether all that is planned is that calls go on which never end.
  private var onlyEndlessRun: Bool {
    engine.kernel.allSatisfy { entry in
      guard case .wakes(let wait) = entry, waits.isOn(wait) else { return false }
      return isEndless(waits[wait.place].call)
    }
  }

  /// How often code may wake without any event before it is asked whether anything but calls without an end goes on.
  static let mostIdleWakes = 1_000
}
