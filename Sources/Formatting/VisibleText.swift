extension StringProtocol {
  /// This text with every character that would be invisible or act on others spelled out.
  ///
  /// Names come from files that other people made. A line break in one would fake a second line, a
  /// bidirectional control would reorder what stands beside it, an escape character would drive
  /// the terminal. In the result each of them is ordinary text; everything else is as it was:
  ///
  /// ```swift
  /// "build\n\u{202e}txt.exe".visibleText  // build\n\u{202e}txt.exe, on one line
  /// ```
  ///
  /// A line feed, a carriage return and a tab become `\n`, `\r` and `\t`; other control
  /// characters, line and paragraph separators, bidirectional controls, characters without a shape
  /// and noncharacters become `\u{…}` with the number in hexadecimal. Kept are the joiners and
  /// variation selectors, which emoji and many scripts need. A backslash stays one backslash, so
  /// the spelling is for eyes and cannot be undone; applying it twice changes nothing more.
  ///
  /// - Complexity: O(*n*) in the number of characters.
  public var visibleText: String {
    if utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return String(self) }
    var visible = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar.needsSpelling {
        visible.append(contentsOf: scalar.spelling.unicodeScalars)
      } else {
        visible.append(scalar)
      }
    }
    return String(visible)
  }
}

extension Unicode.Scalar {
  fileprivate var needsSpelling: Bool {
    if (0x20...0x7E).contains(value) { return false }
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    default: break
    }
    if properties.isBidiControl || properties.isNoncharacterCodePoint { return true }
    return properties.isDefaultIgnorableCodePoint && !joinsOrVaries
  }

  /// Whether this is a zero-width (non-)joiner or selects a variant of the character before it.
  private var joinsOrVaries: Bool {
    properties.isJoinControl || properties.isVariationSelector
  }

  fileprivate var spelling: String {
    switch self {
    case "\n": #"\n"#
    case "\r": #"\r"#
    case "\t": #"\t"#
    default: #"\u{\#(String(value, radix: 16))}"#
    }
  }
}
