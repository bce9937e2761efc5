internal import Platform

/// A list of elements that own nothing, such as the events of a log, in one piece of memory.
///
/// It behaves as an array does: copies are values of their own, and share memory until one is changed. What it
/// is for is that whoever writes a log fills its memory by a `ColumnWriter`, which appends at the cost of storing.
///
///     for (seq, event) in log.events.enumerated() { … }
public struct Column<Element: BitwiseCopyable & Sendable>: RandomAccessCollection,
  MutableCollection,
  Sendable
{
  @usableFromInline var memory: ColumnMemory<Element>
  @usableFromInline var size: Int

  /// An empty list.
  public init() { self.init(ColumnMemory(capacity: 0), count: 0) }

  /// A list of the elements of a sequence, in order.
  public init(_ elements: some Sequence<Element>) {
    var writer = ColumnWriter<Element>(capacity: elements.underestimatedCount)
    for element in elements { writer.append(element) }
    self = writer.column
  }

  @usableFromInline init(_ memory: ColumnMemory<Element>, count: Int) {
    (self.memory, size) = (memory, count)
  }

  /// How many elements there are.
  @inlinable public var count: Int { size }
  /// Where it begins: 0.
  @inlinable public var startIndex: Int { 0 }
  /// Where it ends: how many elements there are.
  @inlinable public var endIndex: Int { size }

  /// The element at a place.
  ///
  /// - Precondition: There are more elements.
  @inlinable
  public subscript(place: Int) -> Element {
    @inline(__always) get {
      precondition(UInt(bitPattern: place) < UInt(bitPattern: size), "there is such an element")
      return withExtendedLifetime(memory) { memory.base[place] }
    }
    set {
      precondition(UInt(bitPattern: place) < UInt(bitPattern: size), "there is such an element")
      if !isKnownUniquelyReferenced(&memory) { move(to: count) }
      withExtendedLifetime(memory) { memory.base[place] = newValue }
    }
  }

  /// Hands over all elements in one piece.
  @inlinable
  public func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result? {
    try withExtendedLifetime(memory) {
      try body(UnsafeBufferPointer(start: memory.base, count: count))
    }
  }

  /// Adds an element.
  ///
  /// - Complexity: O(1), amortised.
  @inlinable
  package mutating func append(_ element: Element) {
    if count == memory.capacity || !isKnownUniquelyReferenced(&memory) { grow() }
    withExtendedLifetime(memory) { (memory.base + count).initialize(to: element) }
    size += 1
  }

  /// Adds elements that lie in one piece.
  ///
  /// - Complexity: O(*n*) in the number of them, amortised.
  @inlinable
  package mutating func append(contentsOf elements: UnsafeBufferPointer<Element>) {
    guard let first = elements.baseAddress else { return }
    reserveRoom(for: elements.count)
    withExtendedLifetime(memory) {
      (memory.base + count).initialize(from: first, count: elements.count)
    }
    size += elements.count
  }

  /// Keeps only the first elements.
  ///
  /// - Precondition: There are as many.
  /// - Complexity: O(1).
  package mutating func keepFirst(_ count: Int) {
    precondition(count >= 0 && count <= self.count, "there are as many elements")
    size = count
  }

  /// Makes room for so many elements.
  package mutating func reserveCapacity(_ capacity: Int) {
    if capacity > memory.capacity { move(to: capacity) }
  }

  /// Makes room for so many more elements, in memory that nobody shares.
  @inlinable
  mutating func reserveRoom(for more: Int) {
    if more > memory.capacity - count || !isKnownUniquelyReferenced(&memory) { grow(by: more) }
  }

  @usableFromInline mutating func grow(by more: Int = 1) {
    let next = LargePages.next(after: count, stride: MemoryLayout<Element>.stride)
    move(to: count + more <= memory.capacity ? memory.capacity : Swift.max(next, count + more))
  }

  /// Moves the elements to memory of its own.
  @usableFromInline mutating func move(to capacity: Int) {
    memory = ColumnMemory(capacity: Swift.max(capacity, count), copying: memory, count)
  }
}

extension Column: Equatable where Element: Equatable {
  /// Whether both hold the same elements in the same order.
  public static func == (left: Self, right: Self) -> Bool { left.elementsEqual(right) }
}

