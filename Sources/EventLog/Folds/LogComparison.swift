/// The first place where two logs say something else.
public struct LogDifference: Equatable, Sendable {
  /// The number of the event that differs, in the expected log.
  public var seq: Int
  /// The number of the event of the other log that is compared with it.
  public var actualSeq: Int
  /// Whether the expected log has such an event.
  public var isExpected: Bool
  /// Whether the other log has such an event.
  public var isActual: Bool

  init(seq: Int, actualSeq: Int? = nil, isExpected: Bool, isActual: Bool) {
    self.seq = seq
    self.actualSeq = actualSeq ?? seq
    self.isExpected = isExpected
    self.isActual = isActual
  }
}

extension Log {
  /// The first event that is not the same in another log, or nil if all are.
  ///
  /// Events are the same if time, kind, fields, component, call and causes are; names are compared
  /// as texts. The header counts only in so far as it makes events.
  ///
  /// - Parameters:
  ///   - other: The log that is compared with this one.
  ///   - isOfEffects: Whether only what happens counts, not what is declared before it. A machine more
  ///     or less then does not make every later event another because of its number.
  /// - Returns: The difference, or nil.
  /// - Complexity: O(*n*) in the number of events.
  public func firstDifference(from other: Log, isOfEffects: Bool = false) -> LogDifference? {
    let start = isOfEffects ? declarations : 0
    let otherStart = isOfEffects ? other.declarations : 0
    let translation = NameTranslation(
      from: other.names, to: names, shift: Int64(start) - Int64(otherStart))
    for offset in 0..<max(events.count - start, other.events.count - otherStart) {
      let (seq, otherSeq) = (start + offset, otherStart + offset)
      guard seq < events.count, otherSeq < other.events.count,
        events[seq] == translation.translate(other.events[otherSeq]),
        hasCauses(of: seq, likeThoseOf: otherSeq, in: other, translation, start, otherStart)
      else {
        return LogDifference(
          seq: seq, actualSeq: otherSeq, isExpected: seq < events.count,
          isActual: otherSeq < other.events.count)
      }
    }
    return nil
  }

  /// How many events at the start of the log only say what there is.
  ///
  /// - Complexity: O(result).
  public var declarations: Int {
    events.firstIndex { event in
      switch event.kind {
      case .logOpened, .machineDeclared, .componentDeclared, .stateDeclared, .streamDeclared: false
      default: true
      }
    } ?? events.count
  }

  private func hasCauses(
    of seq: Int, likeThoseOf otherSeq: Int, in other: Log, _ translation: NameTranslation,
    _ start: Int, _ otherStart: Int
  ) -> Bool {
    let (left, right) = (causes(of: seq), other.causes(of: otherSeq))
    if start == 0, otherStart == 0 { return left.elementsEqual(right) }
    return left.elementsEqual(right) { cause, otherCause in
      guard cause.edge == otherCause.edge, cause.isInferred == otherCause.isInferred else {
        return false
      }
      let (from, otherFrom) = (Int(cause.seq), Int(otherCause.seq))
      guard from < start || otherFrom < otherStart else {
        return from - start == otherFrom - otherStart
      }
      return from < start && otherFrom < otherStart
        && events[from] == translation.translate(other.events[otherFrom])
    }
  }
}

/// Turns names of one table into names of another with the same texts.
private struct NameTranslation {
  private let names: [Name]
  /// By how much the numbers of events are to be shifted.
  private let shift: Int64

  init(from source: NameTable, to target: NameTable, shift: Int64) {
    self.shift = shift
    let unknown = Name(index: .max - 1)
    names = source.texts.map { text in
      let name = target.find(text)
      return name.isNone ? unknown : name
    }
  }

  func translate(_ event: Event) -> Event {
    let (word, fields) = event.kind.row
    let row = word.row
    var translated = EventFields()
    translated.first = translate(fields.first, as: row.first)
    translated.second = translate(fields.second, as: row.second)
    translated.third = translate(fields.third, as: row.third)
    var event = event
    event.component = translate(event.component)
    event.kind = Event.Kind(word, translated)
    return event
  }

  private func translate(_ name: Name) -> Name { name.isNone ? name : names[Int(name.index)] }

  private func translate(_ value: UInt32, as field: EventField) -> UInt32 {
    switch field {
    case .name, .neededName, .machine, .neededMachine, .value:
      translate(Name(index: value)).index
    case .eventNumber: UInt32(clamping: Int64(value) + shift)
    case .nothing, .count, .neededCount, .countAboveOne, .parent, .traits, .total: value
    }
  }
}
