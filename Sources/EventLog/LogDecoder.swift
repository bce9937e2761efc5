/// Makes events of lines, in the order of the file.
struct LogDecoder {
  /// The run so far; it means nothing before its first line.
  private(set) var log = Log(header: LogHeader(name: "", origin: .trace(format: "", part: 0)))
  private var state = RunState()
  /// The component that was declared or requested last.
  private var latestComponent = Name.none
  /// The machine that was named last.
  private var latestMachine = Name.none

  /// Few lines are shorter.
  private static let usualLineLength = 128

  /// Whether the first line has been read.
  var isOpen: Bool { !log.events.isEmpty }

  /// Makes room for a log of so many bytes; pages that stay empty cost nothing.
  mutating func reserveCapacity(bytes: Int) {
    let events = bytes / Self.usualLineLength
    log.events.reserveOnLargePages(events)
    log.causeStarts.reserveOnLargePages(events)
    log.causes.reserveOnLargePages(events)
  }

  /// Takes in the next line, up to its checksum.
  mutating func decode(_ line: inout LogLine) throws(LogLine.Fault) {
    let seq = log.events.count
    try line.expect("{\"seq\":")
    guard try line.integer(Int.self) == seq else { throw line.fault("seq \(seq)") }
    try line.expect(",\"at\":")
    let at = try line.integer(Nanoseconds.self)
    guard at <= Log.longestTime else { throw line.fault("a time of at most one hundred years") }
    try line.expect(",\"kind\":")
    guard isOpen else { return try open(&line, at: at) }
    guard at >= log.end else { throw line.fault("no time before \(log.end), the line before") }
    guard !log.isClosed else { throw line.fault("nothing after log.closed") }
    let word = try decodeWord(&line)
    let (component, call) = try decodeCall(&line)
    let parent = word == .callRequested ? try line.count("parent") : 0
    log.causeStarts.append(UInt32(log.causes.count))
    try decodeCauses(&line, seq: seq)
    let kind = try decodeKind(word, parent: parent, &line)
    let event = Event(at: at, kind: kind, component: component, call: call)
    guard word.isOfCall == (call > 0), word.hasComponent == !component.isNone else {
      throw line.fault("\(kind.word) with the fields of its kind")
    }
    do { try state.apply(event) } catch {
      throw line.fault("an event that can happen here, but \(error.description(in: log.names))")
    }
    if let problem = log.problem(with: event, state) {
      throw line.fault("an event that can happen here, but \(problem)")
    }
    log.events.append(event)
  }

  private mutating func open(_ line: inout LogLine, at: Nanoseconds) throws(LogLine.Fault) {
    guard at == 0 else { throw line.fault("at 0 in the first line") }
    try line.expect("\"log.opened\",\"format\":")
    guard try line.integer(Int.self) == LogHeader.currentFormat else {
      throw line.fault("format \(LogHeader.currentFormat), the one this version reads")
    }
    try line.expectKey("semantics")
    let semantics = try line.integer(Int.self)
    let name = try line.text("name")
    let origin = try decodeOrigin(&line)
    try line.expect(",\"unit\":\"ns\"")
    log.header = LogHeader(name: name, origin: origin)
    log.header.semantics = semantics
    log.events.append(Event(at: 0, kind: .logOpened))
    log.causeStarts.append(0)
  }

