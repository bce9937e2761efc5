import TestSupport
import EventLog

/// A small log that holds every kind of event, every edge, and names that need escaping.
func sampleLog() -> Log {
  let setup = LogHeader.Setup(text: "flow:\n\t\"é\"", seed: 7, mode: .parallel)
  var log = LogBuilder(header: LogHeader(name: #"a "b" \c"#, origin: .scenario(setup)))
  let (box, flow) = (log.intern("box \u{1}\u{7f}"), log.intern("flow"))
  let (train, serve) = (log.intern("train 🚂"), log.intern(#"serve "\"#))
  log.append(.machineDeclared(machine: box, slots: 1), at: 0)
  log.append(.componentDeclared(machine: .none, traits: .flow), at: 0, flow)
  log.append(.componentDeclared(machine: box, traits: .parallel), at: 0, train)
  log.append(.componentDeclared(machine: .none, traits: [.parallel, .forever]), at: 0, serve)
  log.append(.callRequested(parent: 0, step: 0, arguments: .none), at: 0, flow, call: 1)
  log.append(.callStarted(machine: .none, slot: 0), at: 0, flow, call: 1)
  log.cause(5, .program)
  let arguments = log.intern("line\nline")
  log.append(.callRequested(parent: 1, step: 1, arguments: arguments), at: 1, train, call: 2)
  log.cause(6, .program)
  log.append(.callRequested(parent: 1, step: 2, arguments: .none), at: 1, serve, call: 3)
  log.cause(6, .program)
  log.append(.callBlocked(on: 2), at: 1, flow, call: 1)
  log.cause(6, .program)
  log.append(.callQueued, at: 1, train, call: 2)
  log.cause(7, .program)
  log.append(.callStarted(machine: box, slot: 1), at: 2, train, call: 2)
  log.cause(10, .time)
  log.cause(10, .program)
  log.cause(6, .machine)
  log.append(.callSucceeded, at: 4_000_000_000, train, call: 2)
  log.cause(11, .program)
  log.append(.machineReleased(machine: box, slot: 1), at: 4_000_000_000, train, call: 2)
  log.cause(12, .program)
  log.append(.callResumed, at: 4_000_000_000, flow, call: 1)
  log.cause(9, .program)
  log.cause(12, .blocking)
  log.append(.callStopped(reason: log.intern("")), at: 4_000_000_001, serve, call: 3)
  log.cause(8, .program)
  log.cause(8, .queue, isInferred: true)
  log.cause(12, .data)
  log.append(
    .callFailed(reason: log.intern("the run ended")), at: 4_000_000_001, flow, call: 1)
  log.cause(14, .program)
  log.append(.runLimited(limit: log.intern("time")), at: 4_000_000_001)
  return log.close()
}

/// The lines of a log's file without their checksums, to be edited and sealed again.
func openedLines(of log: Log) -> [String] {
  log.encodedLines().map { String($0.dropLast(checksumLength)) }
}

/// The bytes of a file of these lines, each with the checksum it should have.
func sealed(_ lines: [String]) -> [UInt8] {
  var bytes: [UInt8] = []
  for line in lines {
    bytes += line.utf8
    var crc = CRC32C()
    crc.update(bytes)
    let digits = String(crc.value, radix: 16)
    bytes += ",\"crc\":\"\(String(repeating: "0", count: 8 - digits.count))\(digits)\"}\n".utf8
  }
  return bytes
}

/// The length of `,"crc":"01234567"}`.
private let checksumLength = 18
