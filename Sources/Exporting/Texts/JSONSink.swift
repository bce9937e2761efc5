internal import EventLog
internal import Formatting

/// Writes a JSON text from its beginning to its end, without a tree of it in memory.
///
/// It puts commas where they belong; brackets have to be closed by whoever opens them.
struct JSONSink {
  private(set) var bytes: [UInt8] = []
  /// Whether something stands before on the same level.
  private var needsComma = false

  mutating func beginObject() { open("{") }
  mutating func endObject() { close("}") }
  mutating func beginArray() { open("[") }
  mutating func endArray() { close("]") }

  /// Begins a new line, which in JSON says nothing; before what closes a level there is no comma.
  mutating func newLine(closing: Bool = false) {
    if needsComma, !closing { append(",") }
    needsComma = false
    append("\n")
  }

  mutating func key(_ key: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    key.withUTF8Buffer { bytes.append(contentsOf: $0) }
    append("\":")
    needsComma = false
  }

  mutating func value(_ text: String) {
    separate()
    JSONText.append(text, to: &bytes)
    needsComma = true
  }

  mutating func value(_ number: some BinaryInteger) {
    separate()
    JSONText.append(number, to: &bytes)
    needsComma = true
  }

  /// A number that is written already, `true` or `false`.
  mutating func value(word: String) {
    separate()
    bytes.append(contentsOf: word.utf8)
    needsComma = true
  }

  mutating func field(_ key: StaticString, _ text: String) {
    self.key(key)
    value(text)
  }

  mutating func field(_ key: StaticString, _ number: some BinaryInteger) {
    self.key(key)
    value(number)
  }

  /// A field that is left out where there is nothing.
  mutating func field(_ key: StaticString, ifAny text: String?) {
    if let text { field(key, text) }
  }

  /// A field that is left out where there is nothing.
  mutating func field(_ key: StaticString, ifAny number: Nanoseconds?) {
    if let number { field(key, number) }
  }

  mutating func field(_ key: StaticString, word: String) {
    self.key(key)
    value(word: word)
  }

  private mutating func open(_ bracket: StaticString) {
    separate()
    append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: StaticString) {
    append(bracket)
    needsComma = true
  }

  private mutating func separate() { if needsComma { bytes.append(UInt8(ascii: ",")) } }

  private mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }
}

/// A time in a larger unit, with all its digits and no zeros at the end: 1500 ns are `1.5` µs.
func decimalText(_ nanoseconds: Nanoseconds, digits: Int) -> String {
  let unit = (0..<digits).reduce(Int64(1)) { unit, _ in unit * 10 }
  let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: unit)
  guard rest > 0 else { return String(whole) }
  return "\(whole).\(String(unit + rest).dropFirst().trimmingZeros)"
}
