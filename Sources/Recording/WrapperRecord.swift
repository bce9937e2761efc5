internal import EventLog

/// What a wrapper told of the command in whose place it stands.
struct WrapperRecord {
  /// What tells a command apart from all others of the run: its wrapper's process and when it began.
  struct Identity: Hashable {
    var process: Int32
    var began: Nanoseconds
  }

  enum Happening {
    /// It began, within another or within none that is known; the words of its command.
    case began(parent: Identity?, words: [String])
    /// It ended, with the status of `waitpid`.
    case ended(status: Int32)
    /// It is about to begin, and was run by a cache of compilations that took its wrapper for the compiler.
    case mistaken
  }

  var identity: Identity
  var at: Nanoseconds
  var happening: Happening
}

extension WrapperRecord {
  /// Reads a record, which `record.h` of the wrapper describes, without its length; nil for what no wrapper writes.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.last == 0 else { return nil }
    let fields = bytes.dropLast().split(separator: 0, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard fields.count >= 3, let process = Int32(fields[1]), let began = Nanoseconds(fields[2])
    else { return nil }
    identity = Identity(process: process, began: began)
    switch fields[0] {
    case "b" where fields.count >= 5:
      at = began
      happening = .began(parent: Identity(fields[3]), words: Array(fields[4...]))
    case "e":
      guard fields.count == 5, let end = Nanoseconds(fields[3]), let status = Int32(fields[4])
      else { return nil }
      at = end
      happening = .ended(status: status)
    case "c" where fields.count == 3:
      at = began
      happening = .mistaken
    default: return nil
    }
  }
}

extension WrapperRecord.Identity {
  /// Reads `process.began`.
  init?(_ text: String) {
    let parts = text.split(separator: ".")
    guard parts.count == 2, let process = Int32(parts[0]), let began = Nanoseconds(parts[1])
    else { return nil }
    self.init(process: process, began: began)
  }
}

/// Takes the bytes of a pipe apart into records.
struct WrapperRecords {
  private var bytes: [UInt8] = []
  /// How many bytes were no records.
  private(set) var lost = 0

  private static let digits = 4

  /// The records that are whole with some more bytes.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  mutating func take(_ more: some Sequence<UInt8>) -> [WrapperRecord] {
    bytes += more
    var records: [WrapperRecord] = []
    var start = 0
    while bytes.count - start >= Self.digits {
      let digits = String(decoding: bytes[start..<start + Self.digits], as: UTF8.self)
      guard let length = Int(digits), length > Self.digits else {
        // Nobody but wrappers should write there.
        lost += bytes.count - start
        start = bytes.count
        break
      }
      guard bytes.count - start >= length else { break }
      if let record = WrapperRecord(bytes[start + Self.digits..<start + length]) {
        records.append(record)
      } else {
        lost += length
      }
      start += length
    }
    bytes.removeFirst(start)
    return records
  }
}
