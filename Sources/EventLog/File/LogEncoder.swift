internal import Formatting

/// Writes a log as lines of canonical JSON: same run, same bytes.
///
/// Fields that are false, empty or unknown are left out. Each line ends in the CRC-32C of all
/// bytes of the file before it, so that a lost, changed or moved line shows.
struct LogEncoder: ~Copyable {
  private var sink = ByteSink()
  private var crc = CRC32C()
  private var summed = 0
  /// The names of the log as JSON strings, one after the other, and where each ends.
  private var quoted: [UInt8] = []
  private var quotedEnds: [Int] = []

  /// A piece is small enough for the processor's caches and large enough for the system.
  static let pieceSize = 1 << 18

  /// What was written since the last `clear`.
  var bytes: [UInt8] { sink.bytes }

  /// What was written since the last `clear`; valid until the next event.
  var pending: UnsafeRawBufferPointer { sink.written(from: 0) }

  /// Forgets what was written; the checksum goes on.
  mutating func clear() {
    crc.update(sink.written(from: summed))
    sink.removeAll()
    summed = 0
  }

  /// Appends the line of an event.
  ///
  /// - Complexity: O(length of the line).
  mutating func append(_ seq: Int, of log: borrowing Log) {
    let event = log.events[seq]
    let causes = log.causeRange(of: seq)
    quoteNames(of: log.names)
    // Keys and numbers take less than 256 bytes, a cause less than 40; names are as long as they are.
    sink.reserve(256 + 40 * causes.count)
    sink.write("{\"seq\":")
    sink.write(UInt64(seq))
    sink.write(",\"at\":")
    sink.write(UInt64(event.at))
    sink.write(",\"kind\":\"")
    let (word, fields) = event.kind.row
    let row = word.row
    sink.write(row.word)
    sink.write("\"")
    if !event.component.isNone { name(after: ",\"component\":", event.component) }
    count("call", event.call)
    if case .parent = row.first { count("parent", fields.first) }
    append(log.causes, in: causes)
    append(row.first, fields.first, seq: seq, in: log.names)
    append(row.second, fields.second, seq: seq, in: log.names)
    append(row.third, fields.third, seq: seq, in: log.names)
    if case .logOpened = word { append(log.header) }
    crc.update(sink.written(from: summed))
    summed = sink.count
    sink.write(",\"crc\":\"")
    sink.write(hexadecimal: crc.value)
    sink.write("\"}\n")
  }

  private mutating func append(_ causes: borrowing Column<Cause>, in range: Range<Int>) {
    guard !range.isEmpty else { return }
    sink.write(",\"causes\":")
    var separator: StaticString = "[["
    for index in range {
      let cause = causes[index]
      sink.write(separator)
      sink.write(UInt64(cause.seq))
      sink.write(",\"")
      sink.write(cause.edge.staticWord)
      sink.write(cause.isInferred ? "\",\"inferred\"" : "\"")
      separator = "],["
    }
    sink.write("]]")
  }

  /// Appends a field that holds a number or the index of a name.
  @inline(__always)
  private mutating func append(
    _ field: EventField, _ value: UInt32, seq: Int, in names: borrowing NameTable
  ) {
    switch field {
    case .nothing, .parent: break
    case .count(let key), .neededCount(let key), .eventNumber(let key): count(key, value)
    case .countAboveOne(let key): count(key, value == 1 ? 0 : value)
    case .name(let key), .neededName(let key): name(key, Name(index: value))
    case .machine, .neededMachine: name(.machine, Name(index: value))
    case .value: self.value(Name(index: value), in: names)
    case .traits:
      let traits = ComponentTraits(rawValue: UInt8(truncatingIfNeeded: value))
      flag("flow", traits.contains(.flow))
      flag("parallel", traits.contains(.parallel))
      flag("forever", traits.contains(.forever))
    case .total: count("events", UInt32(seq + 1))
    }
  }

  private mutating func append(_ header: borrowing LogHeader) {
    sink.write(",\"format\":")
    sink.write(UInt64(LogHeader.currentFormat))
    sink.write(",\"semantics\":")
    sink.write(UInt64(header.semantics))
    string("name", header.name)
    switch header.origin {
    case .scenario(let setup):
      string("scenario", setup.text)
      sink.write(",\"seed\":")
      sink.write(setup.seed)
      string("mode", setup.mode.rawValue)
      string("profile", setup.profile.rawValue)
    case .code(let name, let digest, let seed, let mode):
      string("code", name)
      string("digest", digest)
      sink.write(",\"seed\":")
      sink.write(seed)
      string("mode", mode.rawValue)
    case .trace(let format, let part):
      string("trace", format)
      count("part", UInt32(part))
      if header.recordsDependencies { string("dependencies", "recorded") }
      if header.callTimes != .measured { string("times", header.callTimes.rawValue) }
    }
    if let plan = header.plan {
      string("plan", plan.of)
      strings("changes", plan.changes)
    }
    string("clock", header.clock.rawValue)
    sink.write(",\"unit\":\"ns\"")
  }

