import EventLog
import Foundation
import Simulation
import TestSupport
import Testing
import TraceAnalysis

/// Logs that were changed and signed again are refused, or measured as any other run is.
@Suite struct ResignedLogFuzzTests {
  /// More are run by hand: `FUZZ_SEEDS=100000 swift test --filter ResignedLogFuzzTests`.
  private static let seeds =
    0..<(ProcessInfo.processInfo.environment["FUZZ_SEEDS"].flatMap(UInt64.init) ?? 2_000)

  @Test func `a log that was changed and signed again is refused, or its measures hold`() {
    let samples = (0..<40 as Range<UInt64>).map { seed in
      let model =
        switch seed % 4 {
        case 0: randomModel(seed: seed)
        case 1: randomTasks(seed: seed)
        default: randomComponents(seed: seed)
        }
      return model.run(limits: Limits(events: 150))
    }
    var accepted = 0
    for seed in Self.seeds {
      var log = ResignedLog(samples[Int(seed) % samples.count], seed: seed)
      if seed % 2 == 0 { log.pretendToBeImported() }
      for _ in 0...seed % 3 { log.change() }
      guard let reading = try? Log.read(log.bytes) else { continue }
      accepted += 1
      check(reading.log, "seed \(seed)")
    }
    #expect(accepted > Self.seeds.count / 50, "too few are still logs for this to say anything")
  }

  private func check(_ log: Log, _ what: String) {
    let run = Analysis(log)
    let measures = run.measures
    let floor = measures.floor ?? 0
    #expect(0 <= floor && floor <= measures.span && measures.span <= measures.makespan, "\(what)")
    #expect(measures.lowerBound <= measures.makespan, "\(what)")
    #expect(measures.greedyBound.map { $0 >= measures.makespan } ?? true, "\(what)")
    #expect(run.criticalPath.parts.allSatisfy { $0.call > 0 && $0.start <= $0.end }, "\(what)")
    var end = Nanoseconds(0)
    for part in run.observedPath.parts {
      #expect(part.start == end && part.end >= part.start, "\(what): the observed path has a gap")
      end = part.end
    }
    #expect(end == measures.makespan, "\(what): the observed path ends too soon")
    _ = Races(log)
  }
}
