import EventLog
import Testing

@Suite struct CallJournalTests {
  private static let header = LogHeader(
    name: "journal", origin: .trace(format: "by hand", part: 1))

  /// The events from the first request on: kind and causes, `?` behind those that are inferred.
  private func story(_ log: Log) -> [String] {
    log.events.indices.compactMap { seq in
      let event = log.events[seq]
      guard event.call > 0 else { return nil }
      let causes = log.causes(of: seq).map {
        "\($0.edge.word) \($0.seq)\($0.isInferred ? "?" : "")"
      }
      let what = "\(event.kind)".prefix { $0 != "(" }
      return ([seq.description, what.description, event.call.description] + causes)
        .joined(separator: " ")
    }
  }

  @Test func `every event of a call follows from the one before it, and what was added`() throws {
    var journal = CallJournal(header: Self.header)
    let machine = journal.declareMachine(journal.name("pool"), slots: 2)
    let train = journal.declareComponent(journal.name("train"), on: machine)
    let call = journal.request(train, at: 0)
    journal.queue(call, at: 0)
    journal.start(call, on: machine, slot: 1, at: 1)
    journal.cause(1, .machine, isInferred: true)
    journal.take(2, of: machine, for: call, at: 1)
    journal.block(call, for: journal.name("room in queue"), at: 2)
    journal.resume(call, at: 3)
    journal.end(call, as: .callSucceeded, at: 4)
    journal.release(1, of: machine, after: call, at: 4)
    let released = journal.release(2, of: machine, after: call, at: 4)
    let log = journal.close()
    #expect(
      story(log) == [
        "3 callRequested 1", "4 callQueued 1 program 3",
        "5 callStarted 1 machine 1? program 4", "6 machineTaken 1 program 5",
        "7 callBlocked 1 program 5", "8 callResumed 1 program 7", "9 callSucceeded 1 program 8",
        "10 machineReleased 1 program 9", "11 machineReleased 1 program 9",
      ])
    #expect(released == 11)
    var state = RunState()
    for event in log.events { try state.apply(event) }
  }

  @Test
  func `any call can be the parent of another, several calls of a component are open at once`()
    throws
  {
    var journal = CallJournal(header: Self.header)
    let (outer, inner) = (journal.name("outer"), journal.name("inner"))
    let parent = journal.request(outer, at: 0)
    journal.start(parent, at: 0)
    let children = (0..<3).map { _ in journal.request(inner, by: parent, at: 1) }
    for child in children { journal.start(child, at: 1) }
    let grandchild = journal.request(outer, by: children[1], at: 2)
    let late = journal.request(inner, by: parent, followsParent: false, at: 2)
    journal.cause(journal.lastEvent(of: children[0]), .program, isInferred: true)
    #expect(children == [2, 3, 4])
    #expect([grandchild, late] == [5, 6])
    let component = journal.component(of: grandchild)
    #expect(component == outer)
    #expect(
      story(journal.close()) == [
        "1 callRequested 1", "2 callStarted 1 program 1",
        "3 callRequested 2 program 2", "4 callRequested 3 program 2", "5 callRequested 4 program 2",
        "6 callStarted 2 program 3", "7 callStarted 3 program 4", "8 callStarted 4 program 5",
        "9 callRequested 5 program 7", "10 callRequested 6 program 6?",
      ])
  }

  @Test func `it knows how far each call has come`() {
    var journal = CallJournal(header: Self.header)
    let component = journal.name("a")
    var seen: [RunState.Status] = []
    let call = journal.request(component, at: 0)
    func look(_ journal: borrowing CallJournal) { seen.append(journal.status(of: call)) }
    look(journal)
    journal.queue(call, at: 0)
    look(journal)
    let startedEarly = journal.hasStarted(call)
    journal.start(call, at: 0)
    look(journal)
    journal.block(call, at: 0)
    look(journal)
    journal.resume(call, at: 0)
    look(journal)
    let endedEarly = journal.hasEnded(call)
    journal.end(call, as: .callFailed(reason: .none), at: 0)
    look(journal)
    #expect(seen == [.requested, .queued, .running, .blocked, .running, .failed])
    let (started, ended) = (journal.hasStarted(call), journal.hasEnded(call))
    #expect(!startedEarly && !endedEarly && started && ended)
    let stopped = journal.request(component, at: 0)
    journal.end(stopped, as: .callStopped(reason: .none), at: 0)
    let (stoppedStarted, stoppedEnded) = (journal.hasStarted(stopped), journal.hasEnded(stopped))
    #expect(!stoppedStarted && stoppedEnded)
  }

  @Test func `what is not kept is numbered all the same`() {
    func write(isKept: Bool) -> (Int, CallNumber, Int) {
      var journal = CallJournal(header: Self.header, isKept: isKept)
      let component = journal.declareComponent(journal.name("a"))
      let call = journal.request(component, at: 0)
      journal.start(call, at: 0)
      let other = journal.request(component, by: call, at: 0)
      return (journal.log.count, other, journal.end(call, as: .callSucceeded, at: 3))
    }
    #expect(write(isKept: true) == (5, 2, 5))
    #expect(write(isKept: false) == (5, 2, 5))
  }

  @Test func `what leads to the next event of a call is added to that one only`() {
    var journal = CallJournal(header: Self.header)
    let component = journal.name("a")
    let (first, second) = (journal.request(component, at: 0), journal.request(component, at: 0))
    journal.start(second, at: 0)
    journal.noteNextCauses([1])
    journal.end(second, as: .callSucceeded, at: 1)
    journal.start(first, at: 1)
    #expect(
      story(journal.close()).suffix(2) == [
        "4 callSucceeded 2 data 1 program 3", "5 callStarted 1 program 1",
      ])
  }
}
