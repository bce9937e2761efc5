import EventLog
import JSON
import TestSupport
import Testing

@testable import TraceFormats

/// Long Chrome traces, which are read in pieces on all cores; here such of few bytes, in pieces of fewer.
@Suite struct ChromeStretchTests {
  /// Slices, pairs, arrows and names of some threads, in no order.
  private func trace(seed: UInt64) -> String {
    var random = SeededGenerator(seed: seed)
    func any(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
    let events = (0..<any(60)).map { event -> String in
      let process = ["1", "\"1\"", "2", "1.0"][any(4)]
      let thread = ["1", "\"main\"", "7"][any(3)]
      let place = #""pid":\#(process),"tid":\#(thread),"ts":\#(any(500))"#
      let name = #""name":"\#(["load", "train", "é", "flush \(event)"][any(4)])""#
      switch any(9) {
      case 0: return #"{"ph":"B",\#(name),\#(place)}"#
      case 1: return #"{"ph":"E",\#(place)}"#
      case 2:
        return #"{"ph":"\#(["b", "e"][any(2)])","cat":"io","id":"\#(any(3))",\#(name),\#(place)}"#
      case 3:
        return #"{"ph":"\#(["s", "f"][any(2)])","cat":"flow","id":\#(any(4)),\#(name),\#(place)}"#
      case 4:
        return #"{"ph":"M","name":"thread_name",\#(place),"args":{"name":"worker \#(any(3))"}}"#
      case 5: return #"{"ph":"C",\#(name),\#(place),"args":{"value":\#(any(9))}}"#
      case 6: return #"{"ph":"i",\#(name),\#(place)}"#
      default: return #"{"ph":"X",\#(name),\#(place),"dur":\#(any(90))}"#
      }
    }
    return #"{"traceEvents":["# + events.joined(separator: ",\n") + #"],"displayTimeUnit":"ms"}"#
  }

  private func outcome(_ text: String, _ sizes: JSONPieceSizes) -> String {
    do throws(ImportError) {
      var input = TraceInput(bytes: Array(text.utf8), name: "trace")
      input.pieceSizes = sizes
      let run = try ChromeTrace.read(input)
      return String(decoding: run.log.encoded(), as: UTF8.self)
        + run.notes.map(\.sentence).joined(separator: "\n")
    } catch { return error.problem }
  }

  @Test(arguments: 0..<200)
  func `a trace that is read in pieces gives the same log and notes`(seed: UInt64) {
    let text = trace(seed: seed)
    let whole = outcome(text, JSONPieceSizes())
    for (piece, stretch) in [(1, 1), (100, 300), (400, 400)] {
      let pieces = outcome(text, JSONPieceSizes(least: 0, stretch: stretch, piece: piece))
      #expect(pieces == whole, "seed \(seed), pieces of \(piece)")
    }
  }

  @Test(arguments: ["chrome.json", "chrome-array.json"])
  func `a trace of any kind of event that is read in pieces gives the same log`(name: String) {
    let whole = outcome(seed(name), JSONPieceSizes())
    #expect(outcome(seed(name), JSONPieceSizes(least: 0, stretch: 64, piece: 1)) == whole)
  }
}
