internal import Formatting
internal import Testing

extension Test.Case {
  /// Its arguments, as a person reads them: `amount → 60, name → "left"`; empty where the test has none.
  ///
  /// Swift Testing 6.3 has them for tools alone, so they are found by reflection; where they lie elsewhere, none are told.
  var argumentsText: String {
    let kind = Mirror(reflecting: self).child("_kind")
    guard let contents = kind.flatMap({ Mirror(reflecting: $0).children.first?.value }),
      let arguments = Mirror(reflecting: contents).child("arguments")
    else { return "" }
    return Mirror(reflecting: arguments).children.prefix(8).map { argument in
      let fields = Mirror(reflecting: argument.value)
      let parameter = fields.child("parameter").map { Mirror(reflecting: $0) }
      let name = (parameter?.child("secondName") ?? parameter?.child("firstName")) as? String
      let value = fields.child("value").map { String(describingForTest: $0) } ?? "?"
      let line = value.replacing("\n", with: " ").truncated(toColumns: 60)
      return "\(name.map { "\($0) → " } ?? "")\(line)"
    }.joined(separator: ", ")
  }
}

extension Mirror {
  /// What a field holds; nil where there is no such field, or where it holds nothing.
  fileprivate func child(_ label: String) -> Any? {
    guard let value = children.first(where: { $0.label == label })?.value else { return nil }
    let mirror = Mirror(reflecting: value)
    return mirror.displayStyle == .optional ? mirror.children.first?.value : value
  }
}
