import EventLog
import Reports
import Scenarios
import Simulation
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

/// A scenario of `traces`, run and held against its serial twin.
func comparison(of scenario: String) throws -> Comparison {
  comparison(of: try Scenario.read(try Project.text("traces/\(scenario).yaml"), name: scenario))
}

/// A model, run and held against its serial twin.
func comparison(of model: Model) -> Comparison {
  Comparison(
    run: Analysis(model.run()), twin: Analysis(model.run(as: .serial)),
    allParallel: Analysis(model.run(as: .parallel)))
}

/// A Chrome trace of lines in milliseconds: `thread name from to` is a slice, `thread at > thread at` an arrow.
func comparison(ofSlices lines: String) throws -> Comparison {
  let lines = lines.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
  let events = lines.enumerated().map { number, words in
    guard words[2] != ">" else {
      let ends = [("s", words[0], words[1]), ("f", words[3], words[4])].map { phase, thread, at in
        #"{"ph":"\#(phase)","bp":"e","name":"arrow","cat":"arrow","id":\#(number),"pid":1,"#
          + #""tid":"\#(thread)","ts":\#((Int(at) ?? 0) * 1000)}"#
      }
      return ends.joined(separator: ",")
    }
    let (from, to) = (Int(words[2]) ?? 0, Int(words[3]) ?? 0)
    return #"{"ph":"X","name":"\#(words[1])","pid":1,"tid":"\#(words[0])","#
      + #""ts":\#(from * 1000),"dur":\#((to - from) * 1000)}"#
  }
  let titles = Set(lines.map { $0[0] }).sorted().map {
    #"{"ph":"M","name":"thread_name","pid":1,"tid":"\#($0)","args":{"name":"\#($0)"}}"#
  }
  return try comparison(ofTrace: "[\((titles + events).joined(separator: ","))]", name: "trace")
}

/// A trace in any format, as it is read.
func comparison(ofTrace text: String, name: String) throws -> Comparison {
  let bytes = Array(text.utf8)
  guard case .trace(let format)? = InputFormat(of: bytes) else {
    Issue.record("no trace")
    throw CancellationError()
  }
  let run = Analysis(try format.read(TraceInput(bytes: bytes, name: name)).log)
  return Comparison(run: run, baseline: .work)
}
