import Foundation
import TestSupport
import Testing

/// The verb that writes runs in the formats of other tools.
@Suite struct ConvertTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    arguments: [
      ("run.json", #"{"displayTimeUnit":"ms""#), ("run.otlp.json", #"{"resourceSpans":["#),
      ("run.csv", "call,component,"), ("run.mmd", "gantt\n"), ("run.wf.json", #"{"name":"#),
      ("run.sqlite", "SQLite format 3\0"),
    ])
  func
    `the ending of the file says which format, compressed or not, and bytes are the same each time`(
      name: String, beginning: String
    ) throws
  {
    let input = "traces/task_graph.yaml"
    let result = try Command.run("convert", input, "-o", folder.path(name))
    #expect(result.status == 0 && result.output.isEmpty, "\(result)")
    let bytes = try folder.bytes(name)
    #expect(bytes.starts(with: Data(beginning.utf8)))
    try Command.run("convert", input, "-o", folder.path("other.\(name)"))
    #expect(try folder.bytes("other.\(name)") == bytes)
    try Command.run("convert", input, "-o", folder.path("\(name).gz"))
    #expect(try Command.shell("gzip -dc '\(folder.path("\(name).gz"))'") == bytes)
    #expect(folder.names.count == 3)
  }

  @Test(arguments: ["chrome", "otlp", "csv", "mermaid", "wfformat"])
  func `text goes to standard output where no file is named`(word: String) throws {
    let result = try Command.run("convert", "traces/task_graph.yaml", "--to", word)
    #expect(result.status == 0 && result.output.utf8.count > 100)
    let same = try Command.run("convert", "traces/task_graph.yaml", "--to", word, "-o", "-")
    #expect(same.output == result.output)
  }

  @Test func `a database goes to standard output only if that is asked for`() throws {
    let refused = try Command.run("convert", "traces/toy_app.yaml", "--to", "sqlite")
    #expect(refused.status == 64)
    #expect(refused.errors.contains("an SQLite database is no text: give -o"))
    let command = Command.path
    let bytes = try Command.shell("'\(command)' convert traces/toy_app.yaml --to sqlite -o -")
    #expect(bytes.starts(with: Data("SQLite format 3\0".utf8)))
  }

  @Test(
    arguments: [
      (["traces/toy_app.yaml"], 64, "Which format? Give --to with one of chrome, otlp, csv, "),
      (["traces/toy_app.yaml", "-o", "x.txt"], 64, "Cannot tell from 'x.txt' which format"),
      (["traces/toy_app.yaml", "-o", "-"], 64, "Which format?"),
      (
        ["traces/toy_app.yaml", "--to", "chrome", "-o", "x.csv"], 64,
        "--to and the ending of 'x.csv' ask for different formats."
      ),
      (["traces/toy_app.yaml", "--to", "xml"], 64, "The value 'xml' is invalid for '--to"),
      (
        ["traces/toy_app.yaml", "--to", "wfformat"], 65,
        "error: traces/toy_app.yaml: WfFormat holds tasks and what they need, and this is the run of a "
          + "flow.\n"
      ),
      (["no/such.yaml", "--to", "csv"], 66, "no/such.yaml: cannot read"),
      (["traces/toy_app.yaml", "-o", "/no/such/x.csv"], 74, "/no/such/x.csv: cannot write"),
    ] as [([String], Int32, String)])
  func `a mistake is named and has a status of its own`(
    words: [String], status: Int32, message: String
  ) throws {
    let result = try Command.run(list: ["convert"] + words)
    #expect(result.status == status)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test func `an input is never written over`() throws {
    let path = try folder.write("tasks: { a: { takes: 1s } }\n", to: "run.csv")
    let result = try Command.run("convert", path, "-o", path)
    #expect(result.status == 64)
    #expect(result.errors.contains("it is one of the files that are read"))
    #expect(try folder.bytes("run.csv") == Data("tasks: { a: { takes: 1s } }\n".utf8))
  }

  @Test func `what a format leaves out is told, unless nobody wants to know`() throws {
    let words = ["convert", "traces/shared_machine.yaml", "--to", "otlp"]
    let told = try Command.run(list: words)
    #expect(
      told.errors
        == "note: OpenTelemetry spans: Of 1 call it is not told from which it got its machine: whoever "
        + "reads links takes them for dependencies.\n")
    #expect(try Command.run(list: words + ["--quiet"]).errors.isEmpty)
  }

  @Test func `a run that was cut off is written, and the status says so`() throws {
    let scenario = "components: { age: { takes: 36000d } }\nflow: [{ run: age }, { run: age }]\n"
    for word in ["chrome", "otlp", "csv", "mermaid"] {
      let result = try Command.run("convert", "-", "--to", word, input: scenario)
      #expect(result.status == 1 && !result.output.isEmpty, "\(word)")
    }
  }

  @Test func `who closes the pipe gets no complaint`() throws {
    let command = Command.path
    let errors = try Command.shell(
      "{ '\(command)' convert -q traces/mm1.yaml --to csv | head -n 1 >/dev/null; } 2>&1")
    #expect(errors.isEmpty)
  }

  @Test(arguments: ["run.json.gz", "run.otlp.json"])
  func `a trace that was written is an input like any other`(name: String) throws {
    let path = folder.path(name)
    try Command.run("convert", "traces/task_graph.yaml", "-o", path)
    let result = try Command.run("summary", path)
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("run: 14 s of work → 9 s in parallel"), "\(result.output)")
  }
}
