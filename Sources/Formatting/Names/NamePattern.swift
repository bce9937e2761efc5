/// A name, or a pattern for names in which `*` stands for any text and `?` for any character.
package struct NamePattern: Equatable, Sendable {
  /// The pattern as it was written.
  package let text: String
  private let bytes: [UInt8]

  package init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  /// The places of the names that are meant: of a name that is one of them, those alone that are the same.
  ///
  /// - Complexity: O(*n* *m*) in the lengths of names and pattern.
  package func places(in names: [String]) -> [Int] {
    let same = names.indices.filter { names[$0] == text }
    return same.isEmpty ? names.indices.filter { matches(names[$0]) } : same
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
