import Foundation
import Simulation

/// This build beside that of another revision: the same commands on the same files, in turns, so that
/// whatever else the machine does disturbs both alike.
struct RevisionBenchmark {
  /// The folder of the other revision's programs, and that of ours.
  var other: URL
  var ours: URL
  /// How often each command is run; the best counts.
  private static let rounds = 3

  /// Runs all commands and prints how ours did.
  ///
  /// - Parameter sizes: The numbers of tasks of the task graphs; flows have a fifth as many calls.
  /// - Throws: Where a file cannot be written or a program not be run.
  func measure(sizes: [Int]) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "meanwhile-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for size in sizes {
      let tasks = folder.appendingPathComponent("tasks_\(size).yaml")
      try Workload.tasks(count: size).yaml.write(to: tasks, atomically: false, encoding: .utf8)
      let calls = max(1, size / 5)
      let flow = folder.appendingPathComponent("flow_\(calls).yaml")
      try Workload.flowText(calls: calls).write(to: flow, atomically: false, encoding: .utf8)
      let logs = folder.appendingPathComponent("logs").path
      print("\(size) tasks")
      try compare("summary", ["summary", tasks.path])
      try compare("run", ["run", tasks.path, "-o", logs], freshFolder: logs)
      print("flow of \(calls) calls")
      for verb in ["summary", "critical-path", "races"] { try compare(verb, [verb, flow.path]) }
      for verb in ["gantt", "dag"] {
        try compare(verb, [verb, flow.path, "-o", folder.appendingPathComponent("x.svg").path])
      }
      try compareParts(size: size)
    }
  }

  /// Prints the times of the parts that the benchmarks of both revisions tell by the same names.
  private func compareParts(size: Int) throws {
    var best: [[String: Double]] = [[:], [:]]
    var order: [String] = []
    for _ in 0..<Self.rounds {
      for (place, folder) in [other, ours].enumerated() {
        let words = [
          folder.appendingPathComponent("benchmarks").path, "\(size)", "--only", "tasks",
        ]
        for (part, rate) in try MeasuredProcess(words, keepsOutput: true).rates {
          if place == 0, !order.contains(part) { order.append(part) }
          best[place][part] = max(best[place][part] ?? 0, rate)
        }
      }
    }
    for part in order {
      guard let before = best[0][part], let after = best[1][part] else { continue }
      print(
        "  \(Self.padded(part)) "
          + String(format: "%.2f → %.2f M/s (%.2f×)", before, after, after / before))
    }
  }

  private func compare(_ what: String, _ arguments: [String], freshFolder: String? = nil) throws {
    var best: [MeasuredProcess?] = [nil, nil]
    for _ in 0..<Self.rounds {
      for (place, folder) in [other, ours].enumerated() {
        if let freshFolder { try? FileManager.default.removeItem(atPath: freshFolder) }
        let run = try MeasuredProcess([folder.appendingPathComponent("meanwhile").path] + arguments)
        guard run.status == 0 else {
          print("  \(Self.padded(what)) failed with status \(run.status)")
          return
        }
        if best[place].map({ run.seconds < $0.seconds }) ?? true { best[place] = run }
      }
    }
    guard let before = best[0], let after = best[1] else { return }
    print(
      "  \(Self.padded(what)) "
        + String(
          format: "%.2f → %.2f s (%.2f×), %d → %d MB (%.2f×)", before.seconds, after.seconds,
          after.seconds / before.seconds, before.peak >> 20, after.peak >> 20,
          Double(after.peak) / Double(before.peak)))
  }

  private static func padded(_ text: String) -> String {
    text.padding(toLength: 14, withPad: " ", startingAt: 0)
  }
}

extension Workload {
  /// The flow of so many calls as a scenario.
  static func flowText(calls: Int) -> String {
    let flow = flow(calls: 0)
    var text = "machines: { box: { slots: 8 } }\ncomponents:\n"
    for component in flow.components {
      guard case .constant(let time) = component.takes else { continue }
      text += "  \(component.name): { takes: \(time / 1_000_000)ms"
      text += component.isParallel ? ", parallel: true" : ""
      text += component.machine == nil ? " }\n" : ", machine: box }\n"
    }
    text += "flow:\n"
    for call in 0..<calls { text += "- run: component_\(call % 100)\n" }
    return text
  }
}
