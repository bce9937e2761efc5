internal import Testing

/// What selects a test and no other one: a regular expression, to be put between quotation marks of a shell.
struct TestFilter {
  let text: String

  /// - Parameters:
  ///   - test: The test.
  ///   - isExact: Whether where it stands in its file is part of it.
  init(_ test: Test, isExact: Bool = false) {
    // Its name begins with the module and ends with the place in a file.
    let id = "\(test.id)"
    let name = isExact ? id : id.lastIndex(of: "/").map { String(id[..<$0]) } ?? id
    let escaped = name.reduce(into: "") { text, sign in
      if "\\^$.|?*+()[]{}".contains(sign) { text.append("\\") }
      text += sign == "'" ? "." : String(sign)
    }
    text = isExact ? "^\(escaped)$" : escaped
  }
}
