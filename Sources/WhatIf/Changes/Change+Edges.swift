internal import Formatting

// The two names of a dependency in one text, which may hold arrows themselves.

extension Change {
  /// The same change, where it is of a dependency `a->b` and its names hold arrows themselves: with those two that there are.
  ///
  ///     // Of calls `a->b` and `c`, the text says first `a` and `b->c`.
  ///     Change.noEdge(from: "a", to: "b->c").reading(among: ["a->b", "c"])   // .noEdge(from: "a->b", to: "c")
  ///
  /// - Parameter names: The names of all calls or tasks; asked for only where there are several arrows.
  /// - Returns: The change as it was where there is one arrow alone, or where the text says no two of the names.
  /// - Throws: `ChangeError` where it says more than one pair of them, with a way to write one.
  /// - Complexity: O(*n* *m*) in the number of names and of arrows.
  public func reading(among names: @autoclosure () -> [String]) throws(ChangeError) -> Change {
    let (from, to, isAdded): (String, String, Bool)
    switch self {
    case .edge(let first, let second): (from, to, isAdded) = (first, second, true)
    case .noEdge(let first, let second): (from, to, isAdded) = (first, second, false)
    default: return self
    }
    let pairs = "\(from)->\(to)".pairs(partedAt: "->")
    guard pairs.count > 1 else { return self }
    let names = names()
    let known = pairs.filter { pair in
      !NamePattern(pair.from).places(in: names).isEmpty
        && !NamePattern(pair.to).places(in: names).isEmpty
    }
    guard let first = known.first else { return self }
    guard known.count == 1 else {
      let readings = known.map { "from `\($0.from.visibleText)` to `\($0.to.visibleText)`" }
      // In a pattern `?` is any character, so that an arrow of a name need not be written as one.
      let example = "\(first.from.hidingArrows)->\(first.to.hidingArrows)"
      throw ChangeError(
        change: self,
        problem:
          "That can be \(readings.joined(separator: ", or ")). Write the arrows within names as `-?`, "
          + "such as `\(example.visibleText)` for the first.")
    }
    return isAdded
      ? .edge(from: first.from, to: first.to) : .noEdge(from: first.from, to: first.to)
  }

}

extension String {
  /// All ways to part a text in two at a sign, neither of them empty.
  func pairs(partedAt sign: String) -> [(from: String, to: String)] {
    ranges(of: sign).filter { $0.lowerBound > startIndex && $0.upperBound < endIndex }
      .map { (String(self[..<$0.lowerBound]), String(self[$0.upperBound...])) }
  }

  /// The name as a pattern in which its arrows are not written as such.
  fileprivate var hidingArrows: String { replacing("->", with: "-?") }
}

extension Change {
  /// The most links that one change adds.
  private static let mostNeeds = 5_000_000

  /// Refuses a change that would add too many links.
  ///
  /// - Parameters:
  ///   - earlier: How many calls each would need.
  ///   - later: How many would need them.
  /// - Throws: `ChangeError`, if there are more than can be kept.
  func check(needs earlier: Int, of later: Int) throws(ChangeError) {
    guard earlier * later <= Self.mostNeeds else {
      throw ChangeError(
        change: self,
        problem:
          "That would be \(earlier) calls before \(later) others each, more links than can be kept; name fewer."
      )
    }
  }
}
