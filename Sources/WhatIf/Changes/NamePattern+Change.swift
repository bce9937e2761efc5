internal import Formatting

extension NamePattern {
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
}
