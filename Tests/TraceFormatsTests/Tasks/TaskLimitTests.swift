import EventLog
import Testing

@testable import TraceFormats

/// Lists of tasks that are large, in circles or at the edge of time.
@Suite struct TaskLimitTests {
  private func task(_ id: Int, _ ran: (Nanoseconds, Nanoseconds)?, needs: [Int]) -> TaskList.Task {
    TaskList.Task(
      id: "\(id)", name: "t\(id)", ran: ran.map { (start: $0.0, end: $0.1) },
      needs: needs.map { "\($0)" })
  }

  private func read(_ tasks: [TaskList.Task], knowsStarts: Bool = true) throws -> Import {
    var list = TaskList(place: "worker")
    list.tasks = tasks
    list.knowsStarts = knowsStarts
    return try list.imported(
      TraceInput(bytes: [], name: "list"), format: "WfFormat", ("task", "tasks"))
  }

  /// Ten thousand that need ten thousand through one that did not run are a hundred million dependencies.
  @Test func `more ways than can be told are refused`() {
    let (many, middle) = (10_000, 20_000)
    let tasks =
      (0..<many).map { task($0, (0, 1), needs: []) }
      + (many..<(2 * many)).map { task($0, (1, 2), needs: [middle]) }
      + [task(middle, nil, needs: Array(0..<many))]
    let error = #expect(throws: ImportError.self) { try read(tasks) }
    #expect(error?.problem.contains("in more than 50000000 ways") == true)
  }

  @Test func `tasks of one id that all need it are refused before they fill memory`() {
    let tasks = (0..<10_000).map { _ in task(1, (0, 1), needs: [1]) }
    #expect(throws: ImportError.self) { try read(tasks) }
  }

  @Test func `a chain of a hundred thousand that did not run is gone through`() throws {
    let count = 100_000
    let chain = (1...count).map { task($0, nil, needs: [$0 - 1]) }
    let run = try read([task(0, (0, 1), needs: [])] + chain + [task(-1, (1, 2), needs: [count])])
    try expectSound(run)
    #expect(run.callWords.count == 2)
    #expect(run.notes.contains { $0.sentence.hasPrefix("\(count) tasks did not run") })
  }

  @Test(arguments: [true, false])
  func `needs in a circle at one instant are left out and counted`(knowsStarts: Bool) throws {
    let run = try read(
      [task(0, (0, 0), needs: [1]), task(1, (0, 0), needs: [0]), task(2, (0, 5), needs: [])],
      knowsStarts: knowsStarts)
    try expectSound(run)
    #expect(run.notes.contains { $0.sentence.hasPrefix("2 dependencies are part of a circle") })
  }

  @Test func `times at the edges are refused and trap nothing`() {
    for (start, end) in [(Nanoseconds.min, Nanoseconds.max), (.max, .min), (.min, 0), (0, .max)] {
      for knowsStarts in [true, false] {
        _ = try? read(
          [task(0, (start, end), needs: []), task(1, (0, 1), needs: [0])],
          knowsStarts: knowsStarts)
      }
    }
  }
}
