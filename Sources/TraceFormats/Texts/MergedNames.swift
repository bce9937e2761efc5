internal import EventLog

/// What the names of one table are called in another, into which all of its texts were entered.
///
///     let names = MergedNames(of: stretch.texts, in: &texts)
///     test.name = names[test.name]
struct MergedNames {
  private let names: [Name]

  /// Enters the texts of a table, in its order.
  ///
  /// - Complexity: O(*n*) in the length of the texts.
  init(of other: NameTable, in table: inout NameTable) {
    names = (0..<other.count).map { table.intern(Name(index: UInt32($0)), of: other) }
  }

  /// The name of the same text; none for none.
  subscript(name: Name) -> Name { name.isNone ? .none : names[Int(name.index)] }
}
