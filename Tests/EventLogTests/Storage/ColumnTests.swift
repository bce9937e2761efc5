import Testing

@testable import EventLog

/// Lists that logs are made of.
@Suite struct ColumnTests {
  @Test func `a copy is a value of its own`() {
    var one: Column<Int> = [1, 2, 3]
    var other = one
    other.append(4)
    other[0] = 9
    one.append(5)
    #expect(Array(one) == [1, 2, 3, 5])
    #expect(Array(other) == [9, 2, 3, 4])
    one.keepFirst(1)
    one.append(7)
    #expect(one == [1, 7])
    #expect(other != one)
  }

  @Test func `what was read of a writer stays as it was while it goes on`() {
    var writer = ColumnWriter<Int>()
    var seen: [Column<Int>] = []
    for number in 0..<1_000 {
      writer.append(number)
      if number % 37 == 0 { seen.append(writer.column) }
    }
    writer.insert(-1, at: 998)
    for column in seen { #expect(column.elementsEqual(0..<column.count)) }
    let all = Array(writer.column)
    #expect(all == Array(0..<998) + [-1, 998, 999])
  }

  @Test func `what is changed of a copy is not changed in what goes on being written`() {
    var writer = ColumnWriter<Int>(capacity: 100)
    for number in 0..<10 { writer.append(number) }
    var copy = writer.column
    copy.keepFirst(5)
    copy.append(-1)
    copy[0] = -2
    writer.append(10)
    let all = Array(writer.column)
    #expect(all == Array(0...10))
    #expect(Array(copy) == [-2, 1, 2, 3, 4, -1])
  }

  @Test func `a writer goes on with a list and leaves it as it is`() {
    let column = Column(0..<5)
    var writer = ColumnWriter(continuing: column, room: 1)
    for number in 5..<20 { writer.append(number) }
    writer[0] = 7
    let first = writer[0]
    #expect(first == 7)
    #expect(column.elementsEqual(0..<5))
    #expect(writer.column.dropFirst().elementsEqual(1..<20))
  }

  @Test func `it is a collection as any other`() {
    let column: Column<Int> = [3, 1, 2]
    #expect(column.sorted() == [1, 2, 3])
    #expect(column.map { $0 * 2 } == [6, 2, 4])
    #expect(column[1...].elementsEqual([1, 2]))
    #expect(column.last == 2)
    #expect(Column<Int>().isEmpty)
    #expect("\(column)" == "[3, 1, 2]")
  }

  @Test func `what is added in one piece is as what is added one by one`() {
    var (pieces, single) = (Column<Int>(), Column<Int>())
    var kept: [(Column<Int>, [Int])] = []
    for count in [0, 1, 3, 0, 40, 7, 1_000] {
      let more = (0..<count).map { $0 * 7 + count }
      more.withUnsafeBufferPointer { pieces.append(contentsOf: $0) }
      for element in more { single.append(element) }
      kept.append((pieces, Array(single)))
    }
    #expect(kept.allSatisfy { Array($0.0) == $0.1 })
  }
}
