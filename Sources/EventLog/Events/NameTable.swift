internal import Platform

/// A name in a log's `NameTable`.
///
/// Two names of one log are equal exactly if their texts are.
public struct Name: Hashable, Sendable, BitwiseCopyable {
  /// The position of the text in the table.
  public let index: UInt32

  /// No name.
  @inlinable public static var none: Name { Name(index: .max) }

  /// Whether there is no name.
  @inlinable public var isNone: Bool { index == .max }

  /// The name that was or will be entered after this one; after none, the first.
  package var next: Name { Name(index: index &+ 1) }

  @inlinable package init(index: UInt32) { self.index = index }
}

/// Every text of a log, once, in the order of first use.
///
/// Texts are the same if their bytes are: what Unicode holds to be equivalent, such as the two ways
/// of writing é, is two names here, so that a log is written as it was read.
public struct NameTable: Equatable, Sendable {
  /// The bytes of all texts, one text after the other.
  @usableFromInline var bytes = Column<UInt8>()
  /// Where the bytes of each text end; a name's index is its place here.
  @usableFromInline var ends = Column<Int>()
  /// Half of the hash of each text, which is the same in all tables of a process.
  private var hashes = Column<UInt32>()
  /// An open hash table, at most half full: the index of a text plus 1, or 0.
  ///
  /// Where a text lies depends on the seed of hashing; its index does not.
  private var slots: [UInt32] = Array(repeating: 0, count: 16)
  /// The index of a text that was asked for last, for each of some small hashes: mostly it is asked for again.
  private var recent: [UInt32] = []

  /// Makes an empty table.
  public init() {}

  /// A table of texts of another one, in another order; what it calls them is their place there.
  ///
  /// - Precondition: No name comes twice.
  /// - Complexity: O(*n*) in the length of the texts.
  package init(_ names: [Name], of other: NameTable) {
    bytes.reserveCapacity(names.reduce(0) { $0 + other.length(of: $1) })
    ends.reserveCapacity(names.count)
    hashes.reserveCapacity(names.count)
    for name in names {
      other.withBytes(of: name) { bytes.append(contentsOf: $0.bindMemory(to: UInt8.self)) }
      ends.append(bytes.count)
      hashes.append(other.hashes[Int(name.index)])
    }
    makeSlots(forTexts: names.count)
  }

  /// Makes room for so many further texts, with all of their bytes.
  package mutating func reserveRoom(texts: Int, bytes: Int) {
    self.bytes.reserveRoom(for: bytes)
    ends.reserveRoom(for: texts)
    hashes.reserveRoom(for: texts)
    if (count + texts) * 2 > slots.count { makeSlots(forTexts: count + texts) }
  }

  /// How many bytes all texts have.
  package var byteCount: Int { bytes.count }

  /// How many texts there are.
  public var count: Int { ends.count }

  /// The texts; a name's index is its place here.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public var texts: [String] { ends.indices.map { self[Name(index: UInt32($0))] } }

  /// The text of a name; empty for `Name.none`.
  public subscript(name: Name) -> String {
    name.isNone ? "" : withBytes(of: name) { String(decoding: $0, as: UTF8.self) }
  }

  /// Where in `bytes` a text lies.
  @inlinable func range(of name: Name) -> Range<Int> {
    let place = Int(name.index)
    return (place == 0 ? 0 : ends[place - 1])..<ends[place]
  }

  /// The name of a text, entered if it is new.
  ///
  /// - Complexity: O(length of `text`), amortised.
  public mutating func intern(_ text: String) -> Name {
    var text = text
    return text.withUTF8 { intern(utf8: UnsafeRawBufferPointer($0)) }
  }

  /// The name of a text by its UTF-8 bytes, entered if it is new; nil if they are not UTF-8.
  ///
  /// Who has a guess that is mostly right gives it: comparing is faster than looking up.
  ///
  /// - Complexity: O(number of bytes), amortised.
  mutating func intern(bytes: UnsafeRawBufferPointer, guess: Name) -> Name? {
    if guess.index < count, isText(of: guess, bytes) { return guess }
    let hash = Self.hash(of: bytes)
    let place = place(of: bytes, hash)
    if let name = name(at: place) { return name }
    guard (try? UTF8Span(validating: bytes.bindMemory(to: UInt8.self).span)) != nil else {
      return nil
    }
    return enter(bytes, hash, in: place)
  }

