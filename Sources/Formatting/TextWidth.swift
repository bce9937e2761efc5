extension StringProtocol {
  /// An estimate of the width of this text, in points, in Helvetica or a font as wide.
  ///
  /// The estimate does not look at installed fonts, so that it is the same everywhere. It takes
  /// Helvetica's advance widths for ASCII, one em for Chinese, Japanese and Korean characters, for
  /// full-width forms and emoji, 0.6 em for anything else and nothing for combining marks. Arial
  /// and Liberation Sans agree with it; DejaVu Sans is about an eighth wider. What is measured is
  /// the ``visibleText``.
  ///
  /// - Parameter fontSize: The size of the font in points.
  /// - Returns: The width in points.
  /// - Complexity: O(*n*) in the number of characters.
  public func textWidth(fontSize: Double) -> Double {
    let ems = visibleText.reduce(into: 0) { $0 += $1.thousandthsOfEm }
    return Double(ems) * fontSize / 1000
  }

  /// The ``visibleText`` if it fits into a width, otherwise its beginning and an ellipsis.
  ///
  /// ```swift
  /// "compile everything".truncated(toWidth: 64, fontSize: 12)  // compile e…
  /// ```
  ///
  /// The cut never falls inside a character, however many scalars it is made of, nor inside the
  /// spelling of an invisible one. Where not even the ellipsis fits, the result is empty.
  ///
  /// - Parameters:
  ///   - points: The width available, in points, as ``textWidth(fontSize:)`` estimates it.
  ///   - fontSize: The size of the font in points.
  /// - Returns: Text that is no wider than `points`.
  /// - Complexity: O(*n*) in the number of characters that fit.
  public func truncated(toWidth points: Double, fontSize: Double) -> String {
    let ellipsis: Character = "…"
    let available = points * 1000 / fontSize
    var shown = ""
    var width = 0
    var beginning = ""
    for character in self {
      let visible = String(character).visibleText
      width += visible.reduce(into: 0) { $0 += $1.thousandthsOfEm }
      if Double(width) > available {
        return Double(ellipsis.thousandthsOfEm) <= available ? beginning + "…" : ""
      }
      shown += visible
      if Double(width + ellipsis.thousandthsOfEm) <= available { beginning = shown }
    }
    return shown
  }
}

extension Character {
  fileprivate var thousandthsOfEm: Int {
    if unicodeScalars.contains(where: \.fillsAnEm) { return 1000 }
    return unicodeScalars.reduce(into: 0) { $0 += $1.thousandthsOfEm }
  }
}

extension Unicode.Scalar {
  var fillsAnEm: Bool {
    if value < 0x1100 { return false }
    if properties.isEmojiPresentation || value == 0x2026 || value == 0xFE0F { return true }
    return wideRanges.contains { $0.contains(value) }
  }

  fileprivate var thousandthsOfEm: Int {
    if (0x20...0x7E).contains(value) { return Int(helveticaWidths[Int(value) - 0x20]) }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return 600
    }
  }
}

/// Where East Asian characters and pictographs are.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
  0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
  0x1F000...0x1FAFF, 0x20000...0x3FFFD,
]

/// Advance widths of Helvetica from the space to the tilde, in thousandths of an em.
private let helveticaWidths: [UInt16] = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,  // space to /
  556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,  // 0 to ?
  1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,  // @ to O
  667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,  // P to _
  333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,  // ` to o
  556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,  // p to ~
]
