import Foundation
import Testing

/// A small size of what `tools/bench` measures, so that it does not rot.
@Suite struct PictureBenchmarkTests {
  @Test func `the benchmarks draw what they simulate, and give the same pictures each time`() throws
  {
    let results = try (0..<2).map { _ in
      try Command.run(list: ["300"], of: "benchmarks")
    }
    #expect(results.map(\.status) == [0, 0], "\(results[0].errors)")
    let digests = results.map { result in
      result.output.split(separator: "\n").compactMap { line -> Substring? in
        let words = line.split(separator: " ")
        return words.first == "gantt" || words.first == "dag" ? words.last : nil
      }
    }
    #expect(digests[0].count >= 4)
    #expect(digests[0] == digests[1])
  }
}
