import Foundation
import TestSupport
import Testing

/// What the README and the guides show is what the command does.
@Suite struct ReadmeTests {
  /// A command that one of them shows, and the output that it shows below it.
  struct Session: CustomTestStringConvertible {
    var words: [String]
    var output: String
    var testDescription: String { words.joined(separator: " ") }
  }

  static let sessions: [Session] = {
    let documents =
      ["README.md"] + ["Races", "SideBySide", "WhatIf"].map { "Sources/Meanwhile.docc/\($0).md" }
    let text = documents.compactMap { try? Project.text($0) }.joined(separator: "\n")
    return text.split(separator: "```console\n").dropFirst().compactMap { rest in
      guard let block = rest.split(separator: "```").first, block.hasPrefix("$ meanwhile ") else {
        return nil
      }
      let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
      let words = lines[0].split(separator: " ").dropFirst(2).map(String.init)
      return Session(words: words, output: lines.dropFirst().joined(separator: "\n"))
    }
  }()

  @Test func `the documents show sessions`() { #expect(Self.sessions.count >= 8) }

  @Test(arguments: sessions)
  func `a session that is shown is what the command prints`(session: Session) throws {
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
