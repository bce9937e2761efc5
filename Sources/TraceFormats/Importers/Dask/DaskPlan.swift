internal import EventLog

/// What the records of a task stream say has to come before what.
struct DaskPlan {
  /// A task, or a phase of what was done for it beside computing.
  struct Item {
    /// The place of its record.
    var record: Int
    /// The phase; nil for the task itself.
    var phase: DaskPhase?
  }

  private(set) var items: [Item] = []
  /// How many threads there are.
  let threads: Int
  /// How many needs are of tasks that are not there.
  private(set) var absent = 0
  private var works: [DaskClocks.Work] = []
  /// For each record the place of its task among the items.
  private var tasks: [Int32] = []

  /// - Complexity: O(*n* log *n*) in the number of records, phases and dependencies.
  init(_ stream: DaskStream) {
    var threads: [Name: Int32] = [:]
    for record in stream.records where threads[record.thread] == nil {
      threads[record.thread] = Int32(threads.count)
    }
    self.threads = threads.count
    for (place, record) in stream.records.enumerated() {
      for phase in record.others { append(Item(record: place, phase: phase), phase, thread: -1) }
      tasks.append(Int32(items.count))
      append(Item(record: place), record.compute, thread: threads[record.thread] ?? -1)
    }
    let byEnd = stream.records.indices.sorted {
      (stream.records[$0].compute.end, $0) < (stream.records[$1].compute.end, $1)
    }
    let byKey = Dictionary(grouping: byEnd) { stream.records[$0].key }
    for (place, record) in stream.records.enumerated() {
      var needs: [Int] = []
      for key in stream.dependencies[record.key] ?? [] {
        guard let made = Self.made(byKey[key] ?? [], for: record, stream) else {
          absent += 1
          continue
        }
        needs.append(made)
      }
      join(place, record, needs, stream)
    }
  }

  /// Hands over what has to come before what, so that it is held once.
  mutating func takeWorks() -> [DaskClocks.Work] {
    let taken = works
    works = []
    return taken
  }

  private mutating func append(_ item: Item, _ phase: DaskPhase, thread: Int32) {
    items.append(item)
    works.append(DaskClocks.Work(start: phase.start, end: phase.end, thread: thread, needs: []))
  }

  /// The record of a key that a task was made from: of several, the last that ended before it, as far as clocks say.
  ///
  /// - Precondition: Records come in the order of their ends.
  private static func made(
    _ records: [Int], for task: DaskRecord, _ stream: DaskStream
  ) -> Int? {
    let latest = task.compute.start + DaskClocks.most
    let later = records.partitioningIndex { stream.records[$0].compute.end > latest }
    return later > 0 ? records[later - 1] : records.first
  }

  /// Enters what a task and its phases need.
  private mutating func join(
    _ place: Int, _ record: DaskRecord, _ needs: [Int], _ stream: DaskStream
  ) {
    let task = Int(tasks[place])
    var all = Set(needs.map { tasks[$0] })
    for (offset, phase) in record.others.enumerated() {
      let item = task - record.others.count + offset
      if phase.start / 2 + phase.end / 2 > record.compute.start / 2 + record.compute.end / 2 {
        works[item].needs = [Int32(task)]
      } else {
        let sources = needs.filter { stream.records[$0].worker == phase.source }
        works[item].needs = Set(sources.map { tasks[$0] }).sorted()
        all.insert(Int32(item))
      }
    }
    works[task].needs = all.sorted()
  }

  /// What seems to have let each item begin, by places, where dependencies are not told: for data that is brought, the
  /// task that ended last before, on the worker that it comes from if that is told; for a task, the last of its data.
  ///
  /// - Parameters:
  ///   - works: When each item was, as far as clocks allow.
  ///   - stream: The stream that it is the plan of.
  /// - Returns: For the place of an item that of what let it begin.
  /// - Complexity: O(*n* log *n*) in the number of items.
  func wakers(of works: [DaskClocks.Work], _ stream: DaskStream) -> [Int: Int] {
    let byEnd = tasks.map { Int($0) }.sorted { (works[$0].end, $0) < (works[$1].end, $1) }
    var wakers: [Int: Int] = [:]
    for (place, item) in items.enumerated() {
      guard let phase = item.phase else { continue }
      let own = Int(tasks[item.record])
      guard place < own else { continue }
      let later = byEnd.partitioningIndex { works[$0].end > works[place].start }
      // A few before it are looked at, of which one may be of that worker.
      let waker = byEnd[..<later].suffix(64).last { other in
        works[other].start < works[place].start
          && (phase.source.isNone || stream.records[items[other].record].worker == phase.source)
      }
      if let waker { wakers[place] = waker }
      if works[place].end <= works[own].start, works[place].start < works[own].start {
        wakers[own] = place
      }
    }
    return wakers
  }
}
