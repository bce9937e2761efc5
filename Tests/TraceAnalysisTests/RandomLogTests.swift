import EventLog
import TestSupport
import Testing
import TraceAnalysis

/// What holds of any log, above all of those that no simulation makes: calls that run, ask for
/// others, wait for them and go on, with data from one to another.
@Suite struct RandomLogTests {
  /// A log that a seed stands for.
  private func randomLog(seed: UInt64) -> Log {
    var generator = SeededGenerator(seed: seed)
    var log = HandWrittenLog()
    var running: [CallNumber] = []
    var blocked: [(call: CallNumber, on: CallNumber)] = []
    var ended: [CallNumber] = []
    var children: [CallNumber: CallNumber] = [:]
    var time: Int64 = 0
    func dice(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &generator) }
    for _ in 0..<dice(40) + 3 {
      time += Int64(dice(3))
      log.at(time)
      let place = running.isEmpty ? nil : dice(running.count)
      switch (dice(6), place) {
      case (0...1, _), (_, nil):
        let parent = dice(2) == 0 ? place.map { running[$0] } ?? 0 : 0
        let call = log.request("component \(dice(5))", from: parent)
        if parent > 0 { children[parent] = call }
        let data = ended.isEmpty || dice(2) == 0 ? [] : [ended[dice(ended.count)]]
        if data.isEmpty {
          log.then(start: call)
        } else {
          log.then(
            .callStarted(machine: .none, slot: 0), call, after: (log.end(of: data[0]), .data),
            isInferred: dice(2) == 0)
        }
        running.append(call)
      case (2, let place?):
        guard let child = children[running[place]], running.contains(child) else { continue }
        blocked.append((running.remove(at: place), child))
        log.then(.callBlocked(on: child), blocked[blocked.count - 1].call)
      case (_, let place?):
        let call = running.remove(at: place)
        log.then(.callSucceeded, call)
        ended.append(call)
        for waiting in blocked where waiting.on == call {
          log.then(.callResumed, waiting.call, after: (log.end(of: call), .data))
          running.append(waiting.call)
        }
        blocked.removeAll { $0.on == call }
      }
    }
    return log.closed()
  }

  @Test(arguments: (0..<20).map { UInt64($0) * 50 })
  func `the sweeps find what the definitions say of any log`(first: UInt64) {
    for seed in first..<first + 50 {
      let place: Comment = "seed \(seed)"
      let run = Analysis(randomLog(seed: seed))
      let (slow, measures) = (BruteForce(run.log), run.measures)
      let span = slow.span()
      #expect(measures.span == span && span <= measures.makespan, place)
      #expect(measures.floor ?? 0 <= span, place)
      #expect(measures.lowerBound <= measures.makespan, place)
      #expect(measures.machines >= measures.peak, place)
      #expect(pathTiles(run), place)
      #expect(criticalPathTiles(run), place)
      for call in run.table.calls {
        let index = Int(call.number) - 1
        let (slack, drag) = (run.slack.total[index], run.slack.drag[index])
        let isOnPath = run.criticalPath.parts.contains { $0.call == call.number }
        #expect(slack >= 0 && run.slack.free[index] <= slack, place)
        #expect(run.slack.free[index] >= 0, place)
        #expect(!isOnPath || slack == 0, place)
        #expect(drag == span - slow.span(.without(call.number)) && drag <= call.running, place)
      }
    }
  }
}
