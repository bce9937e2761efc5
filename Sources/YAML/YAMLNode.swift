/// A place in a YAML text with what stands there.
package struct YAMLNode {
  package let document: YAMLDocument
  package let index: Int

  package init(document: YAMLDocument, index: Int) {
    self.document = document
    self.index = index
  }

  private var value: YAMLDocument.Value { document.values[index] }

  package var line: Int { Int(value.line) }
  package var column: Int { Int(value.column) }

  /// Whether nothing is there: no value, `~` or `null`.
  package var isNull: Bool {
    isPlain && document.texts.length(of: value.content) <= 4
      && ["", "~", "null", "Null", "NULL"].contains(where: isText)
  }

  /// Whether it is a single value without quotes.
  package var isPlain: Bool { value.kind == .plain }

  /// Whether it is a single value.
  package var isSingle: Bool { value.isSingle }

  package var isMapping: Bool { value.kind == .mapping }

  package var isList: Bool { value.kind == .list }

  package var isEmpty: Bool { !isSingle && Int(value.content) == index + 1 }

  /// The number of the text of a single value, the same for all that Unicode holds to be the same.
  ///
  /// - Precondition: It is a single value.
  package var original: UInt32 { document.texts.original(of: value.content) }

  /// A single value as it was written, also where that stands for nothing.
  package var string: String { document.texts.text(value.content) }

  /// Whether it is a single value that was written so.
  package func isText(_ text: String) -> Bool { document.isText(index, text) }
}
