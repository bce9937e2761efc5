internal import Platform

/// Elements that are changed where they lie.
///
/// An array asks before each change whether somebody else holds it too. This one cannot be copied, so
/// there is nothing to ask; a simulator changes its elements several times an event.
struct UniqueArray<Element>: ~Copyable {
  private var room: UnsafeMutableBufferPointer<Element>
  private(set) var count: Int

  /// - Complexity: O(*n*) in the number of elements.
  init(_ elements: [Element] = []) {
    room = .allocate(capacity: elements.count)
    count = elements.count
    LargePages.advise(UnsafeMutableRawBufferPointer(room))
    _ = room.initialize(fromContentsOf: elements)
  }

  /// Makes an array of so many times an element.
  ///
  /// - Complexity: O(*n*) in the number of elements.
  init(repeating element: Element, count: Int) {
    room = .allocate(capacity: count)
    self.count = count
    LargePages.advise(UnsafeMutableRawBufferPointer(room))
    room.initialize(repeating: element)
  }

  deinit {
    room[..<count].deinitialize()
    room.deallocate()
  }

  var indices: Range<Int> { 0..<count }

  /// - Complexity: O(1), amortised.
  mutating func append(_ element: Element) {
    if count == room.count {
      grow(to: LargePages.next(after: count, stride: MemoryLayout<Element>.stride))
    }
    room.initializeElement(at: count, to: element)
    count += 1
  }

  /// Takes all elements out; their room stays.
  mutating func removeAll() {
    room[..<count].deinitialize()
    count = 0
  }

  /// Makes room for so many elements.
  ///
  /// - Complexity: O(*n*) in the number of elements there are, if they have to move.
  mutating func reserveCapacity(_ capacity: Int) {
    if capacity > room.count { grow(to: capacity) }
  }

  private mutating func grow(to capacity: Int) {
    let larger = UnsafeMutableBufferPointer<Element>.allocate(capacity: capacity)
    LargePages.advise(UnsafeMutableRawBufferPointer(larger))
    _ = larger.moveInitialize(fromContentsOf: room[..<count])
    room.deallocate()
    room = larger
  }

  subscript(index: Int) -> Element {
    @inline(__always) _read {
      check(index)
      yield room.baseAddress.unsafelyUnwrapped[index]
    }
    @inline(__always) _modify {
      check(index)
      yield &room.baseAddress.unsafelyUnwrapped[index]
    }
  }

  /// One comparison sees both ends: what is negative is very large without its sign.
  @inline(__always)
  private func check(_ index: Int) {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "there is no such element")
  }
}