  /// The name of a text by its bytes, which are known to be UTF-8, entered if it is new.
  ///
  /// - Complexity: O(number of bytes), amortised.
  package mutating func intern(utf8 bytes: UnsafeRawBufferPointer) -> Name {
    if recent.isEmpty { recent = Array(repeating: .max, count: 256) }
    let spot = Self.spot(of: bytes)
    let guess = Name(index: recent[spot])
    if guess.index < count, isText(of: guess, bytes) { return guess }
    let name = intern(bytes, Self.hash(of: bytes))
    recent[spot] = name.index
    return name
  }

  /// The name of a text by its bytes, which are known to be UTF-8, entered if it is new.
  ///
  /// Who has a guess that is mostly right gives it: comparing is faster than looking up.
  ///
  /// - Complexity: O(number of bytes), amortised.
  package mutating func intern(utf8 bytes: UnsafeRawBufferPointer, guess: Name) -> Name {
    guess.index < count && isText(of: guess, bytes) ? guess : intern(utf8: bytes)
  }

  private mutating func intern(_ bytes: UnsafeRawBufferPointer, _ hash: UInt32) -> Name {
    let place = place(of: bytes, hash)
    return name(at: place) ?? enter(bytes, hash, in: place)
  }

  /// The name here of a text that another table has a name for, entered if it is new; none for none.
  ///
  /// - Complexity: O(length of the text), amortised.
  package mutating func intern(_ name: Name, of other: NameTable) -> Name {
    name.isNone
      ? .none : other.withBytes(of: name) { intern($0, other.hashes[Int(name.index)]) }
  }

  /// The name of a text that begins with that of another name, entered if it is new.
  ///
  ///     let train = names.intern("train")
  ///     names[names.intern(train, "::", Array("step".utf8))]  // "train::step"
  ///
  /// - Precondition: It is a name of this table, and both others are UTF-8.
  /// - Complexity: O(number of bytes), amortised.
  package mutating func intern(
    _ beginning: Name, _ middle: StaticString, _ end: UnsafeBufferPointer<UInt8>
  ) -> Name {
    // It is put together where it lies if it is new.
    let (start, known) = (bytes.count, range(of: beginning))
    let middle = UnsafeBufferPointer(start: middle.utf8Start, count: middle.utf8CodeUnitCount)
    bytes.reserveRoom(for: known.count + middle.count + end.count)
    bytes.append(
      contentsOf: UnsafeBufferPointer(
        start: bytes.memory.base + known.lowerBound, count: known.count))
    bytes.append(contentsOf: middle)
    bytes.append(contentsOf: end)
    let text = UnsafeRawBufferPointer(
      start: bytes.memory.base + start, count: bytes.count - start)
    let hash = Self.hash(of: text)
    let place = place(of: text, hash)
    if let name = name(at: place) {
      bytes.keepFirst(start)
      return name
    }
    return enterLastBytes(hash, in: place)
  }

