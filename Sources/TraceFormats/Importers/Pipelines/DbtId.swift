/// The ids of nodes of dbt, `model.shop.orders`: the kind, the project, and the name.
enum DbtId {
  /// The name in an id, `orders` of `model.shop.orders`; of a test it is followed by a hash.
  static func name(of id: String) -> String {
    let parts = id.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 2 else { return id }
    return String(parts[2])
      + (isTest(id) || parts.count == 3 ? "" : "." + parts[3...].joined(separator: "."))
  }

  /// What kind of node an id is of: `model`, `test`.
  static func kind(of id: String) -> String? {
    id.firstIndex(of: ".").map { String(id[..<$0]) }
  }

  /// Whether it is the id of a test.
  static func isTest(_ id: String) -> Bool {
    id.hasPrefix("test.") || id.hasPrefix("unit_test.")
  }
}
