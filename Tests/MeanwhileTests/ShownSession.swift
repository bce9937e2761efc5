import TestSupport
import Testing

/// A command that a document shows, and the output that it shows below it.
struct ShownSession: CustomTestStringConvertible {
  var words: [String]
  var output: String

  var command: String { words.joined(separator: " ") }
  var testDescription: String { command }

  /// The sessions of a document of the project, in order.
  static func all(in document: String) -> [ShownSession] {
    guard let text = try? Project.text(document) else { return [] }
    return text.split(separator: "```console\n").dropFirst().compactMap { rest in
      guard let block = rest.split(separator: "```").first, block.hasPrefix("$ meanwhile ") else {
        return nil
      }
      let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
      let words = lines[0].split(separator: " ").dropFirst(2).map(String.init)
      return ShownSession(words: words, output: lines.dropFirst().joined(separator: "\n"))
    }
  }
}
