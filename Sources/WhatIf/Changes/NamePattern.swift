internal import Formatting

/// A name, or a pattern for names in which `*` stands for any text and `?` for any character.
struct NamePattern {
  private let text: String
  private let bytes: [UInt8]

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  /// The places of the names that are meant: of a name that is one of them, those alone that are the same.
  ///
  /// - Complexity: O(*n* *m*) in the lengths of names and pattern.
  func places(in names: [String]) -> [Int] {
    let same = names.indices.filter { names[$0] == text }
    return same.isEmpty ? names.indices.filter { matches(names[$0]) } : same
  }

  /// The places of the names that are meant, of which there has to be one.
  ///
  /// - Parameters:
  ///   - what: What the names are names of, such as `call`.
  ///   - names: All that there are.
  ///   - change: The change that names them.
  /// - Returns: The places, at least one.
  /// - Throws: `ChangeError` with the nearest names.
  func places(
    of what: String, in names: [String], for change: Change
  ) throws(ChangeError) -> [Int] {
    let places = places(in: names)
    guard places.isEmpty else { return places }
    throw ChangeError(change: change, problem: problem(what, among: names))
  }

  /// The same where there are other names that could have been meant, which are told too.
  func places(
    of what: String, in names: [String], orOf others: [String], for change: Change
  ) throws(ChangeError) -> [Int] {
    let places = places(in: names)
    guard places.isEmpty else { return places }
    throw ChangeError(change: change, problem: problem(what, among: names + others))
  }

  /// What to say where none is meant.
  ///
  /// - Parameters:
  ///   - what: What there is none of, such as `call`.
  ///   - names: All that there are.
  /// - Returns: A sentence with the nearest name, or with some that there are.
  private func problem(_ what: String, among names: [String]) -> String {
    let unique = Set(names).sorted()
    let beginning = "There is no \(what) `\(text.visibleText)`"
    if let nearest = nearestWord(to: text, in: unique) {
      return "\(beginning). Did you mean `\(nearest.visibleText)`?"
    }
    if unique.isEmpty { return "\(beginning), and no other." }
    let some = unique.prefix(8).map { "`\($0.visibleText)`" }.joined(separator: ", ")
    let more = unique.count > 8 ? " and \(unique.count - 8) more" : ""
    return "\(beginning). There are \(some)\(more)."
  }

  /// Compares as shells do; where a `*` was taken for too little text, it is tried with more.
  private func matches(_ name: String) -> Bool {
    let name = Array(name.utf8)
    var (place, read) = (0, 0)
    var retry: (place: Int, read: Int)?
    while read < name.count {
      if place < bytes.count, bytes[place] == UInt8(ascii: "*") {
        retry = (place + 1, read)
        place += 1
      } else if place < bytes.count, bytes[place] == UInt8(ascii: "?") {
        place += 1
        read += 1
        // A character of several bytes is one.
        while read < name.count, name[read] & 0xC0 == 0x80 { read += 1 }
      } else if place < bytes.count, bytes[place] == name[read] {
        (place, read) = (place + 1, read + 1)
      } else if let again = retry {
        retry = (again.place, again.read + 1)
        (place, read) = (again.place, again.read + 1)
      } else {
        return false
      }
    }
    return bytes[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
