/// A queue in which who comes first leaves first.
struct FIFO<Element> {
  private var elements: [Element] = []
  private var head = 0

  var isEmpty: Bool { head == elements.count }
  var count: Int { elements.count - head }
  var first: Element? { isEmpty ? nil : elements[head] }
  var last: Element? { isEmpty ? nil : elements.last }

  mutating func append(_ element: Element) { elements.append(element) }

  /// - Complexity: O(1), amortised.
  mutating func popFirst() -> Element? {
    guard head < elements.count else { return nil }
    defer {
      head += 1
      if head == elements.count {
        elements.removeAll(keepingCapacity: true)
        head = 0
      } else if head > 64, head * 2 > elements.count {
        elements.removeFirst(head)
        head = 0
      }
    }
    return elements[head]
  }

  /// Takes away all elements that fulfil a condition.
  ///
  /// - Complexity: O(*n*) in the number of elements.
  mutating func removeAll(where condition: (Element) -> Bool) {
    elements.removeFirst(head)
    head = 0
    elements.removeAll(where: condition)
  }
}
