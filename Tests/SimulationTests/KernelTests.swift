import TestSupport
import Testing

@testable import EventLog
@testable import Simulation

@Suite struct KernelTests {
  @Test func `entries leave by time, then priority, then order of entering`() {
    var kernel = Kernel<String>(timeLimit: 100)
    for (entry, time, priority) in [
      ("late", 9, 0), ("c", 5, 3), ("a", 5, 0), ("b1", 5, 2), ("b2", 5, 2), ("early", 1, 9),
    ] as [(String, Nanoseconds, UInt8)] {
      kernel.schedule(entry, at: time, priority: priority)
    }
    #expect(drained(&kernel) == ["1 early", "5 a", "5 b1", "5 b2", "5 c", "9 late"])
  }

  @Test func `what is scheduled for the same instant joins the next cycle`() {
    var kernel = Kernel<String>(timeLimit: 100)
    kernel.schedule("first", at: 5, priority: 0)
    kernel.schedule("last of the cycle", at: 5, priority: 9)
    var order: [String] = []
    while let entry = kernel.next() {
      order.append(entry)
      if entry == "first" {
        kernel.schedule("next cycle, late", at: 5, priority: 3)
        kernel.schedule("next cycle, early", at: 5, priority: 0)
      }
      if entry == "next cycle, early" { kernel.schedule("third cycle", at: 5, priority: 0) }
    }
    #expect(
      order == [
        "first", "last of the cycle", "next cycle, early", "next cycle, late", "third cycle",
      ])
    #expect(kernel.now == 5)
  }

  @Test func `nothing happens after the limit`() {
    var kernel = Kernel<String>(timeLimit: 10)
    kernel.schedule("at the limit", at: 10, priority: 0)
    kernel.schedule("after it", at: 11, priority: 0)
    #expect(drained(&kernel) == ["10 at the limit"])
    #expect(kernel.isPastLimit && kernel.now == 10)
  }

  @Test func `a clock with nothing to do has not come to its limit`() {
    var kernel = Kernel<String>(timeLimit: 10)
    #expect(kernel.next() == nil && !kernel.isPastLimit)
  }

  @Test func `the queue gives what sorting gives`() {
    for seed in 0..<300 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var queue = EventQueue<UInt64>()
      var expected: [EventKey] = []
      for sequence in 0..<UInt64.random(in: 0...120, using: &generator) {
        let key = EventKey(
          time: .random(in: 0...3, using: &generator), cycle: .random(in: 0...2, using: &generator),
          priority: .random(in: 0...3, using: &generator), sequence: sequence)
        queue.insert(sequence, at: key)
        expected.append(key)
        if Int.random(in: 0..<4, using: &generator) == 0 { remove(&queue, &expected, seed) }
      }
      while !expected.isEmpty { remove(&queue, &expected, seed) }
      #expect(queue.removeFirst() == nil, "seed \(seed)")
    }
  }

  @Test func `who asks of all that is still to come is not told of what has left`() {
    for seed in 0..<100 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var queue = EventQueue<UInt64>()
      var held: Set<UInt64> = []
      for number in 0..<UInt64.random(in: 0...60, using: &generator) {
        queue.insert(
          number,
          at: .init(
            time: .random(in: 0...9, using: &generator), cycle: 0, priority: 0, sequence: number))
        held.insert(number)
        if Bool.random(using: &generator), let left = queue.removeFirst() {
          held.remove(left.element)
        }
        var seen: [UInt64] = []
        _ = queue.allSatisfy {
          seen.append($0)
          return true
        }
        #expect(seen.sorted() == held.sorted(), "seed \(seed)")
      }
    }
  }

  /// Takes the first entry of a queue, which is the least of those that should be there.
  private func remove(
    _ queue: inout EventQueue<UInt64>, _ expected: inout [EventKey], _ seed: UInt64
  ) {
    let order = expected.sorted {
      ($0.time, $0.cycle, $0.priority, $0.sequence) < ($1.time, $1.cycle, $1.priority, $1.sequence)
    }
    expected = Array(order.dropFirst())
    #expect(queue.first?.element == order.first?.sequence, "seed \(seed)")
    #expect(queue.removeFirst()?.element == order.first?.sequence, "seed \(seed)")
  }

  private func drained(_ kernel: inout Kernel<String>) -> [String] {
    var order: [String] = []
    while let entry = kernel.next() { order.append("\(kernel.now) \(entry)") }
    return order
  }
}
