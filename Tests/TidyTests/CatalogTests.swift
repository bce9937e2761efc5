import Foundation
import TestSupport
import Testing

/// The guides and the lesson are a catalog of DocC's.
@Suite struct CatalogTests {
  /// DocC of the toolchain; nothing where there is none.
  private static let program: String? = {
    let beside = #"$(dirname "$(readlink -f "$(command -v swift)")")/docc"#
    guard let found = try? Shell.run("ls \(beside)"), found.status == 0 else { return nil }
    return String(found.output.prefix { $0 != "\n" })
  }()

  @Test(.enabled(if: program != nil, "there is no docc beside swift"))
  func `documentation is made of it without a warning`() throws {
    let program = try #require(Self.program)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (status, text) = try Shell.run(
      "'\(program)' convert '\(Project.root.path)/Sources/Meanwhile.docc' --warnings-as-errors"
        + " --fallback-display-name Meanwhile --fallback-bundle-identifier meanwhile"
        + " --output-path '\(folder.path)'")
    #expect(status == 0, "\(text)")
    let isSilent = text.allSatisfy(\.isWhitespace)
    #expect(isSilent, "\(text)")
  }
}
