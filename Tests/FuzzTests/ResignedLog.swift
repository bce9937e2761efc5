import EventLog
import TestSupport

/// A log somebody changed event by event, numbered anew and signed again, so that every checksum is
/// right: nothing but the rules of runs can tell that it is wrong.
struct ResignedLog {
  private var lines: [String]
  private var generator: SeededGenerator

  init(_ log: Log, seed: UInt64) {
    lines = log.encodedLines().map { String($0.dropLast(checksumLength)) }
    generator = SeededGenerator(seed: seed)
  }

  /// Says that the log was imported from a trace: on the clock of a real machine, not everything has a
  /// cause.
  mutating func pretendToBeImported() {
    lines[0] =
      #"{"seq":0,"at":0,"kind":"log.opened","format":2,"semantics":1,"name":"x","#
      + #""trace":"y","clock":"wall","unit":"ns""#
  }

  /// Makes one change, of a kind that keeps most of the log plausible.
  mutating func change() {
    let place = Int.random(in: lines.indices, using: &generator)
    switch Int.random(in: 0..<9, using: &generator) {
    case 0: exchange(place, with: min(place + 1, lines.count - 1))
    case 1 where lines.count > 2: remove(place)
    case 2: insertCopy(of: place)
    case 3: replaceWord(in: place, of: Self.edges)
    case 4: replaceWord(in: place, of: Self.kinds)
    case 5: copyTime(to: place)
    case 6: removeCause(in: place)
    default: changeNumber(in: place)
    }
  }

  private static let edges = ["program", "blocking", "data", "time", "queue", "machine"]
  private static let kinds = [
    "call.queued", "call.resumed", "call.succeeded", "call.failed", "call.stopped",
    "machine.released", "machine.taken", "call.started",
  ]

  private mutating func replaceWord(in place: Int, of words: [String]) {
    guard let word = words.first(where: { lines[place].contains("\"\($0)\"") }),
      let range = lines[place].firstRange(of: "\"\(word)\""),
      let other = words.randomElement(using: &generator)
    else { return }
    lines[place].replaceSubrange(range, with: "\"\(other)\"")
  }

  private mutating func copyTime(to place: Int) {
    let other = lines[Int.random(in: lines.indices, using: &generator)]
    guard let time = other.firstMatch(of: /"at":\d+/)?.output,
      let range = lines[place].firstRange(of: /"at":\d+/)
    else { return }
    lines[place].replaceSubrange(range, with: time)
  }

  private mutating func removeCause(in place: Int) {
    guard
      let range = lines[place].ranges(of: /\[\d+,"[a-z]+"\],|,\[\d+,"[a-z]+"\]/).randomElement(
        using: &generator)
    else { return }
    lines[place].removeSubrange(range)
  }

  /// Changes a number, but not that of the event.
  private mutating func changeNumber(in place: Int) {
    let ranges = lines[place].ranges(of: /\d+/).dropFirst()
    guard let range = ranges.randomElement(using: &generator),
      let number = UInt64(lines[place][range])
    else { return }
    let others = [0, 1, 2, number &+ 1, number == 0 ? 0 : number - 1, number * 2 % 1_000_000_007]
    guard let other = others.randomElement(using: &generator) else { return }
    lines[place].replaceSubrange(range, with: "\(other)")
  }

  // MARK: Lines that move

  private mutating func exchange(_ place: Int, with other: Int) {
    lines.swapAt(place, other)
    renumber { $0 == place ? other : $0 == other ? place : $0 }
  }

  private mutating func remove(_ place: Int) {
    lines.remove(at: place)
    renumber { $0 > place ? $0 - 1 : $0 }
  }

  private mutating func insertCopy(of place: Int) {
    lines.insert(lines[place], at: place)
    renumber { $0 > place ? $0 + 1 : $0 }
  }

  /// Gives each line its number again, and causes the numbers that their events have now.
  private mutating func renumber(_ moved: (Int) -> Int) {
    for place in lines.indices {
      lines[place].replace(/"seq":\d+/, with: "\"seq\":\(place)")
      lines[place].replace(/\[(\d+),"/) { match in
        Int(match.output.1).map { "[\(moved($0)),\"" } ?? String(match.output.0)
      }
      lines[place].replace(/"events":\d+/, with: "\"events\":\(lines.count)")
    }
  }

  // MARK: The file

  /// The bytes of the file, each line with the checksum it should have.
  var bytes: [UInt8] { sealed(lines) }
}
