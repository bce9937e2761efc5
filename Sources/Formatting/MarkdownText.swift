extension String {
  /// The text as it stands in Markdown, with a backslash before every sign that means something there.
  package var markdownText: String {
    var text = ""
    for letter in visibleText {
      if "\\`*_<>|[]~#".contains(letter) { text.append("\\") }
      text.append(letter)
    }
    return text
  }

  /// The text as a block that Markdown shows as it is.
  package var markdownBlock: String {
    // A fence is longer than any within it.
    var fence = "```"
    while contains(fence) { fence += "`" }
    return "\(fence)text\n\(self)\(hasSuffix("\n") ? "" : "\n")\(fence)\n"
  }
}
