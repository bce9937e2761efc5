import EventLog
import TestSupport
import Testing

@Suite struct LogComparisonTests {
  private func log(
    _ words: [String], interning first: [String] = [], edge: Edge = .program, end: Nanoseconds = 5
  ) -> Log {
    var log = LogBuilder(header: LogHeader(name: "x", origin: .trace(format: "t", part: 1)))
    for word in first { _ = log.intern(word) }
    let names = words.map { log.intern($0) }
    log.append(.componentDeclared(machine: .none, traits: []), at: 0, names[0])
    log.append(.callRequested(parent: 0, step: 0, arguments: names[1]), at: 1, names[0], call: 1)
    log.append(.callStarted(machine: names[2], slot: 1), at: 1, names[0], call: 1)
    log.cause(2, edge)
    log.append(.callFailed(reason: names[3]), at: end, names[0], call: 1)
    return log.close()
  }

  private var usual: Log { log(["a", "with", "box", "why"]) }

  @Test func `names count as texts, in whatever order they were first used`() {
    #expect(log(["a", "with", "box", "why"]).firstDifference(from: usual) == nil)
    let other = log(["a", "with", "box", "why"], interning: ["why", "none", "box"])
    #expect(other.firstDifference(from: usual) == nil)
    #expect(usual.firstDifference(from: other) == nil)
  }

  @Test func `the first event that differs is told`() {
    let others: [(Log, Int)] = [
      (log(["b", "with", "box", "why"]), 1), (log(["a", "without", "box", "why"]), 2),
      (log(["a", "with", "cellar", "why"]), 3), (log(["a", "with", "box", "how"]), 4),
      (log(["a", "with", "box", "why"], edge: .data), 3),
      (log(["a", "with", "box", "why"], end: 6), 4),
    ]
    for (other, seq) in others {
      let difference = usual.firstDifference(from: other)
      #expect(difference?.seq == seq && difference?.isExpected == true)
      #expect(difference?.isActual == true && other.firstDifference(from: usual) == difference)
    }
  }

  @Test func `a log that is longer differs where the other ends`() throws {
    let whole = sampleLog()
    let bytes = whole.encoded()
    let cut = try Log.read(bytes.dropLast(2)).log
    let longer = try #require(whole.firstDifference(from: cut))
    #expect(longer.seq == 18 && longer.isExpected && !longer.isActual)
    let shorter = try #require(cut.firstDifference(from: whole))
    #expect(shorter.seq == 18 && !shorter.isExpected && shorter.isActual)
  }

  /// Declares so many machines, then runs two calls; the second waits for the first.
  private func declaring(_ machines: Int, second cause: Int = 3, start: Nanoseconds = 2) -> Log {
    var log = LogBuilder(header: LogHeader(name: "x", origin: .trace(format: "t", part: 1)))
    for machine in 0..<machines {
      log.append(.machineDeclared(machine: log.intern("machine \(machine)"), slots: 1), at: 0)
    }
    let first = log.count
    let name = log.intern("a")
    for call in CallNumber(1)...2 {
      log.append(.callRequested(parent: 0, step: 0, arguments: .none), at: 0, name, call: call)
    }
    log.append(.callStarted(machine: .none, slot: 0), at: 0, name, call: 1)
    log.cause(first, .program)
    log.append(.callSucceeded, at: start, name, call: 1)
    log.cause(first + 2, .program)
    log.append(.callStarted(machine: .none, slot: 0), at: start, name, call: 2)
    log.cause(first + 1, .program)
    log.cause(first + cause, .queue)
    return log.close()
  }

  @Test(
    arguments: [
      (0, 3, 3, 2, nil), (2, 3, 3, 2, nil), (3, 3, 3, 2, nil), (0, 3, 2, 2, 4), (3, 3, 2, 2, 4),
      (3, 3, 3, 5, 3), (1, 3, 3, 5, 3),
    ] as [(Int, Int, Int, Nanoseconds, Int?)])
  func `what is declared can be left out, whatever it does to the numbers of events`(
    machines: Int, cause: Int, otherCause: Int, start: Nanoseconds, effect: Int?
  ) {
    let expected = declaring(2, second: cause)
    let other = declaring(machines, second: otherCause, start: start)
    #expect(expected.declarations == 3 && other.declarations == machines + 1)
    #expect((expected.firstDifference(from: other) == nil) == (machines == 2 && effect == nil))
    let difference = expected.firstDifference(from: other, isOfEffects: true)
    #expect(difference?.seq == effect.map { $0 + 3 })
    #expect(difference?.actualSeq == effect.map { $0 + machines + 1 })
    #expect(other.firstDifference(from: expected, isOfEffects: true)?.actualSeq == difference?.seq)
  }

  @Test func `a log that goes on after another ends differs there`() {
    let (whole, cut) = (declaring(1), declaring(3))
    let lines = cut.encoded().split(separator: UInt8(ascii: "\n")).dropLast(2)
    let torn = try? Log.read(lines.flatMap { $0 + [UInt8(ascii: "\n")] }).log
    let difference = torn.flatMap { whole.firstDifference(from: $0, isOfEffects: true) }
    #expect(difference?.isExpected == true && difference?.isActual == false)
    #expect(difference?.seq == 6 && difference?.actualSeq == 8)
  }
}
