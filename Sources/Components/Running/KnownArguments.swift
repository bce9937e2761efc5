internal import EventLog
internal import Simulation

/// The arguments with which components were called that remember their calls: equal ones have one key.
///
/// A key is what a scenario's cache has for such values, so that logs tell the same; arguments that are not equal and only look
/// so have a number behind it.
struct KnownArguments {
  private struct Place: Hashable {
    var component: Int
    var input: [AnyHashable]
  }

  private var keys: [Place: String] = [:]
  private var counts: [String: Int] = [:]

  /// The key of arguments; nil if they cannot be compared.
  mutating func key(of input: Any, _ values: [Value], for component: Int) -> String? {
    guard let parts = Self.hashable(input) else { return nil }
    let place = Place(component: component, input: parts)
    if let known = keys[place] { return known }
    let text = CodeDriver.key(of: values)
    let name = "\(component) \(text)"
    let number = counts[name, default: 0]
    counts[name] = number + 1
    let key = number == 0 ? text : "\(text)#\(number + 1)"
    keys[place] = key
    return key
  }

  /// The arguments, or the parts of a tuple, which is never hashable itself.
  private static func hashable(_ input: Any) -> [AnyHashable]? {
    if input is Void { return [] }
    if let whole = input as? AnyHashable { return [whole] }
    let mirror = Mirror(reflecting: input)
    guard mirror.displayStyle == .tuple else { return nil }
    var parts: [AnyHashable] = []
    for child in mirror.children {
      guard let part = child.value as? AnyHashable else { return nil }
      parts.append(part)
    }
    return parts
  }
}
