import Diagrams
import EventLog
import Foundation
import Reports
import TraceAnalysis

/// How long it takes to draw a run, from its analysis to the bytes of the SVG.
///
/// The goal is 20,000 bars in less than a second, and pictures of about one size whatever the run.
enum PictureBenchmark {
  /// Draws a run as a Gantt chart and as a dependency diagram, and prints how long that took.
  static func measure(_ log: Log) throws {
    let comparison = Comparison(run: Analysis(log), baseline: .work)
    try report("gantt", .gantt(comparison))
    try report("dag", .dependencies(comparison))
  }

  private static func report(_ what: String, _ picture: Picture) throws {
    let clock = ContinuousClock()
    var best = Duration.seconds(1_000_000)
    var svg: [UInt8] = []
    for _ in 0..<3 {
      let start = clock.now
      svg = try picture.render(as: .svg)
      best = min(best, clock.now - start)
    }
    let digest = svg.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    let seconds = String(format: "%6.3f", best / .seconds(1))
    let padded = what.padding(toLength: 9, withPad: " ", startingAt: 0)
    print("  \(padded) \(seconds) s to \(svg.count / 1_000) kB of SVG [\(digest)]")
  }
}
