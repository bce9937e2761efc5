public import Platform

/// Arrays of many megabytes, on large pages.
///
/// The system gives out memory a page at a time, when it is first touched, and zeroes it. With pages of
/// 4 kB that takes longer than to fill an array that is filled once, as those of a log and of its analysis are; and
/// going through them in no order misses the processor's table of pages. So for large arrays the system is
/// asked for pages of 2 MB. It is advice: where there are none, all stays as it is.
extension Array {
  /// Makes an array of so many times an element.
  ///
  /// - Complexity: O(*n*) in the number of elements.
  @inlinable
  package init(onLargePages element: Element, count: Int) {
    self.init(unsafeUninitializedCapacity: count) { room, initialized in
      LargePages.advise(UnsafeMutableRawBufferPointer(room))
      room.initialize(repeating: element)
      initialized = count
    }
  }

  /// Makes an array of so many elements, each of them made for its place.
  ///
  /// - Complexity: O(*n*) in the number of elements.
  @inlinable
  package init(onLargePages count: Int, element: (Int) -> Element) {
    self.init(unsafeUninitializedCapacity: count) { room, initialized in
      LargePages.advise(UnsafeMutableRawBufferPointer(room))
      for place in 0..<count { room.initializeElement(at: place, to: element(place)) }
      initialized = count
    }
  }

  /// Makes room for so many elements.
  ///
  /// - Complexity: O(*n*) in the number of elements there are, if they have to move.
  @inlinable
  package mutating func reserveOnLargePages(_ count: Int) {
    guard count > capacity else { return }
    // The elements must not touch the new room before its pages are asked for.
    self = Self(unsafeUninitializedCapacity: count) { room, initialized in
      LargePages.advise(UnsafeMutableRawBufferPointer(room))
      initialized = room.initialize(fromContentsOf: self)
    }
  }

  /// Adds an element; when there is no more room, makes four times as much, or twice as much of many megabytes.
  ///
  /// Room that is not touched takes addresses and no memory, so the larger step only saves copies and
  /// pages that are touched for a while. But what bounds the memory of a program counts it all the same.
  ///
  /// - Complexity: O(1), amortised.
  @inlinable @inline(__always)
  package mutating func appendOnLargePages(_ element: Element) {
    if count == capacity {
      reserveOnLargePages(LargePages.next(after: count, stride: MemoryLayout<Element>.stride))
    }
    append(element)
  }
}
