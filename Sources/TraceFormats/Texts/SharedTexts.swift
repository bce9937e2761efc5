internal import EventLog
internal import JSON

/// The strings of a JSON text that stand there many times, each made once.
///
///     var texts = SharedTexts()
///     let runner = texts.text(of: job["runner_name"])
struct SharedTexts {
  private var names = NameTable()
  private var texts: [String] = []
  private let change: @Sendable (String) -> String

  /// - Parameter change: What becomes of each text.
  init(_ change: @escaping @Sendable (String) -> String = { $0 }) { self.change = change }

  /// The text of a string, changed; nil if it is something else.
  ///
  /// - Complexity: O(length of the text), without making a new one if it has been there before.
  mutating func text(of node: JSONNode) -> String? {
    node.withString { text in
      let place = Int(names.intern(utf8: UnsafeRawBufferPointer(text)).index)
      if place == texts.count { texts.append(change(String(decoding: text, as: UTF8.self))) }
      return texts[place]
    }
  }
}
