internal import YAML

/// What is within lists and mappings.
extension YAMLNode {
  /// The elements of a list.
  func elements(expected: String) throws(ScenarioError) -> [YAMLNode] {
    guard isList else {
      if let key = keyThatBeginsWithDash {
        throw key.error(
          "A `-` needs a blank behind it. Write \(Complaint.quote(key.spaced)) instead of "
            + "\(key.found).")
      }
      throw error(Complaint.wrongType(found, expected: expected))
    }
    var elements: [YAMLNode] = []
    let end = document.index(after: index)
    var element = index + 1
    while element < end {
      elements.append(YAMLNode(document: document, index: element))
      element = document.index(after: element)
    }
    return elements
  }

  /// The keys and values of a mapping, in the order of the text; nothing counts as empty.
  func pairs(expected: String) throws(ScenarioError) -> [(key: YAMLNode, value: YAMLNode)] {
    if isNull { return [] }
    guard isMapping else { throw error(Complaint.wrongType(found, expected: expected)) }
    var pairs: [(key: YAMLNode, value: YAMLNode)] = []
    let end = document.index(after: index)
    var key = index + 1
    while key < end {
      let value = document.index(after: key)
      pairs.append(
        (YAMLNode(document: document, index: key), YAMLNode(document: document, index: value)))
      key = document.index(after: value)
    }
    return pairs
  }

  /// The values of a mapping that may have only the keys given.
  func fields(_ valid: [String], of what: String) throws(ScenarioError) -> YAMLFields {
    if isNull { return .none }
    guard isMapping else {
      if isPlain, let problem = Complaint.colonWithoutBlank(string, valid: valid) {
        throw error(problem)
      }
      throw error(Complaint.wrongType(found, expected: what))
    }
    let unknown = document.firstKey(of: index) { key in
      !valid.contains { document.isText(key, $0) }
    }
    if let unknown {
      let key = YAMLNode(document: document, index: unknown)
      let word = try key.text(expected: "a key")
      throw key.error(Complaint.unknownKey(word, valid: valid))
    }
    return YAMLFields(mapping: self)
  }
}

/// The values of a mapping whose keys are known, each once.
///
/// They are looked for in the document itself: a task graph has a mapping for each task, and most of them have one
/// or two keys.
struct YAMLFields {
  /// No values at all.
  static let none = YAMLFields(mapping: nil)

  private let mapping: YAMLNode?

  fileprivate init(mapping: YAMLNode?) { self.mapping = mapping }

  /// The value of a key; nil if the mapping does not have it.
  ///
  /// - Complexity: O(*n*) in the number of keys, which are few.
  subscript(key: String) -> YAMLNode? {
    guard let mapping else { return nil }
    let document = mapping.document
    return document.firstKey(of: mapping.index) { document.isText($0, key) }.map {
      YAMLNode(document: document, index: document.index(after: $0))
    }
  }
}
