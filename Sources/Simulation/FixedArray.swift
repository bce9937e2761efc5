internal import EventLog

/// Elements whose number never changes, and which are changed where they lie.
///
/// An array asks before each change whether somebody else holds it too. This one cannot be copied, so
/// there is nothing to ask; a simulator changes its elements several times an event.
struct FixedArray<Element>: ~Copyable {
  private let elements: UnsafeMutableBufferPointer<Element>

  /// - Complexity: O(*n*) in the number of elements.
  init(_ elements: [Element]) {
    self.elements = .allocate(capacity: elements.count)
    _ = self.elements.initialize(fromContentsOf: elements)
  }

  /// Makes an array of so many times an element.
  ///
  /// - Complexity: O(*n*) in the number of elements.
  init(repeating element: Element, count: Int) {
    elements = .allocate(capacity: count)
    LargePages.advise(UnsafeMutableRawBufferPointer(elements))
    elements.initialize(repeating: element)
  }

  deinit {
    elements.deinitialize()
    elements.deallocate()
  }

  subscript(index: Int) -> Element {
    _read {
      precondition(elements.indices.contains(index), "there is no such element")
      yield elements[index]
    }
    _modify {
      precondition(elements.indices.contains(index), "there is no such element")
      yield &elements[index]
    }
  }
}
