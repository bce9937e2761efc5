internal import EventLog
internal import Tracing

/// What a call was called with, by the attributes of its span.
///
/// That is the one that says best what was done, such as the text of a query or an address. If there is none of those, it is all, in
/// the order of their names, as far as there is room: `customer=ada, items=3`.
struct SpanArguments {
  /// The text; nil if there are no attributes.
  private(set) var text: String?
  /// How many attributes are not in it.
  private(set) var leftOut = 0

  /// How long a text is at most.
  private static let room = 120
  private static let ranks = Dictionary(
    uniqueKeysWithValues: ArgumentAttributes.names.enumerated().map { ($1.description, $0) })

  init(_ attributes: SpanAttributes) {
    guard !attributes.isEmpty else { return }
    var best: (rank: Int, value: SpanAttribute)?
    attributes.forEach { key, value in
      if let rank = Self.ranks[key], rank < best?.rank ?? .max { best = (rank, value) }
    }
    if let best {
      text = shortened(Self.text(of: best.value), to: Self.room)
      leftOut = attributes.count - 1
      return
    }
    var all: [(key: String, value: SpanAttribute)] = []
    attributes.forEach { all.append(($0, $1)) }
    all.sort { $0.key < $1.key }
    var parts = ""
    for (place, attribute) in all.enumerated() {
      let part = "\(place > 0 ? ", " : "")\(attribute.key)=\(Self.text(of: attribute.value))"
      guard parts.utf8.count + part.utf8.count <= Self.room || place == 0 else {
        leftOut = all.count - place
        break
      }
      parts += part
    }
    text = shortened(parts, to: Self.room)
  }

  private static func text(of value: SpanAttribute) -> String {
    switch value {
    case .int32(let number): "\(number)"
    case .int64(let number): "\(number)"
    case .double(let number): "\(number)"
    case .bool(let flag): "\(flag)"
    case .string(let text): text
    case .int32Array(let numbers): "\(numbers)"
    case .int64Array(let numbers): "\(numbers)"
    case .doubleArray(let numbers): "\(numbers)"
    case .boolArray(let flags): "\(flags)"
    case .stringArray(let texts): "[\(texts.joined(separator: ", "))]"
    case .stringConvertible(let value): "\(value)"
    case .stringConvertibleArray(let values):
      "[\(values.map { "\($0)" }.joined(separator: ", "))]"
    default: "?"
    }
  }
}

/// The first line of a text, cut where it is longer than so many characters.
func shortened(_ text: String, to length: Int) -> String {
  let line = text.prefix { !$0.isNewline }
  return line.count > length ? line.prefix(length - 1) + "…" : String(line)
}
