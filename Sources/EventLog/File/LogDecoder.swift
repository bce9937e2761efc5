/// Makes events of lines, in the order of the file.
struct LogDecoder {
  /// The run so far; it means nothing before its first line.
  private(set) var log = Log(header: LogHeader(name: "", origin: .trace(format: "", part: 0)))
  private var state = RunState()
  /// The last event of each call; call *n* is at *n* − 1.
  private var latestEvents: [UInt32] = []
  /// The component that was declared or requested last.
  private var latestComponent = Name.none
  /// The number of the format that the file is in.
  private var format = LogHeader.currentFormat
  /// The machine that was named last.
  private var latestMachine = Name.none

  /// Few lines are shorter.
  private static let usualLineLength = 100

  /// Whether the first line has been read.
  var isOpen: Bool { !log.events.isEmpty }

  /// Makes room for a log of so many bytes; pages that stay empty cost nothing.
  mutating func reserveCapacity(bytes: Int) {
    let events = bytes / Self.usualLineLength
    log.events.reserveCapacity(events)
    log.causeStarts.reserveCapacity(events)
    log.causes.reserveCapacity(events)
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
    let row = word.row
    var fields = EventFields()
    if case .parent = row.first { fields.first = try line.count("parent") }
    log.causeStarts.append(UInt32(log.causes.count))
    try decodeCauses(&line, seq: seq)
    if case .parent = row.first {} else { fields.first = try decode(row.first, &line) }
    fields.second = try decode(row.second, &line)
    fields.third = try decode(row.third, &line)
    let kind = Event.Kind(word, fields)
    let event = Event(at: at, kind: kind, component: component, call: call)
    guard (row.subject == .call) == (call > 0), (row.subject == .run) == component.isNone else {
      throw line.fault("\(kind.word) with the fields of its kind")
    }
    let isRunning = state.isRunning(word == .callRequested ? fields.first : call)
    do { try state.apply(event) } catch {
      throw line.fault("an event that can happen here, but \(error.description(in: log.names))")
    }
    if let problem = log.problem(with: event, state) {
      throw line.fault("an event that can happen here, but \(problem)")
    }
    let latest = call > 0 && call <= latestEvents.count ? Int(latestEvents[Int(call) - 1]) : -1
    if let problem = log.problemWithCauses(of: event, after: latest, isRunning: isRunning) {
      throw line.fault("an event that can happen here, but \(problem)")
    }
    if latest >= 0 {
      latestEvents[Int(call) - 1] = UInt32(seq)
    } else if call > 0 {
      latestEvents.append(UInt32(seq))
    }
    log.events.append(event)
  }

