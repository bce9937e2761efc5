/// Tells whether a text is meant to be a scheduling problem, in a format of the research on them.
///
/// Those of PSPLIB have headings; all others are nothing but numbers, behind comments.
enum ProblemSigns {
  /// Whether a text is meant to be a scheduling problem.
  ///
  /// - Complexity: O(1).
  static func areIn(_ bytes: ArraySlice<UInt8>) -> Bool {
    let head = bytes.prefix(4000)
    guard head.allSatisfy({ $0 < 0x7F && ($0 >= 0x20 || (9...13).contains($0)) }) else {
      return false
    }
    let lines = head.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      .map { $0.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } }
      .filter { !$0.isEmpty }
    if lines.contains(where: { $0.count > 1 && $0[0].elementsEqual("PRECEDENCE".utf8) }) {
      return true
    }
    // What stands before the numbers of a job shop.
    let isHeaded =
      lines.first.map { line in
        ["#", "+", "instance"].contains { line[0].starts(with: $0.utf8) }
      } ?? false
    guard
      let first = lines.first(where: { line in
        line[0].first.map(isDigit) ?? false || !isHeaded
      })
    else { return false }
    return lines.count > 1 && first.count <= 8
      && first.allSatisfy { $0.allSatisfy { isDigit($0) || $0 == 0x2E } }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}
