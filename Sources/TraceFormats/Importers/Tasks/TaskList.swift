internal import EventLog

/// Tasks that a tool ran, some of which need others: what dbt, Terraform, GNU parallel and many others have in common.
///
/// An importer fills it in from what its format says; `TaskRun` makes a run of it.
///
///     var list = TaskList(place: "thread")
///     list.tasks.append(.init(id: "model.shop.orders", name: "orders", ran: (start, end)))
struct TaskList {
  /// How a task ended.
  enum Ending: Equatable {
    case succeeded
    case failed(String)
    case stopped(String)
    /// It had not ended when the trace did.
    case unfinished
  }

  /// A task.
  struct Task {
    /// What others name it by; several tasks may have the same, such as tries of one.
    var id: String
    /// What the component is called.
    var name: String
    /// What it was called with, if anything is known of that.
    var arguments: String?
    /// Where it ran, such as a host; nil if that is not told, or says nothing about what waits for what.
    var place: String?
    /// When it could have been started but for what it needs; nil if that is not told.
    var askedAt: Nanoseconds?
    /// When it ran, on any clock that all share; nil if it did not: what needs it needs what it needs.
    var ran: (start: Nanoseconds, end: Nanoseconds)?
    /// When it began at the latest, where its start is told to be so early and may be later: it begins where the last that
    /// it needs ends before that; nil where the start is known.
    var latestStart: Nanoseconds?
    /// The ids of what it needs.
    var needs: [String] = []
    var ending = Ending.succeeded
    /// Whether its result was there already and was only fetched.
    var isCached = false
    /// Whether it only lets time pass, until somebody lets the run go on or the time is over.
    var isDelay = false
  }

  /// How much is told of what tasks need.
  enum Needs {
    /// All of it.
    case all
    /// A part, such as what each waited for last.
    case some
    /// Nothing.
    case none
  }

  var tasks: [Task] = []
  /// What tasks run on that name no place: `thread`, `worker`.
  var place: String
  /// How many run there at once, if that is told.
  var slots: Int?
  /// What is told of what tasks need.
  var needs = Needs.all
  /// Whether it is told when tasks ran, and not only for how long; where it is not, each begins at 0.
  var knowsStarts = true
  /// Whether the run went on when it was written down, whatever its tasks did.
  var isUnfinished = false
  /// Whether the times of tasks hold waits of which nothing is told.
  var holdsWaits = false
  /// Whether where a task ran says what waits for what.
  var hasLanes = true
  /// How long all took, where that is told besides.
  var recordedMakespan: Nanoseconds?
  /// The unit of the times: what ends at most so much too late has ended in time.
  var unit: Nanoseconds = 1
  /// What was left out or mended while reading.
  var notes: [ImportNote] = []

  init(place: String) { self.place = place }
}

extension TaskList {
  /// The places of the tasks that ran, in the order of their starts.
  ///
  /// - Complexity: O(*n* log *n*) in the number of tasks.
  var placesByStart: [Int] {
    let ran = tasks.indices.filter { tasks[$0].ran != nil }
    return TimeOrder.places(count: ran.count) { tasks[ran[$0]].ran?.start ?? 0 }
      .map { ran[Int($0)] }
  }

  /// A log of the tasks.
  ///
  /// - Parameters:
  ///   - input: What they were read from, for the name of the run and the part of it that is wanted.
  ///   - format: What the log has as its format.
  ///   - part: Which of several runs in the input it is, from 1.
  ///   - words: What a task is called, and several.
  /// - Returns: The log, and notes on what was left out or worked out.
  /// - Throws: `ImportError` if none of them ran.
  /// - Complexity: O(*n* log *n*) in the number of tasks and what they need.
  consuming func imported(
    _ input: TraceInput, format: String, part: Int = 1, _ words: (one: String, many: String)
  ) throws(ImportError) -> Import {
    var header = LogHeader(
      name: input.name, origin: .trace(format: format, part: part),
      recordsDependencies: needs == .all)
    if !knowsStarts { header.callTimes = .durations }
    if holdsWaits { header.callTimes = .most }
    let goesOn = isUnfinished
    let (run, notes) = try TaskRun.make(self, words)
    let layout = try RunLayout(run, header: header, window: input.window)
    return Import(
      log: goesOn ? layout.log.withoutEnd() : layout.log,
      notes: layout.cutNotes + notes
        + layout.exceeded.map { lane in
          ImportNote(
            kind: .skipped, count: 1,
            sentence:
              "More \(words.many) ran at once than the \(lane.slots) that are told: they bind nothing."
          )
        }, parts: 1)
  }
}
