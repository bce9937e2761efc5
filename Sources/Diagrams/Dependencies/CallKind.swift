internal import EventLog
internal import TraceAnalysis

/// What calls have in common by their names, such as `mProject_0001` and `mProject_0002`.
extension DependencyDiagram {
  /// For each call the number of its kind: names that differ only in a number at their end, or only
  /// in the file of a folder, are of one kind.
  ///
  /// - Complexity: O(*n*) in the length of the names.
  func kinds(of calls: [CallNumber]) -> [Int] {
    var numbers: [Substring: Int] = [:]
    var known: [Name: Int] = [:]
    return calls.map { call in
      if isJoin(call) { return -1 }
      let name = run.table[call].component
      if let kind = known[name] { return kind }
      let kind = Self.kind(of: run.log.names[name])
      let number = numbers[kind] ?? numbers.count
      numbers[kind] = number
      known[name] = number
      return number
    }
  }

  private static func kind(of name: String) -> Substring {
    if let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")) { return name[..<slash] }
    return name.withoutNumberAtEnd
  }

  /// What the names of some calls begin with, if that says anything; nil if they have nothing in
  /// common, and the name itself if it is one.
  func commonName(of calls: [CallNumber]) -> String? {
    let first = run.component(of: calls[0])
    var common = Array(first.utf8)
    var isOne = true
    for call in calls.dropFirst() {
      let name = run.component(of: call)
      guard name != first else { continue }
      isOne = false
      let length = zip(common, name.utf8).prefix { $0 == $1 }.count
      common.removeLast(common.count - length)
    }
    if isOne { return first }
    // Cut between characters, not inside one, and not inside the number that makes them differ.
    while let last = common.last, last & 0xC0 == 0x80 || last >= 0xC0 { common.removeLast() }
    let stem = String(decoding: common, as: UTF8.self).withoutNumberAtEnd
    return stem.count >= 3 ? stem + "…" : nil
  }
}
