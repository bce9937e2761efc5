public import EventLog

/// What is to be simulated: machines, components, and what calls them: a flow, or what they need.
public struct Model: Equatable, Sendable {
  /// The name of the run.
  public var name: String
  /// The declared machines.
  public var machines: [Machine]
  /// The components, in the order of their declaration.
  public var components: [Component]
  /// The steps of the flow; none in a task graph.
  public var flow: [Step] = []
  /// What each component needs, if it is a task that is called once all that is done.
  public var tasks: TaskGraph?

  /// Makes a task graph: each component is called once, when all that it needs has ended.
  ///
  /// - Precondition: Every index in `components` and `tasks` is one of this model, and no component
  ///   takes more slots than its machine has.
  public init(name: String, machines: [Machine] = [], components: [Component], tasks: TaskGraph) {
    precondition(components.allSatisfy { $0.machine.map(machines.indices.contains) ?? true })
    precondition(components.count == tasks.count)
    self.name = name
    self.machines = machines
    self.components = components
    self.tasks = tasks
  }

  /// Makes a flow.
  ///
  /// - Precondition: Every index in `components` and `flow` is one of this model.
  public init(name: String, machines: [Machine] = [], components: [Component], flow: [Step]) {
    precondition(components.allSatisfy { $0.machine.map(machines.indices.contains) ?? true })
    precondition(flow.allSatisfy { components.indices.contains($0.component) })
    self.name = name
    self.machines = machines
    self.components = components
    self.flow = flow
  }

  /// The name under which a log knows the flow; no component may have it.
  public static let flowName = "flow"

  /// Where calls run: so many at once, the others wait, first in, first out.
  public struct Machine: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// How many calls it runs at once; at least 1.
    public var slots: UInt32

    /// Makes a machine.
    public init(name: String, slots: UInt32 = 1) {
      self.name = name
      self.slots = slots
    }
  }

  /// Something that runs when it is called, one call at a time.
  public struct Component: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// How long a call runs.
    public var takes: RunningTime
    /// Whether a call to it returns at once, instead of when it has finished.
    public var isParallel: Bool
    /// The index of the machine it runs on, or nil for a machine of its own with one slot.
    public var machine: Int?
    /// How many slots of its machine a call takes; at least 1.
    public var slots: UInt32 = 1

    /// Makes a component.
    public init(
      name: String, takes: RunningTime, isParallel: Bool = false, machine: Int? = nil,
      slots: UInt32 = 1
    ) {
      self.name = name
      self.takes = takes
      self.isParallel = isParallel
      self.machine = machine
      self.slots = slots
    }
  }

  /// How long a call of a component runs.
  public enum RunningTime: Equatable, Sendable {
    /// Always that long; not negative.
    case constant(Nanoseconds)
    /// Drawn anew for every call, from the seed, the component's name and the call's number alone.
    indirect case random(Distribution)
    /// Until the run ends: a server, a dashboard.
    case forever
  }

  /// One step of the flow: call a component.
  public struct Step: Equatable, Sendable {
    /// The index of the component.
    public var component: Int
    /// What it is called with.
    public var arguments: String?

    /// Makes a step.
    public init(component: Int, arguments: String? = nil) {
      self.component = component
      self.arguments = arguments
    }
  }
}

extension Model {
  /// Whether the seed has a say: some component's calls take a random time.
  ///
  /// - Complexity: O(components).
  public var isRandom: Bool {
    components.contains {
      if case .random = $0.takes { true } else { false }
    }
  }

  /// The same model with other components parallel; a task graph on one worker, or on any number.
  public func running(as mode: RunMode) -> Model {
    var model = self
    if tasks != nil, mode != .declared {
      model.machines = mode == .serial ? [Machine(name: "worker")] : []
      for index in components.indices {
        model.components[index].machine = mode == .serial ? 0 : nil
        model.components[index].slots = 1
      }
      return model
    }
    for index in components.indices where mode != .declared {
      model.components[index].isParallel = mode == .parallel
    }
    return model
  }
}
