import Foundation
import TestSupport
import Testing

/// What the README and the guides show is what the command does.
@Suite struct ReadmeTests {
  static let sessions = [
    "README.md", "Sources/Meanwhile.docc/Races.md", "Sources/Meanwhile.docc/SideBySide.md",
    "Sources/Meanwhile.docc/WhatIf.md", "Sources/Meanwhile.docc/Scenarios.md",
  ].flatMap { ShownSession.all(in: $0) }

  @Test func `the documents show sessions`() { #expect(Self.sessions.count >= 8) }

  @Test(arguments: sessions)
  func `a session that is shown is what the command prints`(session: ShownSession) throws {
    let result = try Command.run(list: session.words)
    #expect(result.status == (["diff", "races"].contains(session.words[0]) ? 1 : 0))
    #expect(result.output.hasPrefix(session.output))
  }

  @Test func `the scenario of the README is the one in traces`() throws {
    let scenario = try Project.text("traces/toy_two_parallel.yaml")
    let body = scenario.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
    #expect(try Project.text("README.md").contains(body.joined(separator: "\n")))
  }

  @Test(arguments: ["README.md", "CONTRIBUTING.md"])
  func `every path that is linked to is there`(document: String) throws {
    for part in try Project.text(document).split(separator: "](").dropFirst() {
      guard let link = part.split(separator: ")").first, !link.hasPrefix("http"),
        let path = link.split(separator: "#").first
      else { continue }
      #expect(throws: Never.self) {
        _ = try Project.root.appendingPathComponent(String(path)).checkResourceIsReachable()
      }
    }
  }
}
