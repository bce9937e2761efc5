import Foundation
import TestSupport
import Testing

/// `meanwhile test`: scenarios with what they expect, as tests.
@Suite struct TestCommandTests {
  private static let scenario = """
    components: { a: { takes: 2s, parallel: true }, b: { takes: 1s } }
    flow: [{ run: a }, { run: b }]

    """

  private func scenario(expecting text: String) -> String { Self.scenario + "expect: [\(text)]\n" }

  @Test(arguments: [
    ("makespan <= 2s", Int32(0)), ("makespan <= 1s", 1), ("makespn <= 1s", 65),
  ])
  func `summary, run and test end with the status of what was expected`(
    expectation: String, status: Int32
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(scenario(expecting: expectation), to: "x.yaml")
    for words in [["summary", path], ["run", path, "-o", folder.path("out")], ["test", path]] {
      let result = try Command.run(list: words)
      #expect(result.status == status, "\(words): \(result.output.prefix(300))\(result.errors)")
    }
  }

  @Test func `scenarios of a folder are found, by their content, and told by their paths`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("b/c"), withIntermediateDirectories: true)
    for path in ["z.yaml", "b/c/y.yml"] { _ = try folder.write(Self.scenario, to: path) }
    _ = try folder.write("services: { web: { image: x } }\n", to: "a.yaml")
    _ = try folder.write(Self.scenario, to: "notes.txt")
    let result = try Command.run(list: ["test", "."], in: folder.path(""))
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output == """
          ok  b/c/y.yml  nothing expected but its end, 2 s
          ok  z.yaml     nothing expected but its end, 2 s

        2 scenarios: 2 passed

        """)
    #expect(result.errors.contains("one YAML file is no scenario and was passed over: a.yaml."))
  }

  @Test func `a folder without a scenario, and a file that is none or not there, are told`() throws
  {
    let folder = try TemporaryFolder()
    let empty = try Command.run("test", folder.path(""))
    #expect(empty.status == 66 && empty.errors.contains("there is no scenario in this folder"))
    #expect(try Command.run("test", folder.path("no.yaml")).status == 66)
    let trace = try Command.run("test", "traces/build.j1.ninja_log")
    #expect(trace.status == 65 && trace.output.contains("this is no scenario but a ninja log"))
    #expect(try Command.run("test", "-").status == 64)
  }

  @Test func `a log beside a scenario is to be the very same`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(scenario(expecting: "makespan <= 2s"), to: "x.yaml")
    _ = try Command.run("run", path, "-o", folder.path(""))
    let same = try Command.run("test", path)
    #expect(same.status == 0 && same.output.contains("log the same"), "\(same.output)")
    // With another time, the first event that differs is told; with another text alone, that.
    _ = try folder.write(scenario(expecting: "makespan <= 3s"), to: "x.yaml")
    let other = try Command.run("test", path)
    #expect(other.status == 1)
    #expect(other.output.contains("are the same, but not the first line"), "\(other.output)")
    let slower = scenario(expecting: "makespan <= 3s").replacing("2s, par", with: "3s, par")
    _ = try folder.write(slower, to: "x.yaml")
    let differs = try Command.run("test", path)
    #expect(differs.status == 1)
    #expect(differs.output.contains("call.succeeded"), "\(differs.output)")
    #expect(differs.output.contains("as it is now: meanwhile run \(path) -o "), "\(differs.output)")
    _ = try folder.write("{\"seq\":0,", to: "x.events.jsonl")
    #expect(try Command.run("test", path).status == 65)
  }

  @Test func `of many seeds the first that fails is told, with the command that runs it again`()
    throws
  {
    let path = "traces/expectations/flaky_upload.yaml"
    #expect(try Command.run("test", path, "--seeds", "1..200").status == 0)
    let result = try Command.run("test", path, "--seeds", "1000..1200")
    #expect(result.status == 1)
    #expect(result.output.contains("seed 1182 is the first that fails"))
    let command = "meanwhile summary \(path) --seed 1182"
    #expect(result.output.contains("again: \(command)\n"))
    #expect(try Command.run("summary", path, "--seed", "1182").status == 1)
    for seeds in ["1", "2..1", "1...3", "a..b", "1..99999999"] {
      #expect(try Command.run("test", path, "--seeds", seeds).status == 64)
    }
  }

  @Test func `reports are written for CI and for programs`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(scenario(expecting: "makespan <= 1s"), to: "x.yaml")
    let junit = folder.path("report.xml")
    let result = try Command.run("test", path, "--junit", junit, "--format", "json")
    #expect(result.status == 1)
    #expect(result.output.contains("\"verdict\": \"failed\""))
    let xml = String(decoding: try folder.bytes("report.xml"), as: UTF8.self)
    #expect(xml.contains("<failure message=\"line 3: makespan &lt;= 1s\""))
    #expect(try Command.run("summary", junit).status == 0)
  }

  @Test func `the scenarios in traces that expect something get it`() throws {
    let result = try Command.run("test", "traces/expectations", "--seeds", "1..50")
    #expect(result.status == 0, "\(result.output)")
  }
}
