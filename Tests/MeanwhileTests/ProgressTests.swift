import Foundation
import TestSupport
import Testing

/// What somebody sees who waits, and that nothing of it stays.
@Suite struct ProgressTests {
  /// Takes the line back: to the beginning of the line, and all of it away.
  private static let clear = "\r\u{1B}[K"

  /// What is left on the terminal when every line that was written over is gone.
  private func remains(of text: String) -> String {
    text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in line.split(separator: "\r", omittingEmptySubsequences: false).last ?? "" }
      .map { $0.replacing("\u{1B}[K", with: "") }.joined(separator: "\n")
  }

  @Test func `a terminal is told what is done, and nothing of it stays`() throws {
    let path = "traces/toy_two_parallel.yaml"
    let result = try Command.runOnTerminal(["summary", path])
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("toy_two_parallel: 9 s → 4 s in parallel"))
    #expect(result.errors.hasPrefix("\rreading \(path) …  "))
    #expect(result.errors.hasSuffix(Self.clear))
    #expect(remains(of: result.errors).isEmpty)
  }

  @Test func `who waits for a long scenario is told how much of it is read`() throws {
    let folder = try TemporaryFolder()
    // The last task needs itself, so that reading is all that is done.
    let tasks = (0..<60_000).map { "  task_\($0): { takes: 1s }\n" }.joined()
    let path = try folder.write("tasks:\n\(tasks)  z: { takes: 1s, needs: [z] }\n", to: "long.yaml")
    let result = try Command.runOnTerminal(["summary", path])
    #expect(result.status == 65)
    #expect(result.errors.contains("\rreading \(path)  █"), "\(result.errors)")
    #expect(remains(of: result.errors).hasSuffix("`z` needs `z`. Take one of these needs away.\n"))
  }

  @Test func `a report is the same whether anybody watches`() throws {
    for words in [["summary", "traces/build.j2.ninja_log"], ["gantt", "traces/toy_app.yaml"]] {
      let (watched, alone) = (try Command.runOnTerminal(words), try Command.run(list: words))
      #expect(watched.output == alone.output)
      #expect(remains(of: watched.errors) == alone.errors)
    }
  }

  @Test(
    arguments: [
      (["summary", "-"], "components: 1\n", 65), (["summary", "no/such.yaml"], "", 66),
      (["check", "traces/toy_app.yaml"], "", 65),
      (["summary", "traces/toy_app.yaml", "-x"], "", 64),
      (["gantt", "traces/toy_app.yaml", "-o", "/no/such/x.svg"], "", 74),
    ] as [([String], String, Int32)])
  func `an error stands on a line of its own`(
    words: [String], input: String, status: Int32
  ) throws {
    let watched = try Command.runOnTerminal(words, input: input)
    let alone = try Command.run(list: words, input: input)
    #expect(watched.status == status)
    #expect(remains(of: watched.errors) == alone.errors)
  }

  @Test func `nothing is shown before its time, or where it cannot be taken back`() throws {
    let words = ["summary", "traces/toy_app.yaml"]
    #expect(try Command.runOnTerminal(words, delay: "1000000").errors.isEmpty)
    #expect(try Command.runOnTerminal(words, terminal: "dumb").errors.isEmpty)
    let piped = try Command.run(
      list: words, environment: ["MEANWHILE_PROGRESS_AFTER": "0", "TERM": "xterm"])
    #expect(piped.errors.isEmpty)
  }

  @Test func `who closes the pipe hears no complaint`() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    // Where a parent ignores SIGPIPE, as Python does, the write fails instead.
    process.arguments = [
      "-c", "trap '' PIPE; \"$0\" events traces/rebuilds.ninja_log --no-graph --format json | :",
      Command.path,
    ]
    process.currentDirectoryURL = Project.root
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(!text.contains("error"), "\(text)")
  }
}
