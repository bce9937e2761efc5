import Foundation

/// What recording costs a command: programs that do nothing, run by a shell, without a wrapper, with one, and
/// traced by strace, all in turns.
struct RecordBenchmark {
  /// strace, if it can be had.
  var strace: String?
  /// More commands would say no more.
  private static let most = 1_000

  func measure(commands: Int) throws {
    let count = min(commands, Self.most)
    print("recording of \(count) commands")
    let built = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let meanwhile = built.appendingPathComponent("meanwhile").path
    let log = FileManager.default.temporaryDirectory
      .appendingPathComponent("meanwhile-\(UUID().uuidString).events.jsonl").path
    defer { unlink(log) }
    // No shell has it within itself.
    let loop = [
      "/bin/sh", "-c", "i=0; while [ $i -lt \(count) ]; do uname >/dev/null; i=$((i+1)); done",
    ]
    var ways = [
      ("alone", loop),
      (
        "record", [meanwhile, "record", "-q", "--force", "-o", log, "--wrap", "uname", "--"] + loop
      ),
    ]
    if let strace {
      ways.append(("strace", [strace, "-f", "-e", "trace=process", "-o", "/dev/null"] + loop))
    }
    var best = [Double](repeating: .infinity, count: ways.count)
    for _ in 0..<3 {
      for (place, (_, words)) in ways.enumerated() {
        best[place] = min(best[place], try Self.seconds(words))
      }
    }
    for (place, (name, _)) in ways.enumerated() {
      let padded = name.padding(toLength: 9, withPad: " ", startingAt: 0)
      let one = best[place] / Double(count) * 1e3
      let more = (best[place] - best[0]) / Double(count) * 1e3
      print(
        "  \(padded) " + String(format: "%6.3f ms a command", one)
          + (place == 0 ? "" : String(format: ", %.3f ms more than alone", more)))
    }
  }

  /// How long a command takes, on the clock of the wall: who waits for it waits that long.
  private static func seconds(_ words: [String]) throws -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    let process = try MeasuredProcess(words)
    let time = (clock.now - start).components
    guard process.status == 0 else {
      print("  \(words[0]): failed with status \(process.status)")
      return .infinity
    }
    return Double(time.seconds) + Double(time.attoseconds) / 1e18
  }
}
