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
func readAnything(_ bytes: [UInt8]) {
  guard let format = InputFormat(of: bytes) else { return }
  switch format {
  case .eventLog:
    guard let reading = try? Log.read(bytes) else { return }
    _ = Analysis(reading.log.endingOpenCalls()).measures
  case .trace(let format):
    guard let run = readTrace(bytes, as: format) else { return }
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
}

/// Reads bytes as a trace of a format, whatever they look like, and its log again as a reader of logs would.
@discardableResult
func readTrace(_ bytes: [UInt8], as format: TraceFormat) -> Import? {
  let input = TraceInput(bytes: bytes, name: "input")
  _ = try? format.parts(of: input)
  guard let run = try? format.read(input) else { return nil }
  do {
    _ = try Log.read(run.log.encoded())
  } catch { fatalError("the log that was made of it cannot be read: \(error)") }
  return run
}

/// The format that words name, such as `chrome` for a Chrome trace; ends the program if that is not just one.
func format(named words: String) -> TraceFormat {
  let found = TraceFormat.all.filter {
    " \($0.name) ".lowercased().contains(" \(words.lowercased()) ")
  }
  if found.count == 1 { return found[0] }
  let names = (found.isEmpty ? TraceFormat.all : found).map(\.name)
  print("\"\(words)\" has to name one of these formats: \(names.joined(separator: ", ")).")
  exit(64)
}

/// The one reader that the first word of the command chooses; nil for whichever an input looks like one for.
let chosen = CommandLine.arguments.dropFirst().first.flatMap { word in
  word.hasPrefix("--reader=") ? format(named: String(word.dropFirst("--reader=".count))) : nil
}

var count = CommandLine.argc
var words = CommandLine.unsafeArgv
exit(
  runFuzzer(&count, &words) {
    let bytes = Array(UnsafeBufferPointer(start: $0, count: $1))
    if let chosen { readTrace(bytes, as: chosen) } else { readAnything(bytes) }
    return 0
  })
