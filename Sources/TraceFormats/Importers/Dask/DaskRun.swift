internal import EventLog
internal import Formatting

/// A task stream of dask as a run: tasks of one prefix are a component, workers are lanes, and what brought or wrote
/// data for a task is a call of its own, `transfer-sum`, as dask's own pages name it.
struct DaskRun {
  private(set) var recorded = RecordedRun()
  let clocks: DaskClocks
  private let stream: DaskStream
  /// How many needs are of tasks that are not in the stream.
  private let absent: Int

  /// - Complexity: O(*n* log *n*) in the number of tasks, phases and dependencies.
  init(_ stream: DaskStream) {
    self.stream = stream
    var plan = DaskPlan(stream)
    absent = plan.absent
    clocks = DaskClocks(plan.takeWorks(), threads: plan.threads)
    let works = clocks.works
    let origin = works.lazy.map(\.start).min() ?? 0
    var ranks = [Int32](repeating: 0, count: works.count)
    for (rank, place) in clocks.order.enumerated() { ranks[place] = Int32(rank) }
    let order = works.indices.sorted { (works[$0].start, ranks[$0]) < (works[$1].start, ranks[$1]) }
    var numbers = [Int32](repeating: 0, count: works.count)
    for (number, place) in order.enumerated() { numbers[place] = Int32(number) }
    var lanes = DaskLanes(stream)
    recorded.guessesWakers = true
    let wakers = stream.knowsDependencies ? [:] : plan.wakers(of: works, stream)
    for place in order {
      let (work, item) = (works[place], plan.items[place])
      let record = stream.records[item.record]
      let key = stream.texts[record.key]
      let prefix = DaskKey.prefix(of: key)
      // Of a few dependencies no floor follows.
      let needs =
        stream.knowsDependencies ? work.needs.map { numbers[Int($0)] }.sorted() : []
      guard let phase = item.phase else {
        let status = record.failure.map {
          RecordedCall.Status.failed(recorded.texts.intern(stream.texts[$0]))
        }
        let ready = work.needs.lazy.map { works[Int($0)].end - origin }.max() ?? 0
        let call = recorded.add(
          prefix, arguments: key, lane: lanes.place(of: record.worker, &recorded),
          start: work.start - origin, end: work.end - origin, needs: needs,
          readyAt: stream.knowsDependencies ? ready : nil, status: status ?? .succeeded)
        recorded.calls[Int(call)].rank = ranks[place]
        recorded.calls[Int(call)].wokenBy = wakers[place].map { numbers[$0] }
        continue
      }
      let call = recorded.add(
        "\(stream.texts[phase.action])-\(prefix)", arguments: key,
        lane: lanes.dataPlace(of: record.worker, &recorded), start: work.start - origin,
        end: work.end - origin, needs: needs)
      recorded.calls[Int(call)].rank = ranks[place]
      recorded.calls[Int(call)].wokenBy = wakers[place].map { numbers[$0] }
      // What is brought from elsewhere meanwhile keeps no worker from computing.
      recorded.calls[Int(call)].isDelay = true
    }
  }

  // MARK: Notes

  /// What had to be decided on the way.
  func notes(on layout: RunLayout) -> [ImportNote] {
    [clockNote] + clientNote
      + ImportNote.inferred(
        clocks.moved.count, "start is", "starts are",
        " recorded before something had ended that came first, a task that was needed or the one before on the thread: "
          + "moved later, by at most \(timeText(clocks.moved.most)), and as long as recorded.")
      + ImportNote.skipped(
        clocks.contradicted + layout.lateEdges, "dependency contradicts", "dependencies contradict",
        " the times by more than clocks are off: left out.")
      + ImportNote.skipped(
        clocks.circular, "dependency leads", "dependencies lead",
        " in a circle: left out.")
      + ImportNote.expected(
        absent, "dependency is", "dependencies are",
        " of tasks that are not in the stream: they had ended before it began, or were never computed."
      )
      + dependencyNote
  }

  private var clockNote: ImportNote {
    var sentence =
      "dask guesses how far the clock of each worker is off, anew at each heartbeat: how long a task took is right, "
      + "when it started and ended may be off by ± 10 ms and more, and so is the makespan, and what one run saved "
      + "over another."
    let shifts = stream.records.compactMap { record in
      stream.inside[record.key].map { record.compute.start - $0.start }
    }
    if let least = shifts.min(), let most = shifts.max() {
      let side = max(abs(least), abs(most))
      sentence +=
        " Beside the clocks that the tasks read themselves, the starts are off by up to \(timeText(side))."
    }
    return ImportNote(kind: .expected, count: stream.records.count, sentence: sentence)
  }

  private var clientNote: [ImportNote] {
    guard let client = stream.client else { return [] }
    let wall = client.end - client.start
    let makespan = recorded.calls.lazy.map(\.end).max() ?? 0
    guard wall > makespan else { return [] }
    return [
      ImportNote(
        kind: .expected, count: 1,
        sentence:
          "The client waited \(timeText(wall)) for it, \(timeText(wall - makespan)) more than from the first "
          + "start to the last end: sending the tasks out and fetching the results is in no task.")
    ]
  }

  private var dependencyNote: [ImportNote] {
    guard !stream.knowsDependencies else { return [] }
    let unknown = stream.records.count { stream.dependencies[$0.key] == nil }
    return ImportNote.expected(
      unknown, "task does not say what it was", "tasks do not say what they were",
      " computed from: a task stream holds no dependencies unless they are written beside it, so "
        + "the floor is unknown.")
  }
}

/// The lanes of workers: one for what they compute, one for the data that is brought to them.
private struct DaskLanes {
  private var compute: [Name: Int32] = [:]
  private var data: [Name: Int32] = [:]
  private let stream: DaskStream
  private let workers: Set<Name>

  init(_ stream: DaskStream) {
    self.stream = stream
    workers = Set(stream.records.map(\.worker))
  }

  mutating func place(of worker: Name, _ run: inout RecordedRun) -> Int32 {
    if let lane = compute[worker] { return lane }
    let lane = run.addLane(stream.texts[worker], order: .limited(slots: nil))
    compute[worker] = lane
    return lane
  }

  mutating func dataPlace(of worker: Name, _ run: inout RecordedRun) -> Int32 {
    if let lane = data[worker] { return lane }
    var name = "\(stream.texts[worker]) data"
    while workers.contains(stream.texts.find(name)) { name += "'" }
    let lane = run.addLane(name, order: .independent)
    data[worker] = lane
    return lane
  }
}
