public import EventLog
internal import Simulation
public import TraceAnalysis

/// A run taken apart into tasks, so that it can be run again on another number of machines or with other times: its
/// calls, how long each takes, what each needs, and the machine that all of them share.
///
///     let plan = Plan(Analysis(log))
///     plan?.makespan(machines: 8)
///
/// It is the simulator that runs it. Whenever slots are free, the first of the waiting calls gets them; who
/// comes first is never overtaken (list scheduling: Graham, "Bounds for certain multiprocessing anomalies",
/// 1966). That takes at most twice the least time, and one more slot or less to do can, oddly, take longer.
public struct Plan: Sendable {
  /// The calls as tasks, the first in the queue first.
  private var graph = TaskGraph()
  /// A component for each number of slots that a task can hold; whose call a task was makes no difference.
  private var components: [Model.Component] = []
  /// The task of each call; call *n* is at *n* − 1.
  private var tasks: [Int] = []
  /// For each call, how many others need it.
  private var dependents: [Int]
  /// Whether who was ready first comes first; if not, who started first.
  private let isFirstInFirstOut: Bool

  /// Makes the plan of a run; nil if the run is more than calls that need each other.
  ///
  /// Each call has to be asked for by nothing but the end of others, without delay, to run in one go
  /// to its end, and to do so on the same kind of machine. A run that can be run again gives slots to what was
  /// ready first, then by declaration. Of any other it is taken that calls queue in the order in which they
  /// started.
  ///
  /// - Complexity: O(*n* log *n*) in the number of events and causes.
  public init?(_ run: Analysis) {
    let calls = run.table.calls
    guard run.isFinished, let machine = calls.first?.machine, !machine.isNone,
      run.table.slotsElsewhere.isEmpty
    else { return nil }
    for call in calls {
      guard let start = call.startedAt, let end = call.endedAt, call.parent == 0, !call.isFlow,
        !call.isEndless, call.running == end - start, call.machine == machine
      else { return nil }
    }
    isFirstInFirstOut = run.log.header.canRunAgain
    dependents = Array(repeating: 0, count: calls.count)
    guard let needs = Self.needs(of: run) else { return nil }
    let order = Self.order(of: calls, run.log, byDeclaration: isFirstInFirstOut)
    tasks = Array(repeating: 0, count: calls.count)
    for (task, call) in order.enumerated() { tasks[call] = task }
    var kinds: [UInt32: Int] = [:]
    for (task, call) in order.enumerated() {
      let slots = UInt32(run.table.slotCount(of: calls[call].number))
      for need in needs[call] { dependents[need] += 1 }
      graph.append(
        calling: component(taking: slots, &kinds), taking: calls[call].running,
        priority: isFirstInFirstOut ? 1 : UInt32(task + 1),
        needing: needs[call].map { TaskGraph.Need(tasks[$0]) })
    }
    graph.prepareToRun()
  }

  /// How many calls there are.
  public var count: Int { tasks.count }

  /// How many other calls a call needs.
  public func needs(of call: CallNumber) -> Int { graph.needs(of: tasks[Int(call) - 1]).count }

  /// How many other calls need a call.
  public func dependents(of call: CallNumber) -> Int { dependents[Int(call) - 1] }

  /// How long the tasks take on some number of machines.
  ///
  /// - Parameters:
  ///   - machines: How many machines there are, with one slot each.
  ///   - changed: A call that is to take another time, in nanoseconds, and that; nil for none.
  ///   - first: A call that is to get a machine before all others that wait; nil for none.
  /// - Returns: When the last call ends, in nanoseconds.
  /// - Precondition: No call holds more slots than that.
  /// - Complexity: O(*n* log *n*) in the number of calls, O(*m*) in what they need.
  public func makespan(
    machines: Int, with changed: (call: CallNumber, time: Nanoseconds)? = nil,
    first: CallNumber? = nil
  ) -> Nanoseconds {
    precondition(components.allSatisfy { $0.slots <= machines })
    var graph = graph
    if let changed { graph.set(time: changed.time, of: tasks[Int(changed.call) - 1]) }
    if let first { graph.set(priority: 0, of: tasks[Int(first) - 1]) }
    let model = Model(
      name: "plan", machines: [.init(name: "machine", slots: UInt32(clamping: machines))],
      components: components, tasks: graph)
    return Simulator.measure(model, LogHeader.Setup(text: "")).makespan
  }

  private mutating func component(taking slots: UInt32, _ kinds: inout [UInt32: Int]) -> Int {
    if let component = kinds[slots] { return component }
    var component = Model.Component(
      name: "\(slots)", takes: .constant(0), machine: 0, slots: slots)
    component.atOnce = .max
    components.append(component)
    kinds[slots] = components.count - 1
    return components.count - 1
  }

  /// The calls that each call needs, by their places; nil if something else leads to one.
  private static func needs(of run: Analysis) -> [[Int]]? {
    let (log, calls) = (run.log, run.table.calls)
    var needs = [[Int]](repeating: [], count: calls.count)
    for (effect, event) in log.events.enumerated() where event.call > 0 {
      for cause in log.causes(of: effect) where !cause.edge.isResource {
        let other = log.events[Int(cause.seq)].call
        guard other != event.call else { continue }
        guard cause.edge == .data, other > 0, calls[Int(other) - 1].ended == Int(cause.seq),
          effect <= calls[Int(event.call) - 1].started ?? 0
        else { return nil }
        needs[Int(event.call) - 1].append(Int(other) - 1)
      }
    }
    return needs
  }

  /// The places of calls in the order in which they queue: of their components' declaration, then of their
  /// starts; or of their starts alone.
  private static func order(
    of calls: [CallRecord], _ log: Log, byDeclaration: Bool
  ) -> [Int] {
    // By the number of the component's name.
    var declared = [Int](repeating: 0, count: log.names.count)
    if byDeclaration {
      var count = 0
      for event in log.events {
        guard case .componentDeclared = event.kind else { continue }
        declared[Int(event.component.index)] = count
        count += 1
      }
    }
    let keys = calls.map { (declared[Int($0.component.index)], $0.started ?? 0) }
    return calls.indices.sorted { keys[$0] < keys[$1] }
  }
}