  /// A number below 256, made of the length of a text and its first and last bytes.
  private static func spot(of bytes: UnsafeRawBufferPointer) -> Int {
    var word = UInt64(truncatingIfNeeded: bytes.count)
    if bytes.count >= 8 {
      word ^= bytes.loadUnaligned(as: UInt64.self)
      word ^= bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self) &* 31
    } else {
      word ^= beginningAndEnd(of: bytes) &* 31
    }
    return Int((word &* 0x9E37_79B9_7F4A_7C15) >> 56)
  }

  /// All bytes of a text of fewer than eight, of which the last ones may come twice.
  private static func beginningAndEnd(of bytes: UnsafeRawBufferPointer) -> UInt64 {
    if bytes.count >= 4 {
      let end = bytes.loadUnaligned(fromByteOffset: bytes.count - 4, as: UInt32.self)
      return UInt64(bytes.loadUnaligned(as: UInt32.self)) | UInt64(end) << 32
    }
    guard let first = bytes.first, let last = bytes.last else { return 0 }
    return UInt64(first) | UInt64(bytes[bytes.count / 2]) << 8 | UInt64(last) << 16
  }

  /// The name of a text, or `Name.none` if the log does not use it.
  ///
  /// - Complexity: O(length of `text`).
  public func find(_ text: String) -> Name {
    var text = text
    return text.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      return self.name(at: place(of: bytes, Self.hash(of: bytes))) ?? .none
    }
  }

  /// The name here of a text that another table has a name for, or `Name.none`.
  ///
  /// - Complexity: O(length of the text); where both tables have it at the same place it is only compared.
  package func find(_ name: Name, of other: NameTable) -> Name {
    guard !name.isNone else { return .none }
    return other.withBytes(of: name) { bytes in
      if name.index < count, isText(of: name, bytes) { return name }
      return self.name(at: place(of: bytes, other.hashes[Int(name.index)])) ?? .none
    }
  }

  /// How many bytes the text of a name has.
  ///
  /// - Precondition: It is a name of this table.
  package func length(of name: Name) -> Int { range(of: name).count }

  /// Hands over the UTF-8 bytes of a name's text.
  ///
  /// - Precondition: It is a name of this table.
  @inlinable
  package func withBytes<Result>(
    of name: Name, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    let range = range(of: name)
    return withExtendedLifetime(bytes) {
      body(UnsafeRawBufferPointer(start: bytes.memory.base + range.lowerBound, count: range.count))
    }
  }

  /// Whether the text of a name has these bytes.
  ///
  /// - Precondition: It is a name of this table.
  package func isText(of name: Name, _ text: UnsafeRawBufferPointer) -> Bool {
    withBytes(of: name) { bytes in
      guard bytes.count == text.count else { return false }
      guard let left = bytes.baseAddress, let right = text.baseAddress else { return true }
      return memcmp(left, right, bytes.count) == 0
    }
  }

  /// Whether both hold the same texts in the same order.
  public static func == (left: NameTable, right: NameTable) -> Bool {
    left.ends == right.ends && left.bytes == right.bytes
  }

  /// The slot where a text of that hash is, or where it belongs.
  private func place(of bytes: UnsafeRawBufferPointer, _ hash: UInt32) -> Int {
    let mask = slots.count - 1
    var place = Int(hash) & mask
    while let name = name(at: place) {
      if hashes[Int(name.index)] == hash, isText(of: name, bytes) { break }
      place = (place + 1) & mask
    }
    return place
  }

  /// The name in a slot; nil if nothing is there.
  private func name(at place: Int) -> Name? {
    slots[place] > 0 ? Name(index: slots[place] - 1) : nil
  }

  /// Another one in each process, so that nobody can choose texts that all have one hash.
  private static let seed = UInt64.random(in: .min ... .max)

  /// A hash of some bytes: words of eight, each mixed in by a multiplication of 128 bits, as in wyhash.
  private static func hash(of bytes: UnsafeRawBufferPointer) -> UInt32 {
    var hash = seed ^ UInt64(truncatingIfNeeded: bytes.count)
    func mix(_ word: UInt64) {
      let (high, low) = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      hash = high ^ low ^ seed
    }
    var place = 0
    while place + 8 <= bytes.count {
      mix(bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      place += 8
    }
    if bytes.count >= 8 {
      mix(bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self))
    } else {
      mix(beginningAndEnd(of: bytes))
    }
    mix(0)
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }

  private mutating func enter(
    _ text: UnsafeRawBufferPointer, _ hash: UInt32, in place: Int
  ) -> Name {
    bytes.append(contentsOf: text.bindMemory(to: UInt8.self))
    return enterLastBytes(hash, in: place)
  }

  /// Enters the text that lies behind all others.
  private mutating func enterLastBytes(_ hash: UInt32, in place: Int) -> Name {
    let name = Name(index: UInt32(count))
    ends.append(bytes.count)
    hashes.append(hash)
    slots[place] = name.index + 1
    if count * 2 > slots.count { makeSlots(forTexts: count) }
    return name
  }

  /// Makes a table with room for twice as many texts; they need not be looked at, for their hashes are kept.
  private mutating func makeSlots(forTexts most: Int) {
    let size = max(16, 1 << (Int.bitWidth - (2 * most).leadingZeroBitCount))
    slots = Array(onLargePages: 0, count: size)
    let mask = size - 1
    slots.withUnsafeMutableBufferPointer { slots in
      for (index, hash) in hashes.enumerated() {
        var place = Int(hash) & mask
        while slots[place] > 0 { place = (place + 1) & mask }
        slots[place] = UInt32(index) + 1
      }
    }
  }
}
