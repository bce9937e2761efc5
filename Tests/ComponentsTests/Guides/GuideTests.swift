import Components
import TestSupport
import Testing

@Suite("Guides about components")
struct GuideTests {
  /// The pieces of Swift in a guide, without the spaces before all of their lines.
  static func pieces(of guide: String) throws -> [String] {
    var pieces: [String] = []
    var open: [Substring]?
    for line in try Project.text(guide).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let lines = open { pieces.append(lines.joined(separator: "\n")) }
        open = line == "```swift" ? [] : nil
      } else {
        open?.append(line)
      }
    }
    return pieces
  }

  /// A text without imports and white space, so that it may be broken into lines in another way.
  static func words(_ text: String) -> String {
    text.split(separator: "\n").filter { !$0.hasPrefix("import ") }.joined()
      .filter { !$0.isWhitespace }
  }

  @Test(arguments: [
    ("README.md", "Tests/ComponentsTests/Twins.swift"),
    (
      "Sources/Meanwhile.docc/FirstComponent.md",
      "Tests/ComponentsTests/Guides/FirstComponent.swift"
    ),
    (
      "Sources/Meanwhile.docc/ScriptToSimulation.md",
      "Tests/ComponentsTests/Guides/ScriptToSimulation.swift"
    ),
    ("Sources/Meanwhile.docc/KeptRuns.md", "Tests/MeanwhileTestingTests/KeptRuns.swift"),
    (
      "Sources/Meanwhile.docc/SimulatedTests.md", "Tests/MeanwhileTestingTests/SimulatedGuide.swift"
    ),
  ])
  func `all Swift in a guide is code that is compiled and run here`(_ guide: String, _ file: String)
    throws
  {
    let code = Self.words(try Project.text(file))
    let pieces = try Self.pieces(of: guide)
    #expect(!pieces.isEmpty)
    for piece in pieces {
      #expect(code.contains(Self.words(piece)), "\(guide) has other code than \(file)")
    }
  }

  @Test func `the code of the guide to a first component does what it says`() throws {
    #expect(try FirstComponent.makespans() == [.seconds(4), .seconds(6)])
    let run = try simulate(FirstComponent.Evaluation(), seed: 7)
    #expect(run.ending == .end)
    #expect(run.makespan == (try simulate(FirstComponent.Evaluation(), seed: 7).makespan))
    let pipeline = try simulate(FirstComponent.Pipeline())
    _ = try pipeline.get()
    #expect(pipeline.makespan == .seconds(7))
    let shop = try simulate(FirstComponent.Shop(), seed: 7)
    _ = try shop.get()
    #expect(
      shop.log.events.count { if case .messageReceived = $0.kind { true } else { false } } == 1_000)
  }

  @Test(.timeLimit(.minutes(1)))
  func `the code of the guide from a script to a simulation does what it says`() async throws {
    try await ScriptToSimulation.Script.main()
    let (simulated, real) = try await ScriptToSimulation.both()
    #expect(simulated.makespan == .milliseconds(110))
    #expect(real.makespan >= .milliseconds(110))
    #expect(real.ending == .end)
  }
}
