import EventLog
import Testing
import TraceAnalysis

@Suite struct HandWrittenLogTests {
  /// A parent runs 2 s, asks for a child, runs 1 s more, waits for it, runs 4 s.
  private func parentAndChild(childRuns child: Int64) -> Log {
    var log = HandWrittenLog()
    let parent = log.request("parent")
    log.then(start: parent)
    log.at(2)
    let call = log.request("child", from: parent)
    log.then(start: call)
    log.at(3)
    log.then(.callBlocked(on: call), parent)
    log.at(2 + child)
    log.then(.callSucceeded, call)
    log.then(.callResumed, parent, after: (log.end(of: call), .data), isInferred: true)
    log.at(6 + child)
    log.then(.callSucceeded, parent)
    return log.closed()
  }

  @Test func `a parent that waits for its child does not run meanwhile`() {
    let analysis = Analysis(parentAndChild(childRuns: 5))
    #expect(analysis.measures.work == 12 * second)
    #expect(analysis.measures.makespan == 11 * second)
    #expect(analysis.measures.span == 11 * second)
    #expect(analysis.measures.areMachinesInferred)
    #expect(analysis.measures.machines == 2)
    #expect(analysis.criticalWords == ["parent 0–2", "child 2–7", "parent 7–11"])
    // Without the parent, the child alone remains; without the child, the parent's 3 s and 4 s.
    #expect(analysis.room == ["parent 0/0/6", "child 0/0/4"])
    #expect(analysis.observedWords == ["parent 0–2", "child 2–7 via data", "parent 7–11"])
  }

  @Test func `a parent that only started what is critical has no room`() {
    var log = HandWrittenLog()
    let parent = log.request("parent")
    log.then(start: parent)
    log.at(2)
    let child = log.request("child", from: parent)
    log.then(start: child)
    log.at(3)
    log.then(.callSucceeded, parent)
    log.at(10)
    log.then(.callSucceeded, child)
    let analysis = Analysis(log.closed())
    #expect(analysis.criticalWords == ["parent 0–2", "child 2–10"])
    #expect(analysis.room == ["parent 0/0/2", "child 0/0/7"])
  }

  @Test func `of a diamond's equal sides the one that starts first is on the path`() {
    var log = HandWrittenLog()
    let top = log.run("top", 0, 1)
    log.at(1)
    let (left, right) = (log.request("left"), log.request("right"))
    for side in [left, right] {
      log.then(.callStarted(machine: .none, slot: 0), side, after: (log.end(of: top), .data))
    }
    log.at(4)
    for side in [left, right] { log.then(.callSucceeded, side) }
    _ = log.run("bottom", 4, 6, after: (log.end(of: left), .data), (log.end(of: right), .data))
    let analysis = Analysis(log.closed())
    #expect(analysis.criticalWords == ["top 0–1", "left 1–4", "bottom 4–6"])
    #expect(analysis.room == ["top 0/0/1", "left 0/0/0", "right 0/0/0", "bottom 0/0/2"])
    #expect(analysis.measures.floor == 6 * second)
  }

  @Test func `an inferred edge weighs as much as a recorded one`() {
    var log = HandWrittenLog()
    let first = log.run("first", 0, 2)
    log.at(3)
    let next = log.request("next")
    log.then(
      .callStarted(machine: .none, slot: 0), next, after: (log.end(of: first), .program),
      isInferred: true)
    log.at(5)
    log.then(.callSucceeded, next)
    let analysis = Analysis(log.closed())
    #expect(analysis.measures.span == 4 * second)
    #expect(analysis.criticalWords == ["first 0–2", "next 2–4"])
  }

  @Test func `where nothing depends on anything the floor is unknown`() {
    var log = HandWrittenLog()
    _ = log.run("a", 0, 2)
    _ = log.run("b", 5, 6)
    let analysis = Analysis(log.closed())
    #expect(analysis.measures.floor == nil)
    #expect(analysis.measures.span == 2 * second)
    #expect(analysis.measures.lowerBound == 3 * second)
    #expect(analysis.observedWords == ["unexplained 0–5", "b 5–6"])
  }

  @Test func `open calls end where their log ends`() {
    var log = HandWrittenLog()
    let parent = log.request("parent")
    log.then(start: parent)
    let child = log.request("child", from: parent)
    log.then(start: child)
    log.then(.callBlocked(on: child), parent)
    _ = log.run("other", 0, 5)
    _ = log.request("never started")
    let analysis = Analysis(log.closed())
    #expect(analysis.measures.work == 10 * second)
    #expect(analysis.measures.makespan == 5 * second)
    #expect(analysis.calls.allSatisfy { $0.endedAt == 5 * second })
    #expect(analysis.table[4].startedAt == nil)
  }

  @Test func `more calls at once than there is room for do not break the bound`() {
    var log = HandWrittenLog()
    log.declareMachine("box", slots: 1)
    log.declare("a", on: "box")
    let calls = (0..<3).map { _ in log.request("a") }
    for call in calls { log.then(start: call) }
    log.at(4)
    for call in calls { log.then(.callSucceeded, call) }
    let measures = Analysis(log.closed()).measures
    #expect(measures.machines == 3)
    #expect(measures.lowerBound == 4 * second)
  }

  @Test func `a slot that no call held explains nothing`() {
    var log = HandWrittenLog()
    log.at(2)
    let call = log.request("a")
    log.then(.callStarted(machine: .none, slot: 0), call, after: (0, .machine))
    log.at(3)
    log.then(.callSucceeded, call)
    #expect(Analysis(log.closed()).observedWords == ["unexplained 0–2", "a 2–3"])
  }

  @Test func `a slot given back before its call ends does not fold the path`() {
    var log = HandWrittenLog()
    let first = log.request("first")
    log.then(start: first)
    log.at(2)
    let release = log.then(.machineReleased(machine: .none, slot: 1), first)
    let second = log.request("second")
    log.then(.callStarted(machine: .none, slot: 0), second, after: (release, .machine))
    log.at(4)
    log.then(.callSucceeded, second)
    log.at(5)
    log.then(.callSucceeded, first)
    _ = log.run("last", 5, 6, after: (log.end(of: second), .data))
    let analysis = Analysis(log.closed())
    #expect(pathTiles(analysis))
  }
}
