/// Writes a log as lines of canonical JSON: same run, same bytes.
///
/// Fields that are false, empty or unknown are left out. Each line ends in the CRC-32C of all
/// bytes of the file before it, so that a lost, changed or moved line shows.
struct LogEncoder {
  private(set) var bytes: [UInt8] = []
  private var crc = CRC32C()
  private var summed = 0
  /// The names of the log as JSON strings, one after the other, and where each ends.
  private var quoted: [UInt8] = []
  private var quotedEnds: [Int] = []

  /// Appends the line of an event.
  ///
  /// - Complexity: O(length of the line).
  mutating func append(_ seq: Int, of log: Log) {
    let event = log.events[seq]
    quoteNames(of: log.names)
    text("{\"seq\":")
    number(seq)
    text(",\"at\":")
    number(event.at)
    text(",\"kind\":\"")
    text(event.kind.word)
    text("\"")
    name("component", event.component)
    count("call", event.call)
    if case .callRequested(let parent, _, _) = event.kind { count("parent", parent) }
    append(causes: log.causes(of: seq))
    appendFields(of: event, seq: seq, header: log.header)
    bytes.withUnsafeBytes { crc.update(UnsafeRawBufferPointer(rebasing: $0[summed...])) }
    summed = bytes.count
    text(",\"crc\":\"")
    for shift in stride(from: 28, through: 0, by: -4) {
      bytes.append(JSONText.hexDigits[Int(crc.value >> UInt32(shift)) & 15])
    }
    text("\"}\n")
  }

  private mutating func append(causes: ArraySlice<Cause>) {
    guard !causes.isEmpty else { return }
    text(",\"causes\":")
    var separator: StaticString = "[["
    for cause in causes {
      text(separator)
      number(cause.seq)
      text(",\"")
      bytes.append(contentsOf: cause.edge.word.utf8)
      text(cause.isInferred ? "\",\"inferred\"" : "\"")
      separator = "],["
    }
    text("]]")
  }

  private mutating func appendFields(of event: Event, seq: Int, header: LogHeader) {
    switch event.kind {
    case .logOpened: append(header)
    case .logClosed: count("events", UInt32(seq + 1))
    case .machineDeclared(let machine, let slots):
      name("machine", machine)
      count("slots", slots)
    case .componentDeclared(let machine, let traits):
      name("machine", machine)
      flag("flow", traits.contains(.flow))
      flag("parallel", traits.contains(.parallel))
      flag("forever", traits.contains(.forever))
    case .callRequested(_, let step, let arguments):
      count("step", step)
      name("with", arguments)
    case .callStarted(let machine, let slot), .machineReleased(let machine, let slot):
      name("machine", machine)
      count("slot", slot)
    case .callBlocked(let call): count("on", call)
    case .callFailed(let reason), .callStopped(let reason): name("reason", reason)
    case .runLimited(let limit): name("limit", limit)
    case .callQueued, .callResumed, .callSucceeded: break
    }
  }

  private mutating func append(_ header: LogHeader) {
    text(",\"format\":")
    number(LogHeader.currentFormat)
    text(",\"semantics\":")
    number(header.semantics)
    text(",\"name\":")
    JSONText.append(header.name, to: &bytes)
    switch header.origin {
    case .scenario(let setup):
      text(",\"scenario\":")
      JSONText.append(setup.text, to: &bytes)
      text(",\"seed\":")
      number(setup.seed)
      text(",\"mode\":")
      JSONText.append(setup.mode.rawValue, to: &bytes)
      text(",\"profile\":")
      JSONText.append(setup.profile.rawValue, to: &bytes)
      text(",\"clock\":\"virtual\"")
    case .trace(let format, let part):
      text(",\"trace\":")
      JSONText.append(format, to: &bytes)
      count("part", UInt32(part))
      text(",\"clock\":\"wall\"")
    }
    text(",\"unit\":\"ns\"")
  }

  private mutating func quoteNames(of names: NameTable) {
    while quotedEnds.count < names.texts.count {
      JSONText.append(names.texts[quotedEnds.count], to: &quoted)
      quotedEnds.append(quoted.count)
    }
  }

  private mutating func text(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func number(_ number: some BinaryInteger) {
    JSONText.append(number, to: &bytes)
  }

  private mutating func key(_ key: StaticString) {
    text(",\"")
    text(key)
    text("\":")
  }

  private mutating func name(_ key: StaticString, _ name: Name) {
    guard !name.isNone else { return }
    self.key(key)
    let index = Int(name.index)
    bytes += quoted[(index == 0 ? 0 : quotedEnds[index - 1])..<quotedEnds[index]]
  }

  private mutating func count(_ key: StaticString, _ count: UInt32) {
    guard count != 0 else { return }
    self.key(key)
    number(count)
  }

  private mutating func flag(_ key: StaticString, _ flag: Bool) {
    guard flag else { return }
    self.key(key)
    text("true")
  }
}

extension Log {
  /// The log as the bytes of its file: JSON Lines in canonical form.
  ///
  /// - Complexity: O(*n*) in the size of the result; about 110 bytes an event.
  public func encoded() -> [UInt8] {
    var encoder = LogEncoder()
    for seq in events.indices { encoder.append(seq, of: self) }
    return encoder.bytes
  }

  /// The lines of some events, as they stand in the file of the whole log.
  public func encodedLines() -> [String] {
    String(decoding: encoded(), as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

extension Event.Kind {
  /// The word for it in a log, `noun.verbed`.
  public var word: StaticString {
    switch self {
    case .logOpened: "log.opened"
    case .logClosed: "log.closed"
    case .machineDeclared: "machine.declared"
    case .componentDeclared: "component.declared"
    case .callRequested: "call.requested"
    case .callQueued: "call.queued"
    case .callStarted: "call.started"
    case .callBlocked: "call.blocked"
    case .callResumed: "call.resumed"
    case .callSucceeded: "call.succeeded"
    case .callFailed: "call.failed"
    case .callStopped: "call.stopped"
    case .machineReleased: "machine.released"
    case .runLimited: "run.limited"
    }
  }
}
