internal import YAML

/// The things of one kind that a scenario declares, each known by its name.
///
/// A name stands where a thing is declared and again wherever it is meant, so it is looked up by the
/// number of its text in the document.
struct Declarations {
  /// What they are, in words.
  let kind: String
  private let document: YAMLDocument
  private(set) var names: [String] = []
  /// For each text of the document the thing that it names, from 1; 0 for none.
  private var places: [UInt32] = []
  /// Things whose names do not stand in the document.
  private var others: [String: Int] = [:]

  init(of kind: String, in document: YAMLDocument) {
    self.kind = kind
    self.document = document
  }

  func index(named name: String) -> Int? {
    document.texts.original(of: name).map(index) ?? others[name]
  }

  /// Takes in another one that has no place in the document.
  mutating func declare(_ name: String) {
    guard let text = document.texts.original(of: name) else {
      others[name] = names.count
      names.append(name)
      return
    }
    declare(name, text)
  }

  /// Takes in the name of another one.
  mutating func declare(_ key: YAMLNode) throws(ScenarioError) -> String {
    let name = try key.name(of: kind)
    // Few names have a brace, and there may be a million names.
    if key.isPlain, name.utf8.contains(UInt8(ascii: "{")),
      let brace = name.firstRange(of: " {")?.lowerBound
    {
      let word = Complaint.quote(String(name[..<brace]))
      throw key.error("A `:` is missing behind \(word), between the name and the `{`.")
    }
    declare(name, key.original)
    return name
  }

  /// Which one is named.
  func index(of node: YAMLNode) throws(ScenarioError) -> Int {
    if node.isSingle, !node.isNull, let index = index(node.original) { return index }
    throw node.error(Complaint.unknown(try node.name(of: kind), kind, valid: names))
  }

  private func index(_ text: UInt32) -> Int? {
    guard Int(text) < places.count, places[Int(text)] > 0 else { return nil }
    return Int(places[Int(text)]) - 1
  }

  private mutating func declare(_ name: String, _ text: UInt32) {
    if places.isEmpty { places = Array(repeating: 0, count: document.texts.count) }
    names.append(name)
    places[Int(text)] = UInt32(names.count)
  }
}
