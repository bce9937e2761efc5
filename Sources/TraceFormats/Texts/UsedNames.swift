internal import EventLog

/// The texts of a table that a log uses, which are its names in the order of their first use.
///
///     var names = UsedNames(of: run.texts)
///     journal.request(names.use(call.name), at: 0)
///     journal.log.setNames(names.table)
struct UsedNames {
  private let texts: NameTable
  /// The name in the log of each text, once it is used.
  private var names: [Name]
  /// The text of each name in the log.
  private var used: [Name] = []

  init(of texts: NameTable) {
    self.texts = texts
    names = Array(onLargePages: .none, count: texts.count)
  }

  /// The name in the log of a text; none for none.
  mutating func use(_ text: Name) -> Name {
    guard !text.isNone else { return .none }
    let known = names[Int(text.index)]
    if !known.isNone { return known }
    let name = Name(index: UInt32(used.count))
    names[Int(text.index)] = name
    used.appendOnLargePages(text)
    return name
  }

  /// What the log calls its texts.
  ///
  /// - Complexity: O(*n*) in the length of the texts that are used.
  var table: NameTable { NameTable(used, of: texts) }
}
