internal import EventLog

/// The texts of the single values of a document, each kept once and known by its number.
///
/// Names and keys come again and again in a scenario, so most of it is a few texts.
package struct YAMLTexts {
  private var names = NameTable()
  /// The numbers of texts that are written otherwise but are the same to a reader.
  private var originals: [UInt32: UInt32] = [:]
  /// The first of the texts that are the same to a reader, where they are not plain ASCII.
  private var beyondASCII: [String: UInt32] = [:]

  /// No texts.
  package init() {}

  /// How many there are.
  package var count: Int { names.count }

  /// The number of a text, which becomes the next if it is new.
  ///
  /// - Precondition: It is UTF-8.
  /// - Complexity: O(length of `text`), on average.
  package mutating func number(of text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let known = count
    let number = names.intern(utf8: UnsafeRawBufferPointer(text)).index
    if number == known, text.contains(where: { $0 >= 0x80 }) { noteOriginal(of: number) }
    return number
  }

  /// The number of the original of a text that is known; nil of one that is not.
  ///
  /// - Complexity: O(length of `text`), on average.
  package func original(of text: String) -> UInt32? {
    let name = names.find(text)
    return name.isNone ? beyondASCII[text] : original(of: name.index)
  }

  /// A text.
  package func text(_ number: UInt32) -> String { names[Name(index: number)] }

  /// How many bytes a text has.
  package func length(of number: UInt32) -> Int { names.length(of: Name(index: number)) }

  /// Whether a text is this one, byte for byte.
  package func isSame(_ number: UInt32, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    names.isText(of: Name(index: number), UnsafeRawBufferPointer(text))
  }

  /// The first of the texts that Unicode holds to be the same as this one, such as é written as one
  /// scalar or as two; most often the text itself.
  package func original(of number: UInt32) -> UInt32 {
    originals.isEmpty ? number : originals[number] ?? number
  }

  private mutating func noteOriginal(of number: UInt32) {
    let text = text(number)
    if let original = beyondASCII[text] {
      originals[number] = original
    } else {
      beyondASCII[text] = number
    }
  }
}
