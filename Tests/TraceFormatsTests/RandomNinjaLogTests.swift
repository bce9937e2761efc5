import EventLog
import TestSupport
import Testing

@testable import TraceFormats

/// Builds told apart in made-up logs of which the true builds are known; the failing seeds are told.
@Suite struct RandomNinjaLogTests {
  /// What the importer has wrong about the builds of a log; nil if nothing.
  private func fault(seed: UInt64) throws -> String? {
    let log = RandomNinjaLog(seed: seed)
    guard !log.rows.isEmpty else { return nil }
    let file = try NinjaRows(Array(log.text.utf8))
    let builds = NinjaBuilds(file.rows, version: file.version)
    var found = Array(repeating: 0, count: log.rows.count)
    for number in 1...builds.count {
      for row in builds.rows(of: number) { found[row.line - 2] = number }
    }
    if found.contains(0) { return "a row is of no build" }
    return Self.difference(between: log.truth, and: found)
  }

  /// How two lists say of rows otherwise which build they are of.
  private static func difference(between truth: [Int?], and found: [Int]) -> String? {
    var numbers: [Int: Int] = [:]
    for case (let build?, let number) in zip(truth, found) {
      if let known = numbers[build], known != number {
        return "build \(build) is taken apart into \(known) and \(number)"
      }
      numbers[build] = number
    }
    let order = numbers.sorted { $0.key < $1.key }.map(\.value)
    if Set(order).count < order.count { return "builds are put together: \(order)" }
    return order == order.sorted() ? nil : "builds are out of order: \(order)"
  }

  /// Logs of each kind that were once read wrongly: builds that begin with what was left as it was; build.ninja
  /// beside a step without a file; rewritten logs whose rows go back; outputs that were written early.
  @Test(
    arguments: [
      51, 145, 506, 1592, 115, 3, 191, 71, 1141, 1123, 457, 83, 103, 469, 852, 650, 1019, 319, 1517,
      2077,
    ] as [UInt64])
  func `what was once told apart wrongly is told apart rightly`(seed: UInt64) throws {
    #expect(try fault(seed: seed) == nil, "seed \(seed)")
  }

  /// A few logs say too little: two short builds of one command each can be one build.
  @Test func `builds are told apart as they were`() throws {
    var faults: [Bool: [String]] = [:]
    var counts: [Bool: Int] = [:]
    for seed in 0..<1_500 as Range<UInt64> {
      let isRewritten = RandomNinjaLog(seed: seed).isRewritten
      counts[isRewritten, default: 0] += 1
      if let fault = try fault(seed: seed) {
        faults[isRewritten, default: []].append("seed \(seed): \(fault)")
      }
    }
    for (isRewritten, most) in [(false, 500), (true, 25)] {
      let found = faults[isRewritten] ?? []
      #expect(found.count <= counts[isRewritten, default: 0] / most, "\(found)")
    }
  }

  @Test(arguments: 0..<150 as Range<UInt64>)
  func `a build of more than build ninja is shown, and all are listed`(seed: UInt64) throws {
    let log = RandomNinjaLog(seed: seed)
    guard !log.rows.isEmpty else { return }
    let bytes = Array(log.text.utf8)
    let parts = try NinjaLog.builds(bytes)
    let usual = parts.first { $0.isUsual }
    let shown = try #require(usual, "seed \(seed)")
    let rows = NinjaBuilds(try NinjaRows(bytes).rows, version: log.stamp == .starts ? 7 : 5)
      .rows(of: shown.number)
    let isOnlyManifest = rows.allSatisfy { $0.makesManifest }
    #expect(!isOnlyManifest || log.rows.allSatisfy { $0.output == "build.ninja" }, "seed \(seed)")
    #expect(parts.map(\.number) == Array(1...parts.count), "seed \(seed)")
    for part in parts {
      let run = try NinjaLog.read(bytes, name: "build", build: part.number)
      #expect(run.parts == parts.count, "seed \(seed)")
      try expectSound(run)
    }
  }
}
