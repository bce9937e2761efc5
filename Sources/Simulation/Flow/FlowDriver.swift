internal import EventLog

/// Drives an engine through a flow: what it calls, how it waits, what calls do while they run, how the run
/// ends.
///
/// This file holds the cycle of what is due, and requests, starts and ends of calls. Beside it lie the
/// steps of the flow; in other folders what calls do, and what goes on for ever.
struct FlowDriver: ~Copyable {
  /// What is due on the engine's clock.
  enum Entry: EngineEntry {
    /// A call that just takes its time ends.
    case callEnds(CallNumber)
    /// The command of a call has ended.
    case commandEnds(CallNumber)
    /// A call comes to its next effect or its end, unless its plan has changed since.
    case callWakes(run: UInt32, plan: UInt32)
    /// A call has lasted for as long as it may, since an event.
    case callTimesOut(CallNumber, since: UInt32)
    case callIsTriedAgain(CallNumber)
    case flowTimerRings(wait: UInt32)
    case streamMoves(Int32)
    case flowSteps
    case dispatch

    var priority: UInt8 {
      switch self {
      case .callEnds, .callWakes, .commandEnds: 0
      case .callTimesOut, .callIsTriedAgain, .flowTimerRings, .streamMoves: 1
      case .flowSteps: 2
      case .dispatch: 3
      }
    }
  }

  let model: Model
  let seed: UInt64
  var engine: Engine<Entry>
  var flow: FlowRun
  var board: StateBoard
  var streams: UniqueArray<StreamBuffer>
  /// The calls at work that do more than take their time.
  var runs: CallRuns
  var retries = Retries()
  /// The names of what is shared.
  var names: SharedNames
  /// What does not change while the flow runs.
  let facts: FlowFacts
  /// The call for which the flow was waiting when all that could happen had, and what it never did.
  private(set) var blocker: String?
  /// The calls that run for real, where the run is recorded.
  var outside: OutsideCalls?

  init(_ model: Model, _ setup: RunSetup, outside: OutsideCalls? = nil) {
    self.model = model
    self.outside = outside
    seed = setup.seed
    var engine = Engine<Entry>(model, setup)
    let flowName = engine.journal.name(Model.flowName)
    names = SharedNames(model, flow: flowName, &engine.log)
    flow = FlowRun(model)
    streams = UniqueArray(model.streams.map(StreamBuffer.init))
    board = StateBoard(
      model, declaredAt: names.variableEvents,
      names: engine.lines.indices.map { engine.lines[$0].name }, flow: flowName)
    runs = CallRuns(model, seed: seed)
    facts = FlowFacts(model, flow.machine.program)
    self.engine = engine
  }

  /// The log of a run that is over.
  consuming func closedLog() -> Log { engine.journal.close() }

  mutating func run() {
    _ = engine.begin(names.flow)
    scheduleFlow()
    while !engine.isOver {
      // Asked here first: most runs have no such calls, and the compiler copies the bytes of the whole
      // driver for a question that it does not put inline, which costs a third of an event.
      if !facts.daemons.isEmpty, engine.mayGoOn, onlyDaemonsRemain { return conclude() }
      if facts.forgetsEntries, engine.kernel.isInstantOver { dropStaleEntries() }
      guard let entry = engine.next() else { break }
      handle(entry)
    }
    engine.endAtLimit()
    if !engine.isOver { conclude() }
  }

  /// Takes in that the flow will not go on: what it waits for is what it waits for in the end.
  mutating func noteBlocker() {
    let call = flow.blockedOn
    guard !flow.isEnded, call > 0 else { return }
    blocker =
      engine.title(of: call, model)
      + ", which never \(engine.hasStarted(call) ? "ends" : "starts")"
  }

  @inline(__always)
  mutating func handle(_ entry: Entry) {
    switch entry {
    case .callEnds(let call):
      if !engine.hasEnded(call) { end(call, as: .callSucceeded) }
    case .commandEnds(let call): endCommand(of: call)
    case .callWakes(let run, let plan): wake(Int(run), plan: plan)
    case .callTimesOut(let call, let start): timeOut(call, since: Int(start))
    case .callIsTriedAgain(let call): tryAgain(call)
    case .flowTimerRings(let wait): ringFlowTimer(wait)
    case .streamMoves(let stream): move(Int(stream))
    case .flowSteps: stepFlow()
    case .dispatch:
      engine.dispatch()
      while let call = engine.startNext() {
        begin(call)
        if let outside { engine.begin(call, of: model, outside) }
      }
    }
  }

  // MARK: Requests, starts, ends

  /// Asks for a call at the step at which the flow is; `didRequest` is to follow.
  mutating func request(_ component: Int, _ arguments: Name) -> CallNumber {
    let step = flow.machine.step
    let call = engine.request(component, by: 1, step: step, arguments: arguments)
    if facts.retries[component] != nil { retries.note(call, step: step, arguments) }
    for stream in facts.emitted[component] { streams[stream].openProducers += 1 }
    outside?.note(call)
    return call
  }

  /// Begins to run a call that has just started.
  mutating func begin(_ call: CallNumber) {
    let component = engine.component(of: call)
    didStart(call, of: component)
    // Calls of a component start in the order in which they were requested.
    let number = engine.lines[component].started
    if runs.behaviours.rows[component].isPlain {
      guard let time = runs.runningTime(of: component, number: number) else { return }
      engine.schedule(.callEnds(call), at: engine.now + time)
    } else {
      beginRun(of: call, component, number: number)
    }
  }

  /// Ends a call in the way that an event says, and lets go what it held; `cause` is what
  /// ended it from outside.
  mutating func end(
    _ call: CallNumber, as kind: Event.Kind, after cause: (event: Int, edge: Edge)? = nil
  ) {
    if let run = runs.run(of: call) { runs[run].end() }
    engine.end(call, as: kind, after: cause)
    let component = engine.component(of: call)
    didEnd(call, of: component, as: kind)
    if facts.retries[component] != nil, !retries.contains(call) { retries.forget(call) }
  }
}
