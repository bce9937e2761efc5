import Foundation
import TestSupport
import Testing

/// The scripts that share many runs out among machines, run for real where what they need is installed.
@Suite struct ManyRunsTests {
  private static let runs = "300"
  private static let python = ".build/many-runs/python/bin/python"

  /// Whether there is a program in a folder where programs are, or in the project.
  private static func has(_ program: String) -> Bool {
    let folders = ["", "/usr/bin/", "/usr/sbin/", "/usr/local/bin/"].map { $0 + program }
    return folders.contains {
      FileManager.default.isExecutableFile(
        atPath: $0.hasPrefix("/") ? $0 : Project.root.appendingPathComponent($0).path)
    }
  }

  /// Lets a script write the joined runs, and holds them against those of one run of the command.
  ///
  /// - Returns: The status of the script.
  private func expectSameBytes(_ script: String, _ words: [String], after: [String] = []) throws {
    let folder = try TemporaryFolder()
    let scenario = try folder.write(
      try Project.text("traces/random_durations.yaml"), to: "random_durations.yaml")
    let output = folder.path("joined.json")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [script] + words + [scenario, Self.runs, output] + after
    process.currentDirectoryURL = Project.root
    process.environment = ProcessInfo.processInfo.environment
      .merging(["MEANWHILE": Command.path]) { $1 }
    let log = folder.path("log")
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    process.standardOutput = FileHandle(forWritingAtPath: log)
    process.standardError = process.standardOutput
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let said = try String(contentsOfFile: log, encoding: .utf8)
    if process.terminationStatus == 77 { try Test.cancel("\(said.suffix(400))") }
    try #require(process.terminationStatus == 0, "\(said.suffix(2_000))")
    let whole = folder.path("whole.json")
    let words = ["what-if", scenario, "--runs", Self.runs, "--format", "json", "-o", whole]
    #expect(try Command.run(list: words + after).status == 0)
    let isSame = try folder.bytes("joined.json") == folder.bytes("whole.json")
    #expect(isSame)
    #expect(
      folder.names == ["joined.json", "log", "random_durations.yaml", "whole.json"],
      "it leaves nothing else behind")
  }

  @Test(
    .enabled(
      if: has("parallel"), "GNU parallel is not installed; ./tools/check-many-runs installs it"))
  func `shards that GNU parallel shares out are joined to the bytes of one machine`() throws {
    try expectSameBytes("tools/many-runs/with-parallel", [":", "3"], after: ["--seed", "7"])
  }

  @Test(
    .enabled(
      if: has("slurmctld") && has("slurmd") && has("munged"),
      "Slurm and munge are not installed; ./tools/check-many-runs installs them"))
  func `a job array of Slurm makes shards that are joined to the bytes of one machine`() throws {
    try expectSameBytes("tools/many-runs/check-slurm", ["3"])
  }

  @Test(
    .enabled(if: has(python), "Dask is not installed; ./tools/check-many-runs installs it"))
  func `shards that a Dask cluster makes are joined to the bytes of one machine`() throws {
    try expectSameBytes(
      Self.python, ["tools/many-runs/with_dask.py", "3"], after: ["--faster", "fetch=2x"])
  }
}
