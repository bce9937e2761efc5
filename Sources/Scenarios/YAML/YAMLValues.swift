internal import EventLog
internal import Simulation
internal import YAML

// The kinds of single values that stand in a scenario.

extension YAMLNode {
  /// The name of something.
  func name(of what: String) throws(ScenarioError) -> String {
    let name = try text(expected: "the name of a \(what)")
    guard !name.isEmpty else {
      throw error(Complaint.wrongType(found, expected: "the name of a \(what)"))
    }
    return name
  }

  /// True or false.
  func flag() throws(ScenarioError) -> Bool {
    switch try text(expected: "`true` or `false`") {
    case "true": return true
    case "false": return false
    default: throw error(Complaint.wrongType(found, expected: "`true` or `false`"))
    }
  }

  /// A whole number within a range, which the words for what is expected name too.
  func wholeNumber(
    _ range: ClosedRange<UInt32>, _ expected: String
  ) throws(ScenarioError) -> UInt32 {
    let text = try text(expected: expected)
    guard text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }),
      let number = UInt32(text), range.contains(number)
    else { throw error(Complaint.wrongType(found, expected: expected)) }
    return number
  }

  /// What a length of time must be beside not negative.
  enum TimeRange {
    case any
    case aboveZero
  }

  /// A length of time.
  func time(_ range: TimeRange = .any) throws(ScenarioError) -> Nanoseconds {
    let text = try text(expected: "a length of time such as `2s`")
    let time: Nanoseconds
    do { time = try nanoseconds(in: text) } catch {
      throw self.error(error.description(of: text))
    }
    guard range == .any || time > 0 else {
      throw error(
        Complaint.wrongType(found, expected: "a length of time above 0, such as `2s`"))
    }
    return time
  }

  /// The elements of a list; a single value counts as the only one.
  func oneOrMore(expected: String) throws(ScenarioError) -> [YAMLNode] {
    if isSingle, !isNull { return [self] }
    let elements = try elements(expected: expected)
    guard !elements.isEmpty else { throw error(Complaint.wrongType(found, expected: expected)) }
    return elements
  }

  /// The names in a list, or the only one, each once.
  func names(of what: String, example: String) throws(ScenarioError) -> [YAMLNode] {
    let nodes = try oneOrMore(expected: "the name of a \(what), or several such as `\(example)`")
    var seen: Set<String> = []
    for node in nodes where !seen.insert(try node.name(of: what)).inserted {
      throw node.error("\(node.found) stands here twice. Name it once.")
    }
    return nodes
  }
}

/// The number that a text such as `2.5` or `-3` stands for; nil if it is none of at most 15 digits.
///
/// Fifteen digits and their power of ten are whole numbers that a `Double` holds exactly, so one
/// division gives the nearest `Double` in every locale and with every C library. (Clinger, "How to
/// read floating point numbers accurately", 1990, calls that the fast path.)
///
/// - Complexity: O(length of `text`).
func decimal(in text: String) -> Double? {
  let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
  let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
  let decimals = parts.count == 2 ? parts[1].count : 0
  let significant = parts.joined().drop { $0 == UInt8(ascii: "0") }
  guard significant.count <= 15, decimals <= 22 else { return nil }
  var whole: Int64 = 0
  for byte in significant {
    guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
    whole = whole * 10 + Int64(byte - UInt8(ascii: "0"))
  }
  let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
  let magnitude = Double(whole) / scale
  return digits.count == text.utf8.count ? magnitude : -magnitude
}

/// Whether a text that is no decimal number was meant as a number: `1e-3`, `.5`, `+1`, `1_000`.
func looksLikeNumber(_ text: String) -> Bool {
  guard let first = text.utf8.first(where: { !"+-.".utf8.contains($0) }),
    first >= UInt8(ascii: "0"), first <= UInt8(ascii: "9")
  else { return false }
  return text.utf8.allSatisfy { "0123456789+-._eExX".utf8.contains($0) }
    && Double(text.replacing("_", with: "")) != nil
}
