extension String {
  /// The text as it stands in Markdown, with a backslash before every sign that means something there.
  package var markdownText: String {
    var text = String.UnicodeScalarView()
    for scalar in visibleText.unicodeScalars {
      if "\\`*_<>|[]~#".unicodeScalars.contains(scalar) { text.append("\\") }
      text.append(scalar)
    }
    return String(text)
  }

  /// The text as a block that Markdown shows as it is.
  package var markdownBlock: String {
    // A fence is longer than any within it.
    var fence = "```"
    while contains(fence) { fence += "`" }
    return "\(fence)text\n\(self)\(hasSuffix("\n") ? "" : "\n")\(fence)\n"
  }
}
