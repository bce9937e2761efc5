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
    let pairs = try pairs(expected: what)
    for (key, _) in pairs where !valid.contains(where: key.isText) {
      let word = try key.text(expected: "a key")
      throw key.error(Complaint.unknownKey(word, valid: valid))
    }
    return YAMLFields(pairs: pairs)
  }
}

/// The values of a mapping whose keys are known, each once.
struct YAMLFields {
  /// No values at all.
  static let none = YAMLFields(pairs: [])

  fileprivate let pairs: [(key: YAMLNode, value: YAMLNode)]

  /// The value of a key; nil if the mapping does not have it.
  ///
  /// - Complexity: O(*n*) in the number of keys, which are few.
  subscript(key: String) -> YAMLNode? { pairs.first { $0.key.isText(key) }?.value }
}
