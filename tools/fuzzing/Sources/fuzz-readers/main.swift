import EventLog
import Glibc
import Reports
import TraceAnalysis
import TraceFormats
import WhatIf

/// libFuzzer's own main function, for programs that have one already.
@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Opens any bytes as whatever they look like, checks the log that is made of them, and tells of it.
///
/// A trap ends the fuzzer and leaves the input; so does a log that no run could have written.
func readAnything(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: bytes, count: count))
  guard let format = InputFormat(of: bytes) else { return 0 }
  switch format {
  case .eventLog:
    guard let reading = try? Log.read(bytes) else { return 0 }
    _ = Analysis(reading.log.endingOpenCalls()).measures
  case .trace(let format):
    guard let run = try? format.read(TraceInput(bytes: bytes, name: "input")) else { return 0 }
    do {
      _ = try Log.read(run.log.encoded())
    } catch { fatalError("the log that was made of it cannot be read: \(error)") }
    let analysis = Analysis(run.log)
    _ = (analysis.measures, analysis.observedPath, analysis.criticalPath)
    _ = SummaryReport(Comparison(run: analysis, baseline: .work)).text
    _ = TraceAdviceReport(TraceAdvice(analysis, of: run.workflow)).text
    // Whatever was read can be run again, and slower; only its circles and its length may speak against it.
    if let prediction = try? Prediction(analysis, [.overhead(1_000), .workers(2)]) {
      _ = PredictionReport(prediction, name: "fuzzed").text
    }
  case .scenario, .foreign: break
  }
  return 0
}

var count = CommandLine.argc
var words = CommandLine.unsafeArgv
exit(runFuzzer(&count, &words) { readAnything($0, $1) })
