import Foundation
import TestSupport
import Testing

/// That the benchmarks still run; how fast they are is for `tools/bench` to say.
@Suite struct BenchmarksTests {
  @Test func `a small benchmark measures every hot path`() throws {
    let output = try run("1000", "2000", "--seconds", "0.2")
    for what in ["scenario", "simulate", "memory", "write", "read", "path", "analyse"] {
      #expect(output.contains("\n  \(what) "), "\(what) is missing in\n\(output)")
    }
    #expect(
      output.contains("task graph of 1000 tasks\n") && output.contains("flow of 2000 calls\n"))
    #expect(output.contains("growth"))
    for what in ["Chrome trace of 2000 slices, 0 MB\n  import ", "growth: the cost of a slice"] {
      #expect(output.contains(what), "\(what) is missing in\n\(output)")
    }
    for what in ["queue of 1000 customers\n  log off ", "\n  log on ", "\n  the log "] {
      #expect(output.contains(what), "\(what) is missing in\n\(output)")
    }
    for what in ["\n  code off ", "\n  loops on ", "1000 components in Swift at once\n  100 "] {
      #expect(output.contains(what), "\(what) is missing in\n\(output)")
    }
    for what in ["CTRF report of 1000 tests, 0 MB\n  import ", "\n  advise "] {
      #expect(output.contains(what), "\(what) is missing in\n\(output)")
    }
    for what in ["recording of 1000 commands\n  alone ", "\n  record "] {
      #expect(output.contains(what), "\(what) is missing in\n\(output)")
    }
    for what in ["tracing of 2000 spans on one thread\n  ours ", "on two threads\n  ours "] {
      #expect(output.contains(what), "\(what) is missing in\n\(output)")
    }
    for what in ["schedules of 2 problems, 0.2 s for each\n  job shop   ours ", "\n  ours "] {
      #expect(output.contains(what), "\(what) is missing in\n\(output)")
    }
    for peer in ["CP-SAT", "PyJobShop", "SimGrid", "rustworkx", "SimPy", "Cimba", "PyYAML"] {
      #expect(!output.contains(peer))
    }
  }

  @Test func `a small benchmark of many runs measures them, on one core and on all`() throws {
    let output = try run("20", "--only", "runs")
    let parts = [
      "20 runs of 1000 tasks, each run with other times\n  runs ", "\n  critical ",
      "\n  all cores ",
      "\n100 trials of a queue of 20 customers\n  trials ",
    ]
    for part in parts { #expect(output.contains(part), "\(part) is missing in\n\(output)") }
    #expect(!output.contains("SimPy") && !output.contains("Cimba"))
  }

  @Test func `a small benchmark of pages makes them of a scenario and of a trace`() throws {
    let output = try run("100", "--only", "page")
    for part in ["pages of 100 calls\n  flow ", "\n  tasks ", " bytes a call ["] {
      #expect(output.contains(part), "\(part) is missing in\n\(output)")
    }
  }

  @Test func `a peer that fails is said and left out`() throws {
    let output = try run("1000", "--simgrid", "/bin/false")
    #expect(output.contains("SimGrid (actors): failed with status 1\n"))
    #expect(try run("1000", "--queue", "/bin/false", "x").contains("Cimba: failed with status 1\n"))
    #expect(output.contains("flow of 1000 calls\n"))
    #expect(
      try run("1000", "--scenario", "/bin/false", "x").contains(
        "PyYAML's CSafeLoader: failed with status 1\n"))
  }

  private func run(_ words: String...) throws -> String {
    let process = Process()
    process.executableURL = Project.product("benchmarks")
    process.arguments = words
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: text, as: UTF8.self)
  }
}
