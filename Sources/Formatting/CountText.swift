/// How many of something, in the singular or the plural: `1 call`, `3 calls`, `2 accesses`.
///
/// - Parameters:
///   - count: How many.
///   - noun: The word for one.
///   - plural: The word for several; by default with an s.
/// - Returns: The number and the word.
public func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(plural ?? noun + "s")"
}
