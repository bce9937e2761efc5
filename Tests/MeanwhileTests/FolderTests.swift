import Foundation
import TestSupport
import Testing

/// Folders of traces, and files that are named beside one.
@Suite struct FolderTests {
  private static func trace(_ name: String, at start: Int) -> String {
    #"[{"ph":"X","name":"\#(name)","pid":1,"tid":1,"ts":\#(1_700_000_000_000_000 + start),"dur":2000}]"#
  }

  /// A folder with a trace, one in a folder within it, and something else.
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("sub"), withIntermediateDirectories: true)
    try Data(Self.trace("f", at: 0).utf8).write(to: URL(fileURLWithPath: folder.path("a.json")))
    try Data(Self.trace("g", at: 1_000).utf8)
      .write(to: URL(fileURLWithPath: folder.path("sub/b.json")))
    try Data(#"{"no": "trace"}"#.utf8).write(to: URL(fileURLWithPath: folder.path("c.json")))
    return folder
  }

  @Test func `a folder stands for the traces in it, and in folders within it`() throws {
    let folder = try folder()
    let result = try Command.run("gantt", folder.path(""))
    #expect(result.status == 0)
    #expect(result.errors.contains("The 2 traces in the folder are read as files of one run."))
    #expect(result.errors.contains("1 file in the folder is no trace, the first"))
    #expect(result.output.contains("4 ms of work → 3 ms in parallel"))
    #expect(result.output.contains("\n  a  ") && result.output.contains("\n  b  "))
  }

  @Test func `files of one run may be named one by one, each once`() throws {
    let folder = try folder()
    let (a, b) = (folder.path("a.json"), folder.path("sub/b.json"))
    let result = try Command.run("summary", a, "--also", b, a, b)
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("a: 4 ms of work → 3 ms in parallel"))
    let wrong = try Command.run("summary", a, "--also", "traces/build.j1.ninja_log")
    #expect(wrong.status == 64)
    #expect(wrong.errors.contains("--also is for files of one run and one format"))
    let two = try Command.run("compare", a, b, "--also", b)
    #expect(two.status == 64)
    #expect(two.errors.contains("Of two, name the folder of each."))
  }

  @Test func `a folder that is named beside a file stands for the traces in it`() throws {
    let folder = try folder()
    let result = try Command.run("summary", folder.path("a.json"), "--also", folder.path("sub"))
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("a: 4 ms of work → 3 ms in parallel"))
    let none = try Command.run("summary", folder.path("a.json"), "--also", "Sources/CChecksum")
    #expect(none.status == 65)
    #expect(none.errors.contains("there are no traces in this folder that can be of one run"))
  }

  @Test func `records of snakemake are one run, also those whose names are cut into folders`()
    throws
  {
    let folder = try TemporaryFolder()
    let long = "results/" + String(repeating: "x", count: 250) + ".txt"
    func write(_ output: String, _ inputs: String, _ job: Int, _ start: Int, _ end: Int) throws {
      let text =
        #"{"rule": "r\#(job)", "input": [\#(inputs)], "record_format_version": 6, "job_hash": \#(job), "#
        + #""starttime": \#(1_795_932_940 + start).5, "endtime": \#(1_795_932_940 + end).5, "incomplete": false}"#
      let name = Data(output.utf8).base64EncodedString()
        .replacing("+", with: "-").replacing("/", with: "_")
      let begin = name.prefix(name.count > 254 ? 254 : 0)
      let path =
        ".snakemake/metadata/" + (begin.isEmpty ? "" : "@\(begin)/") + name.dropFirst(begin.count)
      let url = URL(fileURLWithPath: folder.path(path))
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    try write("raw.txt", "", 1, 0, 3)
    try write(long, "\"raw.txt\"", 2, 3, 6)
    try write("end.txt", "\"\(long)\"", 3, 6, 9)
    for path in [".snakemake/metadata", ".snakemake", ""] {
      let result = try Command.run("summary", folder.path(path))
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("critical path: r1 → r2 → r3"), "\(path)")
      // Called by the project: what snakemake calls its folder says nothing.
      #expect(!result.output.hasPrefix("metadata"), "\(path): \(result.output.prefix(60))")
    }
  }

  @Test func `what goes with the trace in a folder is not told as something else`() throws {
    let folder = try TemporaryFolder()
    for (seed, name) in [("dbt", "run_results"), ("dbt-manifest", "manifest")] {
      try FileManager.default.copyItem(
        atPath: "tools/fuzzing/seeds/\(seed).json", toPath: folder.path("\(name).json"))
    }
    try Data(#"{"no": "trace"}"#.utf8).write(to: URL(fileURLWithPath: folder.path("c.json")))
    let result = try Command.run("summary", folder.path(""))
    #expect(result.status == 0)
    #expect(result.errors.contains("1 file in the folder is no trace, the first"))
    #expect(result.errors.contains("c.json.") && !result.errors.contains("manifest"))
  }

  @Test func `a folder with traces of several formats, or without any, is refused`() throws {
    let folder = try TemporaryFolder()
    #expect(try Command.run("summary", folder.path("")).status == 66)
    let traces = try Command.run("summary", "traces")
    #expect(traces.status == 65)
    #expect(
      traces.errors.contains(
        "files to read in this folder, which are of different runs"))
  }
}
