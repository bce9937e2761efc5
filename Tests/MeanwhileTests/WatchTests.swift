import TestSupport
import Testing

/// A run that is played, as people watch it.
@Suite struct WatchTests {
  private static let toy = "traces/toy_two_parallel.yaml"

  @Test
  func `where nobody watches, frames come from the start to the end, each as high as the others`()
    throws
  {
    let result = try Command.run(list: ["watch", Self.toy, "--frames", "5"])
    #expect(result.status == 0)
    let frames = result.output.split(separator: "toy_two_parallel at ").map {
      $0.split(separator: ":")[0]
    }
    #expect(frames == ["the start", "1 s", "2 s", "3 s", "4 s"])
    #expect(result.output.contains("last events, of 20:"))
    #expect(try Command.run(list: ["watch", Self.toy, "--frames", "5"]).output == result.output)
  }

  @Test func `in a terminal a run plays on a screen of its own, and its end stays`() throws {
    let result = try Command.runOnTerminal(
      ["watch", Self.toy, "--speed", "40", "--quiet"], withOutput: true)
    #expect(result.status == 0)
    let parts = result.errors.split(separator: "\u{1b}[?1049l")
    #expect(parts.count == 2 && parts[0].hasPrefix("\u{1b}[?1049h\u{1b}[?25l"))
    #expect(parts.last?.contains("toy_two_parallel at 4 s: 4 succeeded") == true)
    #expect(parts.last?.contains("\u{1b}") == false)
  }

  @Test(arguments: [
    (["--speed", "0"], "--speed takes a number above 0"), (["--frames", "1"], "from 2 to"),
    (["--speed", "nan"], "--speed takes a number above 0"),
  ])
  func `what makes no film is refused`(options: [String], words: String) throws {
    let result = try Command.run(list: ["watch", Self.toy] + options)
    #expect(result.status == 64 && result.errors.contains(words))
  }

  @Test func `a run that comes to no good end is shown up to there, and is no success`() throws {
    let result = try Command.run(list: ["watch", "traces/stuck_on_failure.yaml", "--frames", "2"])
    #expect(result.status == 1)
  }
}
