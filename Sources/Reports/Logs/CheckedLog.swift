public import Compression
public import EventLog
internal import Formatting

/// What a check found about the file of an event log: whether it is whole and, if not, where it is damaged.
public struct CheckedLog: Sendable {
  /// What a check says of a log.
  public enum Verdict: String, Sendable {
    /// No line was lost, changed or moved, and it was closed.
    case sound
    /// It was torn, and is sound without the torn line.
    case repaired
    /// Its last line was never wholly written.
    case torn
    /// Its events are sound, but the run did not come to its end.
    case unclosed
    /// A line of it is broken.
    case damaged
    /// It cannot be read, or is no event log.
    case unreadable
  }

  /// The file, as it was named.
  public let file: String
  private let reading: LogReading?
  private let damage: LogDamage?
  /// Where its torn line was put; nil if it was not cut off.
  private let keptIn: String?
  private let problem: String?
  /// What is wrong with the compressed file that it was read from.
  private let flaw: GzipFlaw?
  private let isCompressed: Bool
  private let isRepairWanted: Bool

  /// A log that was read.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - reading: What reading it gave.
  ///   - keptIn: The file that holds its torn line by now; nil if that was not cut off.
  public init(file: String, _ reading: LogReading, keptIn: String? = nil) {
    (self.file, self.reading, self.keptIn) = (file, reading, keptIn)
    (damage, problem, flaw) = (nil, nil, nil)
    (isCompressed, isRepairWanted) = (false, false)
  }

  /// A log that was read from a compressed file, which is never repaired.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - reading: What reading it gave, as far as it could be read.
  ///   - flaw: What is wrong with the compressed file; nil if nothing is.
  ///   - isRepairWanted: Whether it was to be repaired.
  public init(
    file: String, compressed reading: LogReading, _ flaw: GzipFlaw?, isRepairWanted: Bool
  ) {
    (self.file, self.reading, self.flaw, problem) = (file, reading, flaw, flaw?.description)
    (self.isRepairWanted, isCompressed) = (isRepairWanted, true)
    (damage, keptIn) = (nil, nil)
  }

  /// A log with a broken line.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - damage: The broken line.
  ///   - flaw: What is wrong with the compressed file that it was read from, which may be why; nil if nothing is.
  public init(file: String, _ damage: LogDamage, flaw: GzipFlaw? = nil) {
    // What a compressed file holds that was cut off is as it was written.
    let isCause = flaw.map { !$0.isTruncation || damage.line == 1 } ?? false
    (self.file, self.damage, self.flaw) = (file, damage, isCause ? flaw : nil)
    problem = isCause ? flaw?.description : damage.problem
    (reading, keptIn) = (nil, nil)
    (isCompressed, isRepairWanted) = (flaw != nil, false)
  }

  /// A file that could not be checked.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - problem: Why, as a whole sentence; whoever read the file has already told the user.
  public init(file: String, unreadable problem: String) {
    (self.file, self.problem) = (file, problem)
    (reading, damage, keptIn, flaw) = (nil, nil, nil, nil)
    (isCompressed, isRepairWanted) = (false, false)
  }

  /// What the check says.
  public var verdict: Verdict {
    guard let reading else { return damage == nil ? .unreadable : .damaged }
    if let flaw { return flaw.isTruncation ? .torn : .damaged }
    if !reading.tornTail.isEmpty, keptIn == nil { return .torn }
    guard reading.log.isClosed else { return .unclosed }
    return keptIn == nil ? .sound : .repaired
  }

  /// Whether it is whole now, perhaps after a repair.
  public var isSound: Bool { verdict == .sound || verdict == .repaired }

  /// What is told to people, a line for each thing; nothing of a file that could not be read.
  var lines: [String] {
    if let damage {
      let sentence =
        flaw?.description(of: file, events: damage.line - 1) ?? damage.description(of: file)
      return ["damaged: \(sentence.visibleText)"]
    }
    if let flaw, !flaw.isTruncation, let reading {
      let sentence = flaw.description(of: file, events: reading.log.events.count)
      return ["damaged: \(sentence.visibleText)"]
    }
    guard let reading else { return [] }
    let name = file.visibleText
    let count = reading.log.events.count
    if verdict == .sound { return ["\(name): sound, \(counted(count, "event"))"] }
    var lines: [String] = []
    let torn = reading.tornTail
    let last = torn.count == 1 ? "the last byte" : "the last \(torn.count) bytes"
    if isCompressed {
      if flaw != nil || !torn.isEmpty { lines.append(compressedTear(name, last)) }
    } else if let keptIn {
      lines.append(
        "\(name): repaired: \(last) \(torn.count == 1 ? "is" : "are") in \(keptIn.visibleText) now")
    } else if !torn.isEmpty {
      lines.append(
        "\(name): torn: \(last), from byte \(torn.lowerBound), \(torn.count == 1 ? "is" : "are") "
          + "a line that was never wholly written; `meanwhile check --repair \(name)` cuts it off")
    }
    if !reading.log.isClosed {
      let events = count == 1 ? "its only event is sound" : "its \(count) events are sound"
      lines.append("\(name): not closed: \(events), but the run did not come to its end")
    }
    return lines
  }

  /// Says that a compressed log was cut off, and how to keep what it holds.
  private func compressedTear(_ name: String, _ last: String) -> String {
    let what =
      flaw?.description ?? "\(last) of what it holds are a line that was never wholly written"
    let refusal =
      isRepairWanted ? "; it was left as it is, since no compressed log is repaired in place" : ""
    // The copy is given no name: there might be something of that name.
    return "\(name): torn: \(what)\(refusal); `gzip -dc \(name) > COPY` keeps what it holds, and "
      + "`meanwhile check --repair COPY` cuts that clean"
  }

  /// The keys of what is told to programs.
  static let keys = [
    "file", "verdict", "events", "closed", "torn_bytes", "torn_from_byte", "kept_in", "line",
    "byte",
    "problem",
  ]

  /// What is told to programs, in the order of the keys; null where there is no such thing.
  var values: [JSONValue] {
    let torn = reading.flatMap { $0.tornTail.isEmpty ? nil : $0.tornTail }
    return [
      .string(file), .string(verdict.rawValue), JSONValue(reading?.log.events.count),
      reading.map { .bool($0.log.isClosed) } ?? .null, JSONValue(torn?.count),
      JSONValue(torn?.lowerBound), JSONValue(keptIn), JSONValue(damage?.line),
      JSONValue(damage?.byte), JSONValue(problem),
    ]
  }
}
