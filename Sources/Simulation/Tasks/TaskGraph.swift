public import EventLog

/// What each of a number of tasks needs: tasks that have to end before it is called.
///
/// Mostly task *n* is the one call of component *n*. But a task can name any component, its own time, and
/// how long after the end of what it needs it is called:
///
///     var graph = TaskGraph()
///     graph.append(calling: 0, taking: 4_000_000_000)
///     graph.append(calling: 0, needing: [TaskGraph.Need(0, lag: 1_000_000_000)])
///
/// The needs of all tasks lie in one flat array, task after task.
public struct TaskGraph: Equatable, Sendable {
  private var needs: [UInt32] = []
  private var ends: [UInt32] = []
  /// The component of each task; empty where task *n* is the only one of component *n*.
  private(set) var components: [UInt32] = []
  /// How long each task runs; −1 as long as its component says; empty if all do.
  private var times: [Nanoseconds] = []
  /// How long after the end of each need a task can start; empty if all can at once.
  private var lags: [Nanoseconds] = []
  /// Whether each need is only that the other has started; empty if all are that it has ended.
  private var startNeeds: [Bool] = []
  /// How much longer each need takes where the two tasks run on different machines; empty if none does.
  private var transfers: [Nanoseconds] = []
  /// How much longer each need takes as the tasks are placed; empty if none does.
  private var transfersMade: [Nanoseconds] = []
  /// On which machines each task may run; empty if each has its own or none.
  private(set) var choices: [[MachineChoice]] = []
  /// The policy by which tasks have their order and machines.
  package internal(set) var policy = SchedulingPolicy.fifo
  /// Which of several waiting tasks comes first; empty if who is ready first does.
  private(set) var priorities: [UInt32] = []
  /// Before when each task is not to start; empty if none has to wait.
  private var earliestStarts: [Nanoseconds] = []
  /// How it stands before any task has ended, if that was worked out beforehand.
  private var beginning = Beginning()

  /// What follows from the rest, and so makes no graph another one.
  private struct Beginning: Equatable {
    var progress: TaskProgress?
    static func == (left: Beginning, right: Beginning) -> Bool { true }
  }

  /// Makes a graph without tasks.
  public init() {}

  /// Makes the graph in which task *n* needs the tasks in row *n*.
  public init(_ rows: [[Int]]) {
    for row in rows { append(needing: row) }
  }

  /// Works out beforehand what every run of the graph begins with, for who runs it several times.
  ///
  /// Times and priorities may be changed afterwards; another task undoes it.
  ///
  /// - Complexity: O(*n*) in the number of tasks and needs.
  package mutating func prepareToRun() { beginning.progress = TaskProgress(self) }

  /// How it stands before any task has ended.
  var atBeginning: TaskProgress { beginning.progress ?? TaskProgress(self) }

  /// How many tasks there are.
  public var count: Int { ends.count }

  /// How many needs all tasks have together.
  var needCount: Int { needs.count }

  /// The tasks that a task needs.
  public func needs(of task: Int) -> ArraySlice<UInt32> { needs[places(ofNeedsOf: task)] }

  /// Where the needs of a task lie among those of all.
  func places(ofNeedsOf task: Int) -> Range<Int> {
    (task == 0 ? 0 : Int(ends[task - 1]))..<Int(ends[task])
  }

  /// The task that is needed, by the place of the need among those of all.
  func need(at place: Int) -> Int { Int(needs[place]) }

  /// Adds a task that needs the end of others, each given once: the only one of the component of its number.
  ///
  /// - Precondition: So are all others of the graph.
  public mutating func append(needing others: [Int]) {
    guard lags.isEmpty, startNeeds.isEmpty else { return append(links: others.map { Need($0) }) }
    precondition(components.isEmpty, "each task names its component, or none does")
    beginning.progress = nil
    for need in others { needs.append(UInt32(need)) }
    ends.append(UInt32(needs.count))
  }

  /// A task that another one needs.
  public struct Need: Equatable, Sendable {
    /// The task.
    public var task: Int
    /// How long after its end, or its start, the other one is called; not negative.
    public var lag: Nanoseconds
    /// Whether it only has to have started, as a server has of which others make use.
    public var isAfterStart: Bool
    /// How much longer that is where the two run on different machines, for data on its way; not negative.
    public var transfer: Nanoseconds

