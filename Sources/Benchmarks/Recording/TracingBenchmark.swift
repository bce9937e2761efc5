import EventLog
import FileSystem
import Foundation
import InMemoryTracing
import LogTracing
import Tracing

/// What tracing costs a program: spans that are started and ended, each within another, on one thread and on two, with our
/// tracer, with InMemoryTracer and with none, all in turns.
struct TracingBenchmark {
  /// How many spans are traced on all threads together.
  let spans: Int

  func measure() throws {
    for threads in [1, 2] {
      print("tracing of \(spans) spans on \(threads == 1 ? "one thread" : "two threads")")
      var (ours, memory, none, closing) = (Double.infinity, Double.infinity, Double.infinity, 0.0)
      var written = 0
      for _ in 0..<3 {
        none = min(none, seconds(threads, NoOpTracer()))
        memory = min(
          memory,
          seconds(threads, InMemoryTracer(recordInjections: false, recordExtractions: false)))
        let path = FileManager.default.temporaryDirectory
          .appendingPathComponent("meanwhile-\(UUID().uuidString).events.jsonl").path
        defer { unlink(path) }
        let tracer = try LogTracer(writingTo: path, name: "benchmark")
        ours = min(ours, seconds(threads, tracer))
        closing = Self.seconds { written = (try? tracer.close().spans) ?? 0 }
      }
      let each = 1e9 / Double(spans / threads)
      print(
        "  ours      "
          + String(format: "%.0f ns a span, %.2f times as fast as ", ours * each, memory / ours)
          + String(format: "InMemoryTracer (%.0f ns); none: %.0f ns", memory * each, none * each))
      print(
        "  closing   " + String(format: "%.3f s until the log is whole [%d]", closing, written))
    }
  }

  /// The seconds on the wall's clock that so many threads take for their share of the spans, all at once.
  private func seconds<Traced: Tracer>(_ threads: Int, _ tracer: Traced) -> Double {
    let share = spans / threads
    return Self.seconds {
      DispatchQueue.concurrentPerform(iterations: threads) { _ in
        for _ in 0..<share / 2 {
          tracer.withSpan("outer") { _ in tracer.withSpan("inner") { _ in } }
        }
      }
    }
  }

  private static func seconds(_ body: () -> Void) -> Double {
    let time = ContinuousClock().measure(body).components
    return Double(time.seconds) + Double(time.attoseconds) / 1e18
  }
}