extension Column: ExpressibleByArrayLiteral {
  /// A list of some elements.
  public init(arrayLiteral elements: Element...) { self.init(elements) }
}

extension Column: CustomStringConvertible {
  /// As an array describes itself.
  public var description: String { Array(self).description }
}

/// Appends to a list that nobody else appends to: it can be read meanwhile, as it was so far.
///
/// It cannot be copied. So an element is stored without asking whether it may be, and reading what was appended
/// is safe: that never changes place but to larger memory, of which those who read keep the old one.
@usableFromInline
package struct ColumnWriter<Element: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
  @usableFromInline var memory: ColumnMemory<Element>
  /// How many elements there are.
  @usableFromInline package var count: Int
  @usableFromInline var capacity: Int

  /// An empty list with room for so many elements.
  @usableFromInline package init(capacity: Int = 0) {
    self.capacity = capacity
    memory = ColumnMemory(capacity: capacity)
    count = 0
  }

  /// A list of so many times an element.
  @usableFromInline package init(repeating element: Element, count: Int) {
    self.init(capacity: count)
    memory.base.initialize(repeating: element, count: count)
    self.count = count
  }

  /// Goes on with a list, with room for so many further elements.
  ///
  /// - Complexity: O(*n*) in the number of its elements.
  @usableFromInline package init(continuing column: Column<Element>, room: Int) {
    count = column.count
    capacity = column.count + room
    memory = ColumnMemory(capacity: column.count + room, copying: column.memory, column.count)
  }

  /// What was appended so far.
  @usableFromInline package var column: Column<Element> { Column(memory, count: count) }

  /// The element at a place.
  ///
  /// - Precondition: There are more elements; nobody reads the list when one is changed.
  @inlinable
  package subscript(place: Int) -> Element {
    @inline(__always) get {
      precondition(UInt(bitPattern: place) < UInt(bitPattern: count), "there is such an element")
      return memory.base[place]
    }
    @inline(__always) _modify {
      precondition(UInt(bitPattern: place) < UInt(bitPattern: count), "there is such an element")
      yield &memory.base[place]
    }
  }

  /// The last element; nil if there is none.
  @inlinable package var last: Element? { count > 0 ? memory.base[count - 1] : nil }

  /// Adds an element.
  ///
  /// - Complexity: O(1), amortised.
  @inlinable @inline(__always)
  package mutating func append(_ element: Element) {
    if count == capacity { grow() }
    (memory.base + count).initialize(to: element)
    count &+= 1
  }

  /// Puts an element before others.
  ///
  /// - Complexity: O(*n*) in the number of elements behind it; of all, if somebody reads the list.
  @usableFromInline package mutating func insert(_ element: Element, at place: Int) {
    append(element)
    if !isKnownUniquelyReferenced(&memory) { move(to: capacity) }
    for other in (place..<(count - 1)).reversed() { memory.base[other + 1] = memory.base[other] }
    memory.base[place] = element
  }

  /// Makes room for so many elements.
  @usableFromInline package mutating func reserveCapacity(_ capacity: Int) {
    if capacity > self.capacity { move(to: capacity) }
  }

  @usableFromInline mutating func grow() {
    move(to: LargePages.next(after: count, stride: MemoryLayout<Element>.stride))
  }

  private mutating func move(to capacity: Int) {
    memory = ColumnMemory(capacity: capacity, copying: memory, count)
    self.capacity = capacity
  }
}

/// The memory that a list and its copies share; large pages are asked for where it is large.
@usableFromInline final class ColumnMemory<Element: BitwiseCopyable & Sendable>: @unchecked Sendable
{
  @usableFromInline let base: UnsafeMutablePointer<Element>
  @usableFromInline let capacity: Int

  /// Memory for so many elements, of which nothing is known.
  init(capacity: Int) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
    LargePages.advise(
      UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(start: base, count: capacity)))
  }

  /// Memory that begins with the first elements of another.
  convenience init(capacity: Int, copying other: ColumnMemory, _ count: Int) {
    self.init(capacity: capacity)
    base.initialize(from: other.base, count: count)
  }

  deinit { base.deallocate() }
}
