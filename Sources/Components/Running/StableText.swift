/// The text of anything that code hands over or throws, the same in every process.
///
/// A type that describes itself does so. Of all else the parts are told: sets and dictionaries in the order of their texts, and
/// types by their names alone, since those of private types hold addresses.
enum StableText {
  /// How deep parts of parts are told.
  private static let deepest = 16

  static func text(of anything: Any, depth: Int = 0) -> String {
    let mirror = Mirror(reflecting: anything)
    guard depth < deepest else { return "…" }
    func part(_ value: Any) -> String { text(of: value, depth: depth + 1) }
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.map { part($0.value) } ?? "nil"
    case .collection: return "[\(mirror.children.map { part($0.value) }.joined(separator: ", "))]"
    case .set:
      return "[\(mirror.children.map { part($0.value) }.sorted().joined(separator: ", "))]"
    case .dictionary:
      let pairs = mirror.children.map { pair in
        Mirror(reflecting: pair.value).children.map { part($0.value) }.joined(separator: ": ")
      }
      return "[\(pairs.sorted().joined(separator: ", "))]"
    case .tuple: return "(\(named(mirror, part)))"
    case .enum where !(anything is any CustomStringConvertible):
      guard let payload = mirror.children.first else { return String(describing: anything) }
      let parts = Mirror(reflecting: payload.value)
      let inner = parts.displayStyle == .tuple ? named(parts, part) : part(payload.value)
      return "\(payload.label ?? "")(\(inner))"
    case .struct where !(anything is any CustomStringConvertible):
      return "\(mirror.subjectType)(\(named(mirror, part)))"
    default: return String(describing: anything)
    }
  }

  /// The parts of a value with their names, one after the other.
  private static func named(_ mirror: Mirror, _ text: (Any) -> String) -> String {
    mirror.children.map { child in
      guard let label = child.label, !label.hasPrefix(".") else { return text(child.value) }
      return "\(label): \(text(child.value))"
    }.joined(separator: ", ")
  }
}