    /// Makes a need, by default of the end and without a lag.
    public init(
      _ task: Int, lag: Nanoseconds = 0, isAfterStart: Bool = false, transfer: Nanoseconds = 0
    ) {
      self.task = task
      self.lag = lag
      self.isAfterStart = isAfterStart
      self.transfer = transfer
    }
  }

  /// Adds a task that needs others, each given once: the only one of the component of its number.
  ///
  /// - Precondition: So are all others of the graph.
  public mutating func append(links others: [Need]) {
    precondition(components.isEmpty, "each task names its component, or none does")
    beginning.progress = nil
    append(others)
  }

  /// Adds a task that calls a component and needs others, each given once.
  ///
  /// - Parameters:
  ///   - component: The component that it calls.
  ///   - time: How long it runs; nil for as long as the component takes.
  ///   - priority: Which of several tasks that wait for one machine comes first: the lowest, and of those with the
  ///     same the one that is ready first.
  ///   - others: What it needs.
  /// - Precondition: All tasks of the graph name their components.
  public mutating func append(
    calling component: Int, taking time: Nanoseconds? = nil, priority: UInt32 = 0,
    needing others: [Need] = []
  ) {
    precondition(components.count == count, "each task names its component, or none does")
    beginning.progress = nil
    if time != nil, times.isEmpty { times = Array(repeating: -1, count: count) }
    if time != nil || !times.isEmpty { times.append(time ?? -1) }
    if priority > 0, priorities.isEmpty { priorities = Array(repeating: 0, count: count) }
    if !priorities.isEmpty || priority > 0 { priorities.append(priority) }
    components.append(UInt32(component))
    append(others)
  }

  /// Adds what one more task needs.
  private mutating func append(_ others: [Need]) {
    for need in others {
      if need.lag > 0, lags.isEmpty { lags = Array(repeating: 0, count: needs.count) }
      if !lags.isEmpty || need.lag > 0 { lags.append(need.lag) }
      if need.transfer > 0, transfers.isEmpty {
        transfers = Array(repeating: 0, count: needs.count)
      }
      if !transfers.isEmpty || need.transfer > 0 { transfers.append(need.transfer) }
      if need.isAfterStart, startNeeds.isEmpty {
        startNeeds = Array(repeating: false, count: needs.count)
      }
      if !startNeeds.isEmpty || need.isAfterStart { startNeeds.append(need.isAfterStart) }
      needs.append(UInt32(need.task))
    }
    ends.append(UInt32(needs.count))
  }

  /// The same tasks with other needs.
  ///
  /// - Parameter needs: Gives what a task needs, from the task and what it needed.
  /// - Returns: The graph; who needs whom in it may go round in a circle.
  /// - Complexity: O(*n*) in the number of tasks and needs, beside `needs`.
  public func withNeeds(_ needs: (Int, [Need]) -> [Need]) -> TaskGraph {
    var graph = self
    (graph.needs, graph.ends, graph.lags, graph.startNeeds) = ([], [], [], [])
    (graph.transfers, graph.transfersMade, graph.beginning.progress) = ([], [], nil)
    for task in 0..<count { graph.append(needs(task, links(of: task))) }
    return graph
  }

  /// The component that a task calls.
  public func component(of task: Int) -> Int {
    components.isEmpty ? task : Int(components[task])
  }

  /// Lets a task run that long, whatever its component takes.
  public mutating func set(time: Nanoseconds, of task: Int) {
    if times.isEmpty { times = Array(repeating: -1, count: count) }
    times[task] = time
  }

  /// Lets a task come before or after others that wait for the same machine.
  public mutating func set(priority: UInt32, of task: Int) {
    if priorities.isEmpty { priorities = Array(repeating: 0, count: count) }
    priorities[task] = priority
  }

  /// Lets a task run on any of some machines.
  ///
  /// - Precondition: Each task is the only one of the component of its number.
  public mutating func set(choices: [MachineChoice], of task: Int) {
    precondition(components.isEmpty, "who chooses a machine is a component of its own")
    if self.choices.isEmpty { self.choices = Array(repeating: [], count: count) }
    self.choices[task] = choices
  }

  /// Gives a task other times on the machines on which it may run; nil takes the choice away.
  package mutating func changeChoices(
    of task: Int, _ time: (Nanoseconds) -> Nanoseconds?
  ) {
    guard hasChoices, !choices[task].isEmpty else { return }
    let changed = choices[task].compactMap { choice in
      time(choice.time).map { MachineChoice(machine: choice.machine, time: $0) }
    }
    choices[task] = changed.count == choices[task].count ? changed : []
    if choices[task].isEmpty { set(time: -1, of: task) }
  }

