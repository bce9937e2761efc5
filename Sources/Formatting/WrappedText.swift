extension String {
  /// The ``visibleText`` in lines no wider than a width, broken between words.
  ///
  /// A word that is wider than a line is cut with an ellipsis, and so is what does not fit into the
  /// last line.
  ///
  /// - Parameters:
  ///   - points: The width available, in points, as ``textWidth(fontSize:)`` estimates it.
  ///   - fontSize: The size of the font in points.
  ///   - lines: The most lines, at least 1.
  /// - Returns: The lines; one at least.
  /// - Complexity: O(*n*) in the number of characters.
  public func wrapped(toWidth points: Double, fontSize: Double, lines: Int) -> [String] {
    let visible = visibleText
    guard visible.textWidth(fontSize: fontSize) > points, lines > 1 else {
      return [visible.truncated(toWidth: points, fontSize: fontSize)]
    }
    let space = " ".textWidth(fontSize: fontSize)
    var wrapped = [""]
    var width = 0.0
    var words = visible.split(separator: " ", omittingEmptySubsequences: false)[...]
    while let word = words.first {
      let shown = word.truncated(toWidth: points, fontSize: fontSize)
      let wordWidth = shown.textWidth(fontSize: fontSize)
      let isFirst = wrapped[wrapped.count - 1].isEmpty
      if isFirst || width + space + wordWidth <= points {
        wrapped[wrapped.count - 1] += isFirst ? shown : " \(shown)"
        width += wordWidth + (isFirst ? 0 : space)
      } else if wrapped.count < lines {
        wrapped.append(shown)
        width = wordWidth
      } else {
        let rest = wrapped[wrapped.count - 1] + " " + words.joined(separator: " ")
        wrapped[wrapped.count - 1] = rest.truncated(toWidth: points, fontSize: fontSize)
        return wrapped
      }
      words.removeFirst()
    }
    return wrapped
  }

  /// The ``visibleText`` if it has at most so many bytes as XML writes them, otherwise its beginning
  /// and an ellipsis.
  ///
  /// A name in a picture may be as long as a file; where many are written, each has to be short.
  ///
  /// - Complexity: O(*n*) in the number of characters that fit.
  public func clipped(toBytes limit: Int) -> String {
    let isPlain = utf8.allSatisfy {
      (0x20...0x7E).contains($0) && !"&<>\"".utf8.contains($0)
    }
    if isPlain, utf8.count <= limit { return self }
    var bytes = 0
    var clipped = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      let visible = String(scalar).visibleText
      bytes += "&<>\"".unicodeScalars.contains(scalar) ? 6 : visible.utf8.count
      guard bytes <= limit else { return String(clipped) + "…" }
      clipped.append(contentsOf: visible.unicodeScalars)
    }
    return String(clipped)
  }
}
