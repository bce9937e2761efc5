/// Writes a JSON text from its beginning to its end, without a tree of it in memory.
///
/// It puts commas where they belong; brackets have to be closed by whoever opens them.
package struct JSONSink {
  /// What was written.
  package private(set) var bytes: [UInt8] = []
  /// Whether something stands before on the same level.
  private var needsComma = false

  /// Writes nothing yet.
  package init() {}

  package mutating func beginObject() { open("{") }
  package mutating func endObject() { close("}") }
  package mutating func beginArray() { open("[") }
  package mutating func endArray() { close("]") }

  /// Begins a new line, which in JSON says nothing; before what closes a level there is no comma.
  package mutating func newLine(closing: Bool = false) {
    if needsComma, !closing { append(",") }
    needsComma = false
    append("\n")
  }

  package mutating func key(_ key: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    key.withUTF8Buffer { bytes.append(contentsOf: $0) }
    append("\":")
    needsComma = false
  }

  package mutating func value(_ text: String) {
    separate()
    JSONText.append(text, to: &bytes)
    needsComma = true
  }

  package mutating func value(_ number: some BinaryInteger) {
    separate()
    JSONText.append(number, to: &bytes)
    needsComma = true
  }

  /// Nothing.
  package mutating func null() { value(word: "null") }

  /// A number that is written already, `true` or `false`.
  package mutating func value(word: String) {
    separate()
    bytes.append(contentsOf: word.utf8)
    needsComma = true
  }

  /// A value that is written already, of any kind.
  package mutating func value(written text: [UInt8]) {
    separate()
    bytes.append(contentsOf: text)
    needsComma = true
  }

  package mutating func field(_ key: StaticString, _ text: String) {
    self.key(key)
    value(text)
  }

  package mutating func field(_ key: StaticString, _ number: some BinaryInteger) {
    self.key(key)
    value(number)
  }

  /// A field that is left out where there is nothing.
  package mutating func field(_ key: StaticString, ifAny text: String?) {
    if let text { field(key, text) }
  }

  /// A field that is left out where there is nothing.
  package mutating func field(_ key: StaticString, ifAny number: Int64?) {
    if let number { field(key, number) }
  }

  package mutating func field(_ key: StaticString, word: String) {
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
