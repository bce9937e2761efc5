/// Makes events of lines, in the order of the file.
struct LogDecoder {
  private(set) var log: Log?
  private var state = RunState()

  /// Takes in the next line, up to its checksum.
  mutating func decode(_ line: inout LogLine) throws(LogLine.Fault) {
    let seq = log?.events.count ?? 0
    try line.expect("{\"seq\":")
    guard try line.integer(Int.self) == seq else { throw line.fault("seq \(seq)") }
    try line.expect(",\"at\":")
    let at = try line.integer(Nanoseconds.self)
    try line.expect(",\"kind\":")
    guard var log else { return try open(&line, at: at) }
    guard at >= log.end else { throw line.fault("no time before \(log.end), the line before") }
    guard !log.isClosed else { throw line.fault("nothing after log.closed") }
    self.log = nil  // so that `log` is the only owner and appending does not copy
    let word = try line.string()
    let component = try name("component", &line, &log)
    let call = try line.count("call")
    let parent = word == "call.requested" ? try line.count("parent") : 0
    log.causeStarts.append(UInt32(log.causes.count))
    try decodeCauses(&line, seq: seq, into: &log)
    let kind = try decodeKind(word, parent: parent, &line, &log)
    let event = Event(at: at, kind: kind, component: component, call: call)
    guard kind.isOfCall == (call > 0), kind.hasComponent == !component.isNone else {
      throw line.fault("\(word) with the fields of its kind")
    }
    do { try state.apply(event) } catch {
      throw line.fault("an event that can happen here, but \(error.description(in: log.names))")
    }
    log.events.append(event)
    self.log = log
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
    var header = LogHeader(name: name, origin: origin)
    header.semantics = semantics
    var log = Log(header: header)
    log.events.append(Event(at: 0, kind: .logOpened))
    log.causeStarts.append(0)
    self.log = log
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

  private func decodeCauses(
    _ line: inout LogLine, seq: Int, into log: inout Log
  ) throws(LogLine.Fault) {
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

  private func decodeKind(
    _ word: String, parent: CallNumber, _ line: inout LogLine, _ log: inout Log
  ) throws(LogLine.Fault) -> Event.Kind {
    switch word {
    case "log.closed":
      let count = try line.count("events")
      guard count == log.events.count + 1 else {
        throw line.fault("a count of \(log.events.count + 1) events")
      }
      return .logClosed
    case "machine.declared":
      let machine = try requiredName("machine", &line, &log)
      return .machineDeclared(machine: machine, slots: try line.count("slots"))
    case "component.declared":
      let machine = try name("machine", &line, &log)
      var traits = ComponentTraits()
      if try line.flag("flow") { traits.insert(.flow) }
      if try line.flag("parallel") { traits.insert(.parallel) }
      if try line.flag("forever") { traits.insert(.forever) }
      return .componentDeclared(machine: machine, traits: traits)
    case "call.requested":
      let step = try line.count("step")
      let arguments = try name("with", &line, &log)
      return .callRequested(parent: parent, step: step, arguments: arguments)
    case "call.queued": return .callQueued
    case "call.started":
      let machine = try name("machine", &line, &log)
      return .callStarted(machine: machine, slot: try line.count("slot"))
    case "call.blocked": return .callBlocked(on: try line.count("on"))
    case "call.resumed": return .callResumed
    case "call.succeeded": return .callSucceeded
    case "call.failed": return .callFailed(reason: try name("reason", &line, &log))
    case "call.stopped": return .callStopped(reason: try name("reason", &line, &log))
    case "machine.released":
      let machine = try requiredName("machine", &line, &log)
      return .machineReleased(machine: machine, slot: try line.count("slot"))
    case "run.limited": return .runLimited(limit: try requiredName("limit", &line, &log))
    default: throw line.fault("a kind of event that this version knows, not \"\(word)\"")
    }
  }

  private func requiredName(
    _ key: StaticString, _ line: inout LogLine, _ log: inout Log
  ) throws(LogLine.Fault) -> Name {
    log.names.intern(try line.text(key))
  }

  private func name(
    _ key: StaticString, _ line: inout LogLine, _ log: inout Log
  ) throws(LogLine.Fault) -> Name {
    line.skipKey(key) ? log.names.intern(try line.string()) : .none
  }
}

extension Event.Kind {
  fileprivate var isOfCall: Bool {
    switch self {
    case .logOpened, .logClosed, .machineDeclared, .componentDeclared, .runLimited: false
    case .callRequested, .callQueued, .callStarted, .callBlocked, .callResumed, .callSucceeded,
      .callFailed, .callStopped, .machineReleased:
      true
    }
  }

  fileprivate var hasComponent: Bool {
    if case .componentDeclared = self { return true }
    return isOfCall
  }
}
