import EventLog
import Foundation
import TraceFormats

/// A Chrome trace read as a run, against simdjson going over the same fields alone, and against what somebody would
/// write in Python to group its slices.
struct TraceBenchmark {
  /// The program made of tools/bench-peers/simdjson_walk.cpp; nil for none.
  var walk: String?
  /// A Python that has orjson, and tools/bench-peers/chrome_group.py; empty for none.
  var group: [String] = []

  /// Reads a trace of so many slices, lets the peers do so, and prints how they did.
  ///
  /// - Returns: The seconds that it took.
  func measure(slices: Int) throws -> Double {
    let text = Workload.chromeTrace(slices: slices)
    print("Chrome trace of \(slices) slices, \(text.count / 1_000_000) MB")
    let input = TraceInput(bytes: text, name: "trace")
    guard case .trace(let format)? = InputFormat(of: text) else {
      preconditionFailure("a trace is known as one")
    }
    let memory = try Memory.growth { try format.read(input) }
    let reading = try Measurement { try format.read(input).log }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(text).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let walking = try walk.flatMap { path in
      try PeerProgram(name: "simdjson alone", words: [path, file.path]).numbers(1)
    }
    reading.report(
      "import", of: slices, "slices", digest: reading.result.events.count,
      per: walking.map { $0[0] / Double(slices) }, "simdjson alone")
    print(
      String(
        format: "  waited    %.0f ns each%@, with all cores", reading.wait / Double(slices) * 1e9,
        walking.map { String(format: ", %.2f× simdjson alone", $0[0] / reading.wait) } ?? ""))
    print(
      String(
        format: "  memory    %.1f times the file at the peak, of which the log keeps %.1f",
        Double(memory.peak) / Double(text.count), Double(memory.kept) / Double(text.count)))
    if let times = try group.isEmpty
      ? nil : PeerProgram(name: "Python", words: group + [file.path]).numbers(2)
    {
      print(
        String(
          format: "  beside    Python grouping the same slices: %.1f× its json, %.1f× orjson",
          times[0] / reading.seconds, times[1] / reading.seconds))
    }
    return reading.seconds
  }
}

extension Workload {
  /// Slices on eight threads, each with up to five within it, as a profiler writes them.
  static func chromeTrace(slices: Int) -> [UInt8] {
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    func decimal(_ nanoseconds: Int) -> String {
      let rest = String(nanoseconds % 1_000)
      return "\(nanoseconds / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
    let names = ["load", "decode", "train", "forward", "backward", "read", "flush"]
    var text: [UInt8] = Array("{\"traceEvents\":[\n".utf8)
    text.reserveCapacity(slices * 112)
    var clocks = [Int](repeating: 0, count: 8)
    var count = 0
    func add(_ name: String, _ thread: Int, _ start: Int, _ time: Int) {
      text += (count > 0 ? ",\n" : "").utf8
      text += "{\"ph\":\"X\",\"cat\":\"work\",\"name\":\"\(name)\",".utf8
      text += "\"pid\":1,\"tid\":\(thread),".utf8
      text += "\"ts\":\(decimal(start)),\"dur\":\(decimal(time)),\"args\":{\"n\":\(count)}}".utf8
      count += 1
    }
    while count < slices {
      let thread = random(8)
      let (start, time) = (clocks[thread], 200_000 + random(1_800_000))
      add("outer \(count % 50)", thread, start, time)
      for inner in 0..<random(6) where count < slices {
        add(names[count % 7], thread, start + time / 20 + inner * time / 6, time / 7)
      }
      clocks[thread] += time + random(5_000)
    }
    text += "\n]}\n".utf8
    return text
  }
}
