internal import Formatting

/// The calls of two runs that are the same, by their names.
///
/// A profiler says with a function in which line of which file it begins: `load (/home/me/train.py:12)`. Where one more line
/// stands above it, or it stands in another file, it is the same function. So what no name of the other run is equal to is
/// the same as what has the same name but for the line, or else but for the place.
struct SharedCalls {
  /// How many calls of a name there are, and how long they ran, all together.
  struct Total {
    var count = 0
    var time = Int128(0)
  }

  /// The calls of one name in both runs.
  struct Pair {
    /// The name in the second run, or the first of several.
    var name: String
    var first: Total
    var second: Total
  }

  /// The names that both runs have, each with at least one call in both.
  private(set) var pairs: [Pair] = []

  /// - Complexity: O(*n* log *n*) in the number of names.
  init(_ first: [String: Total], _ second: [String: Total]) {
    var (left, right) = (first, second)
    for key in [{ $0 }, Self.withoutLine, Self.withoutPlace] { match(&left, &right, by: key) }
  }

  /// Takes the names out that are the same by a key.
  private mutating func match(
    _ left: inout [String: Total], _ right: inout [String: Total], by key: (String) -> String
  ) {
    let (lefts, rights) = (Self.grouped(left, key), Self.grouped(right, key))
    for (key, one) in lefts.sorted(by: { $0.key < $1.key }) {
      guard let other = rights[key] else { continue }
      pairs.append(Pair(name: other.names.min() ?? key, first: one.total, second: other.total))
      for name in one.names { left[name] = nil }
      for name in other.names { right[name] = nil }
    }
  }

  private static func grouped(
    _ totals: [String: Total], _ key: (String) -> String
  ) -> [String: (names: [String], total: Total)] {
    totals.reduce(into: [:]) { groups, entry in
      let place = key(entry.key)
      groups[place, default: ([], Total())].names.append(entry.key)
      groups[place, default: ([], Total())].total.count += entry.value.count
      groups[place, default: ([], Total())].total.time += entry.value.time
    }
  }

  /// The name but for the line: `load (/home/me/train.py)`.
  private static func withoutLine(_ name: String) -> String {
    placed(name).map { "\($0.function) (\($0.file))" } ?? name
  }

  /// The name but for the place: `load`.
  private static func withoutPlace(_ name: String) -> String {
    placed(name).map { String($0.function) } ?? name
  }

  private static func placed(_ name: String) -> PlacedName? {
    PlacedName(name[...]).flatMap { $0.file.isEmpty ? nil : $0 }
  }
}