  private func decodeOrigin(_ line: inout LogLine) throws(LogLine.Fault) -> LogHeader.Origin {
    if line.skipKey("trace") {
      let format = try line.string()
      let part = Int(try line.count("part"))
      try line.expect(",\"clock\":\"wall\"")
      return .trace(format: format, part: part)
    }
    var setup = LogHeader.Setup(text: try line.text("scenario"))
    try line.expectKey("seed")
    setup.seed = try line.integer(UInt64.self)
    guard let mode = RunMode(rawValue: try line.text("mode")) else {
      throw line.fault("a mode: \(RunMode.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    guard let profile = Profile(rawValue: try line.text("profile")) else {
      throw line.fault("a profile: \(Profile.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    setup.mode = mode
    setup.profile = profile
    try line.expect(",\"clock\":\"virtual\"")
    return .scenario(setup)
  }

  /// The component and the call of an event.
  ///
  /// The component of a call is known once it was requested, so its name is compared, not looked up;
  /// and components are mostly requested in the order in which they were declared.
  private mutating func decodeCall(
    _ line: inout LogLine
  ) throws(LogLine.Fault) -> (component: Name, call: CallNumber) {
    guard line.skipKey("component") else { return (.none, try line.count("call")) }
    let start = line.offset
    let bytes = line.plainString()
    if bytes == nil { latestComponent = try name(&line) }
    let call = try line.count("call")
    guard let bytes else { return (latestComponent, call) }
    let known = state.call(call)?.component
    guard let component = log.names.intern(bytes: bytes, guess: known ?? latestComponent.next)
    else { throw LogLine.Fault(offset: start + 1, expected: "UTF-8") }
    if known == nil { latestComponent = component }
    return (component, call)
  }

  private mutating func decodeCauses(_ line: inout LogLine, seq: Int) throws(LogLine.Fault) {
    guard line.skipKey("causes") else { return }
    try line.expect("[")
    let first = log.causes.count
    repeat {
      try line.expect("[")
      let earlier = try line.integer(UInt32.self)
      guard earlier < seq else { throw line.fault("a cause before \(seq)") }
      try line.expect(",")
      let edge = try decodeEdge(&line)
      let cause = Cause(Int(earlier), edge, isInferred: line.skip(",\"inferred\""))
      try line.expect("]")
      guard log.causes.count == first || log.causes[log.causes.count - 1] < cause else {
        throw line.fault("causes in ascending order")
      }
      log.causes.append(cause)
    } while line.skip(",")
    try line.expect("]")
  }

  private func decodeEdge(_ line: inout LogLine) throws(LogLine.Fault) -> Edge {
    if line.skip("\"program\"") { return .program }
    if line.skip("\"blocking\"") { return .blocking }
    if line.skip("\"data\"") { return .data }
    if line.skip("\"time\"") { return .time }
    if line.skip("\"queue\"") { return .queue }
    if line.skip("\"machine\"") { return .machine }
    throw line.fault("an edge: \(Edge.allCases.map(\.word).joined(separator: ", "))")
  }

  private func decodeWord(_ line: inout LogLine) throws(LogLine.Fault) -> EventWord {
    // Nearly all lines are one of these; with the word known here they cost a comparison each.
    if line.skip(quoted: EventWord.callStarted.text) { return .callStarted }
    if line.skip(quoted: EventWord.callSucceeded.text) { return .callSucceeded }
    if line.skip(quoted: EventWord.callRequested.text) { return .callRequested }
    if line.skip(quoted: EventWord.machineReleased.text) { return .machineReleased }
    if line.skip(quoted: EventWord.callQueued.text) { return .callQueued }
    if line.skip(quoted: EventWord.componentDeclared.text) { return .componentDeclared }
    for word in EventWord.afterFirst where line.skip(quoted: word.text) { return word }
    let start = line
    let found = try line.string()
    throw start.fault("a kind of event that this version knows, not \"\(found)\"")
  }

  private mutating func decodeKind(
    _ word: EventWord, parent: CallNumber, _ line: inout LogLine
  ) throws(LogLine.Fault) -> Event.Kind {
    switch word {
    case .logOpened: preconditionFailure("no line but the first is read as log.opened")
    case .logClosed:
      let count = try line.count("events")
      guard count == log.events.count + 1 else {
        throw line.fault("a count of \(log.events.count + 1) events")
      }
      return .logClosed
    case .machineDeclared:
      let machine = try requiredMachine(&line)
      return .machineDeclared(machine: machine, slots: try line.count("slots"))
    case .componentDeclared:
      let machine = try self.machine(&line)
      var traits = ComponentTraits()
      if try line.flag("flow") { traits.insert(.flow) }
      if try line.flag("parallel") { traits.insert(.parallel) }
      if try line.flag("forever") { traits.insert(.forever) }
      return .componentDeclared(machine: machine, traits: traits)
    case .callRequested:
      let step = try line.count("step")
      let arguments = try name("with", &line)
      return .callRequested(parent: parent, step: step, arguments: arguments)
    case .callQueued: return .callQueued
    case .callStarted:
      let machine = try self.machine(&line)
      return .callStarted(machine: machine, slot: try line.count("slot"))
    case .callBlocked:
      let call = try line.count("on")
      return .callBlocked(on: call, condition: try name("for", &line))
    case .callResumed: return .callResumed
    case .callSucceeded: return .callSucceeded
    case .callFailed: return .callFailed(reason: try name("reason", &line))
    case .callStopped: return .callStopped(reason: try name("reason", &line))
    case .machineTaken:
      let machine = try requiredMachine(&line)
      return .machineTaken(machine: machine, slot: try line.count("slot"))
    case .machineReleased:
      let machine = try requiredMachine(&line)
      return .machineReleased(machine: machine, slot: try line.count("slot"))
    case .callCached:
      let step = try line.count("step")
      let arguments = try name("with", &line)
      return .callCached(
        hit: try requiredCount("hit", &line), step: step, arguments: arguments)
    case .cacheMissed: return .cacheMissed(key: try requiredName("key", &line))
    case .flowIterated:
      let iteration = try requiredCount("iteration", &line)
      return .flowIterated(iteration: iteration, step: try line.count("step"))
    case .stateDeclared:
      let variable = try requiredName("variable", &line)
      return .stateDeclared(variable: variable, value: try requiredName("value", &line))
    case .stateWritten:
      let variable = try requiredName("variable", &line)
      return .stateWritten(variable: variable, value: try requiredName("value", &line))
    case .stateRead:
      let variable = try requiredName("variable", &line)
      return .stateRead(variable: variable, value: try requiredName("value", &line))
    case .stateConflict:
      let variable = try requiredName("variable", &line)
      return .stateConflict(variable: variable, against: try requiredCount("against", &line))
    case .streamDeclared:
      let stream = try requiredName("stream", &line)
      return .streamDeclared(stream: stream, buffer: try line.count("buffer"))
    case .messageSent:
      let stream = try requiredName("stream", &line)
      return .messageSent(stream: stream, item: try requiredCount("item", &line))
    case .messageReceived:
      let stream = try requiredName("stream", &line)
      return .messageReceived(stream: stream, item: try requiredCount("item", &line))
    case .runDeadlocked: return .runDeadlocked(reason: try requiredName("reason", &line))
    case .runFailed: return .runFailed(reason: try requiredName("reason", &line))
    case .runLivelocked: return .runLivelocked(reason: try requiredName("reason", &line))
    case .runLimited: return .runLimited(limit: try requiredName("limit", &line))
    }
  }

  /// The value of a count that must be there.
  private func requiredCount(
    _ key: StaticString, _ line: inout LogLine
  ) throws(LogLine.Fault) -> UInt32 {
    let count = try line.count(key)
    guard count > 0 else { throw line.fault("the key \"\(key)\"") }
    return count
  }

  /// The machine of an event, if it has one; often it is that of an event shortly before.
  private mutating func machine(_ line: inout LogLine) throws(LogLine.Fault) -> Name {
    guard line.skipKey("machine") else { return .none }
    latestMachine = try name(&line, guess: latestMachine)
    return latestMachine
  }

  private mutating func requiredMachine(_ line: inout LogLine) throws(LogLine.Fault) -> Name {
    let machine = try machine(&line)
    guard !machine.isNone else { throw line.fault("the key \"machine\"") }
    return machine
  }

  private mutating func requiredName(
    _ key: StaticString, _ line: inout LogLine
  ) throws(LogLine.Fault) -> Name {
    try line.expectKey(key)
    return try name(&line)
  }

  private mutating func name(
    _ key: StaticString, _ line: inout LogLine
  ) throws(LogLine.Fault) -> Name {
    line.skipKey(key) ? try name(&line) : .none
  }

  /// The name that a JSON string stands for; nothing is decoded for one that was there before.
  private mutating func name(
    _ line: inout LogLine, guess: Name = .none
  ) throws(LogLine.Fault) -> Name {
    let start = line.offset
    if let bytes = line.plainString() {
      guard let name = log.names.intern(bytes: bytes, guess: guess) else {
        throw LogLine.Fault(offset: start + 1, expected: "UTF-8")
      }
      return name
    }
    return log.names.intern(try line.string())
  }
}