  private mutating func open(_ line: inout LogLine, at: Nanoseconds) throws(LogLine.Fault) {
    guard at == 0 else { throw line.fault("at 0 in the first line") }
    try line.expect("\"log.opened\",\"format\":")
    format = try line.integer(Int.self)
    guard (1...LogHeader.currentFormat).contains(format) else {
      throw line.fault("a format up to \(LogHeader.currentFormat), which this version reads")
    }
    try line.expectKey("semantics")
    let semantics = try line.integer(Int.self)
    let name = try line.text("name")
    let origin = try decodeOrigin(&line)
    let isComplete = origin.isTrace && line.skipKey("dependencies")
    if isComplete { try line.expect("\"recorded\"") }
    let times = try decodeCallTimes(&line, origin)
    let plan =
      line.skipKey("plan")
      ? LogHeader.Plan(of: try line.string(), changes: try line.strings("changes")) : nil
    guard let clock = RunClock(rawValue: try line.text("clock")) else {
      throw line.fault("a clock: \(RunClock.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    try line.expect(",\"unit\":\"ns\"")
    log.header = LogHeader(name: name, origin: origin, clock: clock)
    if isComplete { log.header.recordsDependencies = true }
    log.header.callTimes = times
    log.header.plan = plan
    log.header.semantics = semantics
    log.events.append(Event(at: 0, kind: .logOpened))
    log.causeStarts.append(0)
  }

  private func decodeCallTimes(
    _ line: inout LogLine, _ origin: LogHeader.Origin
  ) throws(LogLine.Fault) -> LogHeader.CallTimes {
    guard origin.isTrace, line.skipKey("times") else { return .measured }
    guard let times = LogHeader.CallTimes(rawValue: try line.string()), times != .measured else {
      throw line.fault("times that are least or durations")
    }
    return times
  }

  private func decodeOrigin(_ line: inout LogLine) throws(LogLine.Fault) -> LogHeader.Origin {
    if line.skipKey("trace") {
      let format = try line.string()
      return .trace(format: format, part: Int(try line.count("part")))
    }
    if line.skipKey("code") {
      let (name, digest) = (try line.string(), try line.text("digest"))
      // Older logs do not say what it was run with.
      guard line.skipKey("seed") else { return .code(name: name, digest: digest) }
      let seed = try line.integer(UInt64.self)
      return .code(name: name, digest: digest, seed: seed, mode: try decodeMode(&line))
    }
    var setup = LogHeader.Setup(text: try line.text("scenario"))
    try line.expectKey("seed")
    setup.seed = try line.integer(UInt64.self)
    let mode = try decodeMode(&line)
    guard let profile = Profile(rawValue: try line.text("profile")) else {
      throw line.fault("a profile: \(Profile.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    setup.mode = mode
    setup.profile = profile
    return .scenario(setup)
  }

  private func decodeMode(_ line: inout LogLine) throws(LogLine.Fault) -> RunMode {
    guard let mode = RunMode(rawValue: try line.text("mode")) else {
      throw line.fault("a mode: \(RunMode.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return mode
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
    if let word = line.eventWord() { return word }
    let start = line
    let found = try line.string()
    throw start.fault("a kind of event that this version knows, not \"\(found)\"")
  }

  /// What a field holds: a number, or the index of a name.
  @inline(__always)
  private mutating func decode(
    _ field: EventField, _ line: inout LogLine
  ) throws(LogLine.Fault) -> UInt32 {
    switch field {
    case .nothing, .parent: return 0
    case .count(let key): return try line.count(key)
    case .neededCount(let key), .eventNumber(let key):
      let count = try line.count(key)
      guard count > 0 else { throw line.missing(key) }
      return count
    case .countAboveOne(let key):
      let count = try line.count(key)
      guard count != 1 else { throw line.fault("a number above 1") }
      return max(count, 1)
    case .name(let key): return line.skip(key) ? try name(&line).index : Name.none.index
    case .neededName(let key):
      try line.expect(key)
      return try name(&line).index
    case .machine: return try machine(&line).index
    case .neededMachine:
      let machine = try machine(&line)
      guard !machine.isNone else { throw line.missing(.machine) }
      return machine.index
    case .value:
      try line.expect(.value)
      return try value(&line).index
    case .traits: return try traits(&line)
    case .total:
      let count = try line.count("events")
      guard count == log.events.count + 1 else {
        throw line.fault("a count of \(log.events.count + 1) events")
      }
      return 0
    }
  }

  private func traits(_ line: inout LogLine) throws(LogLine.Fault) -> UInt32 {
    var traits = ComponentTraits()
    if try line.flag("flow") { traits.insert(.flow) }
    if try line.flag("parallel") { traits.insert(.parallel) }
    if try line.flag("forever") { traits.insert(.forever) }
    return UInt32(traits.rawValue)
  }

  /// The machine of an event, if it has one; often it is that of an event shortly before.
  private mutating func machine(_ line: inout LogLine) throws(LogLine.Fault) -> Name {
    guard line.skip(.machine) else { return .none }
    latestMachine = try name(&line, guess: latestMachine)
    return latestMachine
  }

  /// The name that the JSON of a value stands for; in logs of format 1 every value is a text.
  private mutating func value(_ line: inout LogLine) throws(LogLine.Fault) -> Name {
    if format == 1 { return log.names.intern(Value(formerText: try line.string()).jsonText) }
    let start = line.offset
    if let bytes = line.plainValue(), let name = log.names.intern(bytes: bytes, guess: .none) {
      return name
    }
    line = line.moved(to: start)
    return log.names.intern(try line.value().jsonText)
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
