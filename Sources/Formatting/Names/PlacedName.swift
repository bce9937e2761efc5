/// The name of a function with the place at which it begins, as profilers write it: `load (/home/me/train.py:12)`.
package struct PlacedName {
  /// The function: `load`.
  package let function: Substring
  /// The file that it stands in: `/home/me/train.py`.
  package let file: Substring

  /// Takes a name apart; nil if no place stands at its end.
  ///
  /// - Complexity: O(*n*) in its length.
  package init?(_ name: Substring) {
    guard name.utf8.last == UInt8(ascii: ")"), let open = name.lastIndex(of: "(") else {
      return nil
    }
    let function = name[..<open]
    let place = name[open...].dropFirst().dropLast()
    guard function.last == " ", function.count > 1, let colon = place.lastIndex(of: ":") else {
      return nil
    }
    let line = place[colon...].dropFirst()
    guard !line.isEmpty, line.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
    self.function = function.dropLast()
    file = place[..<colon]
  }
}
