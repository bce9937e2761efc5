internal import EventLog
internal import JSON

extension JSONNode {
  /// The elements of the array that is a field of an object; none if there is no such field.
  func elements(of key: StaticString) -> [JSONNode] { self[key].map { Array($0.elements) } ?? [] }

  /// The fields of the object that is a field of an object, by their names; none if there is no such field.
  func fields(of key: StaticString) -> [(key: String, value: JSONNode)] {
    self[key]?.namedFields ?? []
  }

  /// The fields of an object, by their names.
  var namedFields: [(key: String, value: JSONNode)] {
    fields.map { ($0.key.string ?? "", $0.value) }
  }

  /// The instant that a text in ISO 8601 says, `2026-11-28T10:30:00.25Z` or with `+01:00`, in nanoseconds since 1970;
  /// nil if it is none or lies before 1970 or after 2261.
  var instant: Nanoseconds? { withString { InstantText.instant($0) } ?? nil }
}

extension JSONText {
  /// The things of a list as kubectl writes it, or the one thing that is there.
  var kubernetesItems: [JSONNode] {
    guard let root = roots.first(where: { _ in true }) else { return [] }
    let items = root.elements(of: "items")
    return items.isEmpty ? [root] : items
  }
}
