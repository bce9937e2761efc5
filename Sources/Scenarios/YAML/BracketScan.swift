internal import YAML

/// Finds the entry of a list or mapping in brackets within which a place lies.
struct BracketScan {
  /// Where the key or value begins that the place follows; nil if there is none.
  private(set) var entry: YAMLPlace?
  /// Whether that is the value of a key.
  private(set) var isValue = false
  private var quote: Unicode.Scalar?
  private var isEscaped = false
  private var previous: Unicode.Scalar = " "

  /// Reads a text from an opening bracket to a place behind it.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  init(of text: String, from start: YAMLPlace, to end: YAMLPlace) {
    var place = TextPlace(line: start.line, column: start.column)
    for scalar in text.unicodeScalars(fromLine: start.line, column: start.column) {
      guard (place.line, place.column) != (end.line, end.column) else { return }
      read(scalar, at: place)
      previous = scalar
      place.advance(past: scalar)
    }
  }

  private mutating func read(_ scalar: Unicode.Scalar, at place: TextPlace) {
    if let open = quote {
      if isEscaped {
        isEscaped = false
      } else if scalar == "\\", open == "\"" {
        isEscaped = true
      } else if scalar == open {
        quote = nil
      }
      return
    }
    switch scalar {
    case "{", "[", ",", "}", "]": (entry, isValue) = (nil, false)
    case " ", "\t", "\r", "\n":
      if previous == ":" { (entry, isValue) = (nil, true) }
    case "'" where previous == "'": quote = "'"  // written twice, it stands for itself
    default:
      guard entry == nil else { return }
      entry = place.yaml
      if scalar == "\"" || scalar == "'" { quote = scalar }
    }
  }
}
