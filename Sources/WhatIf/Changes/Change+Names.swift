internal import Formatting

// Several names in one text, which may hold commas themselves.

extension Change {
  /// The changes that one stands for whose text names several components, `--parallel load,train`; the change itself where
  /// the text is one name, or none.
  ///
  ///     Change.remove("a,b").parted(among: ["a", "b"])     // [.remove("a"), .remove("b")]
  ///     Change.remove("x, y").parted(among: ["x, y"])      // [.remove("x, y")]
  ///
  /// - Parameter names: The names of all components; asked for only where there is a comma.
  /// - Returns: The changes, each of one name or pattern.
  /// - Complexity: O(*n*) in the number of names.
  public func parted(among names: @autoclosure () -> [String]) -> [Change] {
    let (text, change): (String, (String) -> Change)
    switch self {
    case .remove(let name): (text, change) = (name, Change.remove)
    case .parallel(let name): (text, change) = (name, Change.parallel)
    case .serial(let name): (text, change) = (name, Change.serial)
    default: return [self]
    }
    guard text.contains(","), NamePattern(text).places(in: names()).isEmpty else { return [self] }
    return Self.names(in: text).map(change)
  }

  /// Names that are separated by commas; those within brackets are part of a name, as in `f(int, int)`.
  private static func names(in text: String) -> [String] {
    var depth = 0
    let names = text.split { character in
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      return character == "," && depth == 0
    }
    // In patterns such as `load (*,train (*` brackets stay open.
    return (depth == 0 ? names : text.split(separator: ",")).map(String.init)
  }
}
