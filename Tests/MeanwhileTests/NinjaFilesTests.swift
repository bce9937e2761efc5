import Foundation
import TestSupport
import Testing

/// Which graph the command reads beside a ninja log.
@Suite struct NinjaFilesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try folder.write("# ninja log v5\n0\t10\t0\ta\t1\n10\t30\t0\tb\t2\n", to: "x.ninja_log")
  }

  private func graph(_ needs: String) -> String {
    "rule r\n  command = x\nbuild a: r\nbuild b: r \(needs)\n"
  }

  private func summary(_ words: String...) throws -> Command.Result {
    try Command.run(list: ["summary", folder.path("x.ninja_log")] + words)
  }

  @Test func `the graph in the log's folder is read, and told`() throws {
    let path = try folder.write(graph("a"), to: "build.ninja")
    let result = try summary()
    #expect(result.status == 0)
    #expect(result.output.contains("floor 30 ms"))
    #expect(
      result.errors.contains(
        "x.ninja_log: What needs what is read from \(path); order-only dependencies count.\n"))
    #expect(!result.errors.contains("unknown"))
  }

  @Test func `a graph of the log's own name goes before`() throws {
    _ = try folder.write(graph("a"), to: "build.ninja")
    let path = try folder.write(graph(""), to: "x.build.ninja")
    let result = try summary()
    #expect(result.errors.contains("is read from \(path);"))
  }

  @Test func `another graph can be named, or none wanted`() throws {
    _ = try folder.write(graph(""), to: "build.ninja")
    let other = try folder.write(graph("a"), to: "other")
    #expect(try summary("--graph", other).output.contains("floor 30 ms"))
    let without = try summary("--no-graph")
    #expect(without.output.contains("floor unknown"))
    #expect(!without.errors.contains("What needs what is read"))
    #expect(try summary("--no-graph", "--graph", other).status == 64)
    #expect(try summary("--graph", folder.path("nothing")).status == 66)
  }

  @Test func `a graph that cannot be read is left out, unless it was named`() throws {
    let path = try folder.write("build\n", to: "build.ninja")
    let found = try summary()
    #expect(found.status == 0)
    #expect(
      found.errors.contains(
        "The graph beside it was left out: \(path):1:6: Expected an output or `:`, found the end "
          + "of the line.\n"))
    #expect(try summary("--graph", path).status == 65)
    #expect(try summary("--strict").status == 65)
  }

  @Test func `includes are read from the folder of the graph, ordinary files only`() throws {
    _ = try folder.write(
      "include rules\ninclude /dev/zero\nbuild a: r\nbuild b: r a\n", to: "build.ninja")
    _ = try folder.write("rule r\n  command = x\n", to: "rules")
    let result = try summary()
    #expect(result.output.contains("floor 30 ms"))
    #expect(result.errors.contains("1 included file is missing, the first `/dev/zero` at"))
  }
}
