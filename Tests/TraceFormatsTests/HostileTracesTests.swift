import EventLog
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Traces that were made to hurt: deep, in circles, with one id for all.
///
/// What is read of them is told, in time and memory that grow with the file, and without a deep stack.
@Suite struct HostileTracesTests {
  private func read(_ text: String) throws -> Import {
    let bytes = Array(text.utf8)
    guard case .trace(let format)? = InputFormat(of: bytes) else { throw CancellationError() }
    return try format.read(TraceInput(bytes: bytes, name: "trace"))
  }

  private func span(_ id: Int, in parent: Int?, at start: Int, for duration: Int) -> String {
    let parent = parent.map { #""parentId":"\#($0)","# } ?? ""
    return
      #"{"traceId":"1","id":"\#(id)",\#(parent)"name":"n","timestamp":\#(1_700_000_000_000_000 + start),"duration":\#(duration)}"#
  }

  @Test func `arguments a hundred thousand levels deep are passed over`() throws {
    let depth = 100_000
    let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let run = try read(
      #"{"traceEvents":[{"ph":"X","name":"a","pid":1,"tid":1,"ts":0,"dur":5,"args":\#(deep)}]}"#)
    #expect(run.callWords == ["a 0–5 on thread 1"])
    // Cut off within, they take only their own event with them.
    let open = String(repeating: "[", count: depth)
    let cut = try read(
      #"[{"ph":"X","name":"a","pid":1,"tid":1,"ts":0,"dur":5},{"ph":"X","args":\#(open)"#)
    #expect(cut.callWords == ["a 0–5 on thread 1"])
    #expect(InputFormat(of: Array((open + "{}").utf8)) == nil)
  }

  @Test func `slices and spans ten thousand levels deep are calls within calls`() throws {
    let depth = 10_000
    let slices = (0..<depth).map {
      #"{"ph":"X","name":"a","pid":1,"tid":1,"ts":\#($0),"dur":\#(2 * (depth - $0))}"#
    }
    let spans = (0..<depth).map {
      span($0 + 1, in: $0 > 0 ? $0 : nil, at: $0, for: 2 * (depth - $0))
    }
    for text in [slices, spans] {
      let measures = Analysis(try read("[\(text.joined(separator: ","))]").log).measures
      #expect(measures.calls == depth)
      #expect(measures.makespan == 20_000_000)
    }
  }

  @Test func `a circle of ten thousand parents is broken once, and that is told`() throws {
    let count = 10_000
    let spans = (0..<count).map { span($0 + 1, in: ($0 + 1) % count + 1, at: $0, for: 5) }
    let run = try read("[\(spans.joined(separator: ","))]")
    #expect(Analysis(run.log).measures.calls == count)
    #expect(run.notes.contains { $0.sentence.hasPrefix("1 circle of spans") })
  }

  @Test func `ten thousand spans of one id are calls of their own, and that is told`() throws {
    let spans = (0..<10_000).map { span(1, in: nil, at: 7 * $0, for: 5) }
    let run = try read("[\(spans.joined(separator: ","))]")
    #expect(Analysis(run.log).measures.calls == 10_000)
    #expect(run.notes.contains { $0.count == 9_999 && $0.sentence.contains("the id of another") })
  }

  @Test func `times as far apart as numbers can be are refused, or taken for no times`() throws {
    let far = 9_000_000_000_000_000
    let spans = [
      #"{"ph":"b","cat":"s","id":"1","name":"span","pid":1,"tid":1,"ts":-\#(far)}"#,
      #"{"ph":"e","cat":"s","id":"1","name":"span","pid":1,"tid":1,"ts":\#(far)}"#,
    ]
    let slices = [-far - 5, 0, far - 5].map {
      #"{"ph":"X","name":"a","pid":1,"tid":1,"ts":\#($0),"dur":10}"#
    }
    #expect(throws: ImportError.self) {
      try self.read("[\((spans + slices).joined(separator: ","))]")
    }
    let tries = try read(
      #"{"reportFormat":"CTRF","results":{"tool":{"name":"x"},"tests":[{"name":"a","status":"passed","duration":5,"#
        + #""retries":1,"retryAttempts":[{"status":"failed","duration":-9000000000000,"stop":9000000000000}]}]}}"#
    )
    #expect(Analysis(tries.log).measures.calls == 1)
  }

  /// What has ended on a thread is passed over once, not again for each slice that is taken to begin later.
  @Test func `slices that begin late behind a deep stack that has ended are read`() throws {
    func slice(_ name: String, _ start: Int, _ time: Int) -> String {
      #"{"ph":"X","name":"\#(name)","pid":1,"tid":1,"ts":\#(start),"dur":\#(time)}"#
    }
    let count = 60_000
    var slices = [slice("p", 0, 1_000_000)]
    slices += (0..<count).map { slice("deep", $0, 500_000 - 2 * $0) }
    slices += (0..<count).map { slice("late", 900_000 + $0 % 9, 200_000_000 + $0) }
    let run = try read("[\(slices.joined(separator: ","))]")
    #expect(Analysis(run.log).measures.calls == 2 * count + 1)
  }

  /// Slices, pairs of all kinds and arrows, with times as far apart as numbers can be, on each side of 0 and at the ends.
  @Test(arguments: 0..<200)
  func `whatever the times of a Chrome trace are, it is read or refused`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let ends = [
      "-9223372036854775.808", "9223372036854775.807", "-4611686018427387.903",
      "4611686018427387.903",
    ]
    func time() -> String {
      switch Int.random(in: 0..<4, using: &random) {
      case 0: ends.randomElement(using: &random) ?? "0"
      case 1: "\(Int64.random(in: .min ... .max, using: &random) / 1_000)"
      case 2: "\(Int64.random(in: -4_600_000_000_000_000...4_600_000_000_000_000, using: &random))"
      default: "\(Int64.random(in: -9...9, using: &random))"
      }
    }
    let events = (0..<20).map { _ in
      let phase = ["X", "B", "E", "b", "e", "s", "f"].randomElement(using: &random) ?? "X"
      let duration = phase == "X" ? #""dur":\#(time().replacing("-", with: "")),"# : ""
      return
        #"{"ph":"\#(phase)","name":"a","cat":"c","id":1,"pid":1,"tid":\#(Int.random(in: 1...2, using: &random)),\#(duration)"ts":\#(time())}"#
    }
    let text = "[\(events.joined(separator: ","))]"
    do {
      let run = try read(text)
      #expect(run.log.end <= Log.longestTime, "seed \(seed): \(text)")
    } catch let error as ImportError {
      #expect(
        error.problem.contains("hundred years") || error.problem.contains("no slice"),
        "seed \(seed): \(error.problem)")
    } catch {
      Issue.record("seed \(seed): \(error)")
    }
  }

  /// What each is the exit handler of holds all that come after it.
  @Test func `ten thousand exit handlers within each other are read`() throws {
    let nodes = (0..<10_000).flatMap { place in
      ["", ".onExit"].map { ending in
        #""\#(place)\#(ending)":{"name":"a\#(place)\#(ending)","type":"Pod","phase":"Succeeded","#
          + #""startedAt":"2026-01-01T00:00:00Z","finishedAt":"2026-01-01T00:00:09Z","boundaryID":"\#(place - 1)"}"#
      }
    }
    let run = try read(
      #"{"kind":"Workflow","apiVersion":"argoproj.io/v1alpha1","metadata":{"name":"a"},"status":{"nodes":{"#
        + nodes.joined(separator: ",") + "}}}")
    #expect(Analysis(run.log).measures.calls == 20_000)
  }
}
