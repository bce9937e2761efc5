import Compression
import EventLog
import Expectations
import FileSystem
import Platform
import Reports
import Runs
import Simulation
import TraceAnalysis
import TraceFormats

/// Runs a scenario as a test.
struct ScenarioTestRun {
  let path: String
  /// The seeds that were asked for; nil if none were.
  let seeds: ClosedRange<UInt64>?

  /// How many seeds are tried before it is looked whether one has failed.
  private static let batch = 64

  /// Runs the scenario with all seeds, or until one fails, and compares the log beside it with its own.
  ///
  /// - Throws: `Failure` if the file is not there.
  func result() throws -> ScenarioTest {
    let bytes: [UInt8]
    do { bytes = try InputFile.scenarioBytes(of: path) } catch {
      guard error.status == .badInput else { throw error }
      return ScenarioTest(path: path, problem: error.message)
    }
    ProgressLine.begin("testing \(path)")
    defer { ProgressLine.end() }
    do throws(OpeningError) {
      let usual = try open(bytes, seed: seeds?.lowerBound ?? 0)
      guard let seeds, usual.model?.isRandom == true else {
        return test(usual, seeds: .usual)
      }
      guard seeds.count > 1 else { return test(usual, seeds: .one(seeds.lowerBound)) }
      let shown = firstFailing(of: seeds, bytes) ?? seeds.upperBound
      return test(try open(bytes, seed: shown), seeds: .several(seeds, shown: shown))
    } catch { return ScenarioTest(path: path, problem: error.description) }
  }

  private func open(_ bytes: [UInt8], seed: UInt64) throws(OpeningError) -> OpenedRun {
    var options = OpeningOptions()
    options.seed = seed
    options.memory = Memory.largestRun
    return try OpenedRun.open(
      bytes, as: .scenario, name: Input.name(of: path), file: path, options: options)
  }

  /// The first seed with which something is not as expected.
  private func firstFailing(of seeds: ClosedRange<UInt64>, _ bytes: [UInt8]) -> UInt64? {
    let (name, path, memory) = (Input.name(of: path), path, Memory.largestRun / 2)
    var first = seeds.lowerBound
    while true {
      let start = first
      let count = Int(min(UInt64(Self.batch), seeds.upperBound - start + 1))
      let passes = Cores.map(count) { offset in
        var options = OpeningOptions()
        options.seed = start + UInt64(offset)
        options.memory = memory
        let run = try? OpenedRun.open(
          bytes, as: .scenario, name: name, file: path, options: options)
        return run.map { $0.endsAsExpected && $0.expectations.allSatisfy(\.isKept) } ?? false
      }
      if let failing = passes.firstIndex(of: false) { return start + UInt64(failing) }
      guard seeds.upperBound - start >= UInt64(count) else { return nil }
      first = start + UInt64(count)
    }
  }

  private func test(_ run: OpenedRun, seeds: ScenarioTest.Seeds) -> ScenarioTest {
    ScenarioTest(
      path: path, run: run.comparisonForExpectations, run.expectations,
      endsAsExpected: run.endsAsExpected, golden: golden(of: run), seeds: seeds)
  }

  // MARK: The log beside it

  /// The log beside the scenario, compared with that of a run with the same seed; nil if there is none.
  private func golden(of run: OpenedRun) -> GoldenLogCheck? {
    guard let file = goldenFile else { return nil }
    let reading: LogReading
    let bytes: [UInt8]
    do {
      bytes = try Files.read(file)
      let (read, _) = try InputFile.readLog(file)
      reading = read
    } catch { return GoldenLogCheck(path: file, problem: error.message) }
    guard case .scenario(let recorded) = reading.log.header.origin,
      reading.log.header.canRunAgain, let model = run.model
    else {
      return GoldenLogCheck(
        path: file,
        problem: "\(file): this is no log that a scenario gives under this version. Write it anew.")
    }
    guard var setup = run.setup else { return nil }
    (setup.seed, setup.mode, setup.profile) = (recorded.seed, recorded.mode, recorded.profile)
    let actual = setup == run.setup ? run.log : Input.simulate(model, setup)
    return GoldenLogCheck(
      path: file, reading, isSame: actual.encoded() == bytes, actual: actual, scenario: path,
      writtenBy: commandForLog(file, seed: recorded.seed))
  }

  /// The words of the command that writes the log anew.
  private func commandForLog(_ file: String, seed: UInt64) -> [String] {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    return ["meanwhile", "run", path, "-o", folder.isEmpty ? "/" : folder, "--force"]
      + (seed == 0 ? [] : ["--seed", "\(seed)"]) + (file.hasSuffix(Gzip.ending) ? ["--gzip"] : [])
  }

  private var goldenFile: String? {
    var stem = path
    for ending in [".yaml", ".yml"] where stem.hasSuffix(ending) { stem.removeLast(ending.count) }
    let file = "\(stem).events.jsonl"
    return [file, file + Gzip.ending].first { access($0, F_OK) == 0 }
  }
}