  private mutating func quoteNames(of names: borrowing NameTable) {
    while quotedEnds.count < names.count {
      JSONText.append(names[Name(index: UInt32(quotedEnds.count))], to: &quoted)
      quotedEnds.append(quoted.count)
    }
  }

  @inline(__always)
  private mutating func key(_ key: StaticString) {
    sink.write(",\"")
    sink.write(key)
    sink.write("\":")
  }

  private mutating func string(_ key: StaticString, _ text: String) {
    var value: [UInt8] = []
    JSONText.append(text, to: &value)
    sink.reserve(value.count + 256)
    self.key(key)
    value.withUnsafeBytes { sink.write($0) }
  }

  private mutating func strings(_ key: StaticString, _ texts: [String]) {
    var list: [UInt8] = []
    for text in texts {
      list.append(UInt8(ascii: list.isEmpty ? "[" : ","))
      JSONText.append(text, to: &list)
    }
    list += texts.isEmpty ? "[]".utf8 : "]".utf8
    sink.reserve(list.count + 256)
    self.key(key)
    list.withUnsafeBytes { sink.write($0) }
  }

  @inline(__always)
  private mutating func name(after opening: StaticString, _ name: Name) {
    let index = Int(name.index)
    let range = (index == 0 ? 0 : quotedEnds[index - 1])..<quotedEnds[index]
    sink.reserve(range.count + 256)
    sink.write(opening)
    quoted.withUnsafeBytes { sink.write(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// Appends a value, whose name is its JSON.
  private mutating func value(_ value: Name, in names: borrowing NameTable) {
    sink.write(FieldKey.value.opening)
    names.withBytes(of: value) { bytes in
      sink.reserve(bytes.count + 256)
      sink.write(bytes)
    }
  }

  @inline(__always)
  private mutating func count(_ key: FieldKey, _ count: UInt32) {
    guard count != 0 else { return }
    sink.write(key.opening)
    sink.write(UInt64(count))
  }

  @inline(__always)
  private mutating func name(_ key: FieldKey, _ name: Name) {
    guard !name.isNone else { return }
    self.name(after: key.opening, name)
  }

  @inline(__always)
  private mutating func count(_ key: StaticString, _ count: UInt32) {
    guard count != 0 else { return }
    self.key(key)
    sink.write(UInt64(count))
  }

  @inline(__always)
  private mutating func flag(_ key: StaticString, _ flag: Bool) {
    guard flag else { return }
    self.key(key)
    sink.write("true")
  }
}

extension Log {
  /// The log as the bytes of its file: JSON Lines in canonical form.
  ///
  /// - Complexity: O(*n*) in the size of the result; about 150 bytes an event.
  public func encoded() -> [UInt8] {
    var encoder = LogEncoder()
    for seq in events.indices { encoder.append(seq, of: self) }
    return encoder.bytes
  }

  /// Hands over the bytes of the log's file piece by piece, so that they are never all in memory.
  ///
  ///     try log.encode { piece in try file.write(piece) }
  ///
  /// - Parameter write: Takes the next bytes, which are gone when it returns.
  /// - Throws: What `write` throws.
  /// - Complexity: O(*n*) in the number of bytes.
  public func encode<Failure: Error>(
    _ write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    var encoder = LogEncoder()
    for seq in events.indices {
      encoder.append(seq, of: self)
      if encoder.pending.count >= LogEncoder.pieceSize {
        try write(encoder.pending)
        encoder.clear()
      }
    }
    try write(encoder.pending)
  }

  /// A digest of all of the log: the checksum of the last line of its file, `1a2b3c4d`.
  ///
  /// - Complexity: O(*n*) in the bytes of the log.
  public var digest: String {
    var end: [UInt8] = []
    encode { piece in
      end += piece.suffix(LogReader.checksumLength)
      end.removeFirst(max(0, end.count - LogReader.checksumLength))
    }
    // `,"crc":"1a2b3c4d"}` and the end of the line.
    return String(decoding: end.dropLast(3).suffix(8), as: UTF8.self)
  }

  /// An event as it stands in the file, but for its checksum.
  ///
  /// - Complexity: O(*n*) in the number of names.
  public func encodedEvent(_ seq: Int) -> String {
    var encoder = LogEncoder()
    encoder.append(seq, of: self)
    let line = String(decoding: encoder.bytes, as: UTF8.self)
    return line.dropLast(LogReader.checksumLength + 1) + "}"
  }

  /// All events as JSON without their checksums, in order.
  ///
  /// - Complexity: O(*n*) in the bytes of the log.
  package var encodedEvents: some Sequence<String> {
    encoded().split(separator: UInt8(ascii: "\n")).lazy.map { line in
      String(decoding: line.dropLast(LogReader.checksumLength), as: UTF8.self) + "}"
    }
  }
}