  /// Whether some task may run on one of several machines.
  package var hasChoices: Bool { !choices.isEmpty }

  /// Whether a task may run on one of several machines.
  func mayChoose(_ task: Int) -> Bool { hasChoices && !choices[task].isEmpty }

  /// Whether data of some need has a way between machines.
  package var hasTransfers: Bool { !transfers.isEmpty }

  /// Lets data go from one machine to another where tasks run on different ones; nil for none at all.
  ///
  /// - Parameter machines: The machine of each task; nil for one of its own.
  mutating func placeTransfers(_ machines: [Int?]?) {
    beginning.progress = nil
    transfersMade = []
    guard let machines, !transfers.isEmpty else { return }
    transfersMade = transfers
    for task in 0..<count {
      for place in places(ofNeedsOf: task) {
        if let machine = machines[task], machine == machines[need(at: place)] {
          transfersMade[place] = 0
        }
      }
    }
  }

  /// Lets no task start before its time, even if all that it needs has ended and its machine is free.
  ///
  /// It is asked for all the same as soon as it is ready, and waits.
  ///
  /// - Precondition: There is a time for each task, or none at all.
  package mutating func setEarliestStarts(_ times: [Nanoseconds]) {
    precondition(times.isEmpty || times.count == count)
    earliestStarts = times
  }

  /// Before when a task is not to start; 0 where that is not said.
  package func earliestStart(of task: Int) -> Nanoseconds {
    task < earliestStarts.count ? earliestStarts[task] : 0
  }

  /// Gives every task a priority, the lowest coming first; no numbers take all priorities away.
  ///
  /// - Precondition: There is a number for each task, or none.
  package mutating func setPriorities(_ numbers: [UInt32]) {
    precondition(numbers.isEmpty || numbers.count == count)
    priorities = numbers
  }

  /// Lets a task come before all others that wait for the same machine.
  package mutating func putFirst(_ task: Int) {
    priorities =
      priorities.isEmpty
      ? Array(repeating: 1, count: count) : priorities.map { $0 < .max ? $0 + 1 : $0 }
    priorities[task] = 0
  }

  /// What a task needs, with the lags.
  package func links(of task: Int) -> [Need] {
    places(ofNeedsOf: task).map {
      Need(
        need(at: $0), lag: lags.isEmpty ? 0 : lags[$0], isAfterStart: isAfterStart(needAt: $0),
        transfer: transfers.isEmpty ? 0 : transfers[$0])
    }
  }

  /// How long a task runs; nil for as long as its component takes.
  package func time(of task: Int) -> Nanoseconds? {
    times.isEmpty || times[task] < 0 ? nil : times[task]
  }

  /// Whether some task is called only a while after what it needs has ended or started.
  package var hasLags: Bool { !lags.isEmpty || !transfersMade.isEmpty }

  /// Whether some task needs only that another has started.
  package var hasStartNeeds: Bool { !startNeeds.isEmpty }

  /// Whether a need is only that the other has started.
  func isAfterStart(needAt place: Int) -> Bool { !startNeeds.isEmpty && startNeeds[place] }

  /// How long after each need a task is called; the same indices as its needs.
  func lag(ofNeedAt place: Int) -> Nanoseconds {
    let lag = lags.isEmpty ? 0 : lags[place]
    return transfersMade.isEmpty ? lag : lag.addingClamped(transfersMade[place])
  }

  /// Tasks that need each other in a circle, the first needing the second and so on; nil if none do.
  ///
  /// Takes away what needs nothing until nothing is left (Kahn, 1962); what stays leads into a circle.
  ///
  /// - Complexity: O(*n*) in the number of tasks and needs.
  public func cycle() -> [Int]? {
    var progress = TaskProgress(self)
    var open = progress.ready
    while let task = open.popLast() {
      progress.forgetReady()
      progress.start(Int(task))
      progress.end(Int(task))
      open += progress.ready + progress.takeLater().map(\.task)
    }
    guard let first = (0..<count).first(where: progress.isWaiting) else { return nil }
    var steps: [Int: Int] = [:]
    var way: [Int] = []
    var task = first
    while steps[task] == nil {
      steps[task] = way.count
      way.append(task)
      task = needs(of: task).lazy.map(Int.init).first(where: progress.isWaiting) ?? first
    }
    return Array(way[(steps[task] ?? 0)...])
  }
}
