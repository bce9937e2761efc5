import Foundation
import TestSupport

/// A file of the project, as the rules of the house look at it.
struct SourceFile: CustomStringConvertible {
  /// The path from the project's folder.
  var path: String
  var lines: [String]

  var description: String { path }

  /// The target that the file belongs to: the folder in `Sources` or `Tests`.
  var target: String { String(path.split(separator: "/")[1]) }

  /// The modules that it imports, whatever stands before the word.
  var imports: [String] {
    lines.compactMap { line in
      line.firstMatch(
        of: /^\s*(@testable |@preconcurrency )*((public|package|internal) )?import (\w+)/
      )
      .map { String($0.output.4) }
    }
  }

  /// All files below a folder of the project with that ending, by path.
  static func all(in folder: String, _ ending: String = ".swift") -> [SourceFile] {
    let root = Project.root.path
    let paths = FileManager.default.enumerator(atPath: "\(root)/\(folder)")?.compactMap {
      $0 as? String
    }
    return (paths ?? []).filter { $0.hasSuffix(ending) }.sorted().compactMap { path in
      guard let text = try? Project.text("\(folder)/\(path)") else { return nil }
      return SourceFile(path: "\(folder)/\(path)", lines: text.components(separatedBy: "\n"))
    }
  }
}
