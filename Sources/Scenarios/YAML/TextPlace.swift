internal import YAML

/// A place in a text, counted as the parser of YAML counts.
struct TextPlace {
  private(set) var line = 1
  private(set) var column = 1
  private var previous: Unicode.Scalar = " "

  /// The place as the parser tells it.
  var yaml: YAMLPlace { YAMLPlace(line: line, column: column) }

  /// The beginning of a text.
  init() {}

  init(line: Int, column: Int) { (self.line, self.column) = (line, column) }

  mutating func advance(past scalar: Unicode.Scalar) {
    defer { previous = scalar }
    switch scalar {
    case "\n" where previous == "\r": return
    case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": (line, column) = (line + 1, 1)
    default: column += 1
    }
  }
}
