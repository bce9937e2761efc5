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
}
