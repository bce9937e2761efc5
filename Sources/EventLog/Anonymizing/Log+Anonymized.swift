extension Log {
  /// The same run with all names replaced: of the run, of components and machines, what calls were called with, where and why they
  /// ended, and what state held.
  ///
  /// Kinds, times, causes, numbers of calls and slots, and the format of the trace stay as they are.
  ///
  /// - Parameter anonymizer: What replaces them; given several logs, it replaces what they share alike.
  /// - Returns: The log; nil if it is not of a trace, for what was simulated holds its scenario, which is all names.
  /// - Complexity: O(*n*) in the number of events and the length of all texts.
  public func anonymized(by anonymizer: inout Anonymizer) -> Log? {
    guard header.origin.isTrace else { return nil }
    var replacement = NameReplacement(of: names, by: anonymizer)
    var log = self
    log.header.name = replacement.anonymizer.replacement(of: header.name)
    // What was changed names components and machines: only in which way is kept.
    log.header.plan?.changes = header.plan?.changes.map { String($0.prefix { $0 != " " }) } ?? []
    for place in events.indices {
      let event = events[place]
      var (word, fields) = event.kind.row
      let row = word.row
      log.events[place].component = replacement.name(event.component)
      replacement.replace(row.first, &fields.first)
      replacement.replace(row.second, &fields.second)
      replacement.replace(row.third, &fields.third)
      log.events[place].kind = Event.Kind(word, fields)
    }
    log.names = replacement.table
    anonymizer = replacement.anonymizer
    return log
  }
}

/// Replaces the names of a log, each once.
private struct NameReplacement {
  var anonymizer: Anonymizer
  private(set) var table = NameTable()
  private let names: NameTable
  /// What stands for each name, as a text and as a value; none where it has not come yet.
  private var texts: [Name]
  private var values: [Name]

  init(of names: NameTable, by anonymizer: Anonymizer) {
    (self.names, self.anonymizer) = (names, anonymizer)
    texts = Array(repeating: .none, count: names.count)
    values = texts
  }

  mutating func name(_ name: Name) -> Name {
    guard !name.isNone else { return name }
    let place = Int(name.index)
    if texts[place].isNone {
      texts[place] = table.intern(anonymizer.replacement(of: names[name]))
    }
    return texts[place]
  }

  /// What stands for a value of the shared state; only texts are replaced.
  private mutating func value(_ name: Name) -> Name {
    guard !name.isNone else { return name }
    let place = Int(name.index)
    if values[place].isNone {
      let text = names[name]
      let shown =
        switch Value(jsonText: text) {
        case .text(let text)?: Value.text(anonymizer.replacement(of: text)).jsonText
        case nil: anonymizer.replacement(of: text)
        default: text
        }
      values[place] = table.intern(shown)
    }
    return values[place]
  }

  mutating func replace(_ field: EventField, _ index: inout UInt32) {
    switch field {
    case .name, .neededName, .machine, .neededMachine: index = name(Name(index: index)).index
    case .value: index = value(Name(index: index)).index
    case .nothing, .count, .neededCount, .countAboveOne, .eventNumber, .parent, .traits, .total:
      break
    }
  }
}
