public import EventLog

/// What is to be simulated: machines, components, and what calls them: a flow, or what they need.
public struct Model: Equatable, Sendable {
  /// The name of the run.
  public var name: String
  /// The declared machines.
  public var machines: [Machine]
  /// The components, in the order of their declaration.
  public var components: [Component]
  /// The variables of the shared state, with their first values.
  public var variables: [Variable] = []
  /// The streams between components.
  public var streams: [Stream] = []
  /// The steps of the flow; none in a task graph.
  public var flow: [Step] = []
  /// Whether the flow is run again from its top whenever something has changed.
  public var isReactive = false
  /// How far a run may go.
  public var limits = Limits()
  /// What each component needs, if it is a task that is called once all that is done.
  public var tasks: TaskGraph?

  /// Makes a task graph: each component is called once, when all that it needs has ended.
  ///
  /// - Precondition: Every index in `components` and `tasks` is one of this model, no component takes more slots
  ///   of a machine than that has, and none takes others without a machine or one twice.
  public init(name: String, machines: [Machine] = [], components: [Component], tasks: TaskGraph) {
    precondition(components.allSatisfy { $0.machine.map(machines.indices.contains) ?? true })
    precondition(tasks.components.allSatisfy { components.indices.contains(Int($0)) })
    precondition(!tasks.components.isEmpty || components.count == tasks.count)
    precondition(
      components.allSatisfy { $0.behaviour.effects.isEmpty && $0.behaviour.forEach == nil },
      "a task takes its time or fails")
    precondition(
      components.allSatisfy { $0.others.allSatisfy { machines.indices.contains($0.machine) } })
    precondition(components.allSatisfy { $0.others.isEmpty || $0.machine != nil })
    self.name = name
    self.machines = machines
    self.components = components
    self.tasks = tasks
  }

  /// Makes a flow.
  ///
  /// - Precondition: Every index in `components` and `flow` is one of this model.
  public init(
    name: String, machines: [Machine] = [], components: [Component], variables: [Variable] = [],
    streams: [Stream] = [], flow: [Step]
  ) {
    precondition(components.allSatisfy { $0.machine.map(machines.indices.contains) ?? true })
    self.name = name
    self.machines = machines
    self.components = components
    self.variables = variables
    self.streams = streams
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

  /// Something that runs when it is called, mostly one call at a time.
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
    /// How many of its calls run at once, at least 1; the others wait for their turn, in the order in which
    /// they were asked for.
    public var atOnce: UInt32 = 1
    /// What its calls do beside taking time; kept elsewhere, since there may be a million components that do
    /// nothing.
    private var rare: Rare?

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

    /// What its calls do beside taking time.
    public var behaviour: Behaviour {
      get { rare?.behaviour ?? Rare.nothing }
      set { rare = Rare(newValue, others) }
    }

    /// Whether its calls may end otherwise than when they have taken their time; told without a copy of what they do.
    package var mayFail: Bool {
      guard let rare else { return false }
      return rare.behaviour.failure != nil || rare.behaviour.timeout != nil
    }

    /// What its calls take of other machines beside that of `machine`, in the order of the machines; tasks
    /// alone can do so.
    public var others: [Share] {
      get { rare?.others ?? [] }
      set { rare = Rare(behaviour, newValue.sorted { $0.machine < $1.machine }) }
    }

    private final class Rare: Equatable, Sendable {
      static let nothing = Behaviour()
      let behaviour: Behaviour
      let others: [Share]

      init?(_ behaviour: Behaviour, _ others: [Share]) {
        if behaviour == Self.nothing, others.isEmpty { return nil }
        (self.behaviour, self.others) = (behaviour, others)
      }

      static func == (left: Rare, right: Rare) -> Bool {
        left.behaviour == right.behaviour && left.others == right.others
      }
    }
  }

  /// Slots of a machine that calls take, all at once.
  public struct Share: Hashable, Sendable {
    /// The index of the machine.
    public var machine: Int
    /// How many of its slots.
    public var slots: UInt32

    /// Makes a share.
    public init(machine: Int, slots: UInt32 = 1) { (self.machine, self.slots) = (machine, slots) }
  }

  /// How long a call of a component runs.
  public enum RunningTime: Equatable, Sendable {
    /// Always that long; not negative.
    case constant(Nanoseconds)
    /// Drawn anew for every call, from the seed, the component's name and the call's number alone.
    indirect case random(Distribution)
    /// As long as what it emits a limited number of times takes.
    case emissions
    /// As long as its command runs, which only a recording finds out: in a simulation it never ends.
    case command
    /// Until the run ends: a server, a dashboard.
    case forever
  }

  /// A variable of the shared state.
  public struct Variable: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// Its first value.
    public var value: Value

    /// Makes a variable.
    public init(name: String, value: Value = .null) {
      self.name = name
      self.value = value
    }
  }

  /// A stream: items that components put in while they run, for others that run to take out.
  public struct Stream: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// How many items its buffer holds; 0: any number.
    public var buffer: UInt32

    /// Makes a stream.
    public init(name: String, buffer: UInt32 = 0) {
      self.name = name
      self.buffer = buffer
    }
  }
}

extension Model {
  /// Whether the seed has a say: some component's calls take a random time.
  ///
  /// - Complexity: O(components).
  public var isRandom: Bool {
    components.contains { component in
      if case .random = component.takes { return true }
      if let failure = component.behaviour.failure, failure.probability < 1 { return true }
      return component.behaviour.effects.contains { effect in
        if case .every(.random, _) = effect.time { true } else { false }
      }
    }
  }

  /// The same model with other components parallel; a task graph on one worker, or on any number.
  public func running(as mode: RunMode) -> Model {
    // The components, of which there may be a million, are copied only to be changed.
    guard mode != .declared else { return self }
    var model = self
    if tasks != nil {
      model.machines = mode == .serial ? [Machine(name: "worker")] : []
      model.tasks?.setEarliestStarts([])
      if mode == .serial { model.tasks?.placeTransfers(nil) }
      for index in components.indices {
        model.components[index].machine = mode == .serial ? 0 : nil
        model.components[index].slots = 1
        if !model.components[index].others.isEmpty { model.components[index].others = [] }
      }
      return model
    }
    for index in components.indices {
      model.components[index].isParallel = mode == .parallel
    }
    return model
  }
}

extension Model {
  /// All steps of the flow, those within others too, in no order that matters.
  ///
  /// - Complexity: O(*n*) in the number of steps; no recursion, however deep they lie in each other.
  package var allSteps: [Step] {
    var steps: [Step] = []
    var open = flow
    while let step = open.popLast() {
      steps.append(step)
      switch step {
      case .when(_, let inner, let otherwise): open += inner + otherwise
      case .repeat(_, let inner): open += inner
      case .run, .wait, .set, .stop: break
      }
    }
    return steps
  }

  /// The expressions that the flow looks at.
  var conditions: [Expression] {
    allSteps.compactMap { step in
      switch step {
      case .wait(.condition(let condition), _), .when(let condition, _, _),
        .repeat(.while(let condition), _):
        condition
      case .set(_, let value): value
      case .run, .wait, .repeat, .stop: nil
      }
    }
  }

  /// The components at whose calls the flow looks.
  var watchedComponents: Set<Int> {
    Set(
      conditions.flatMap(\.tokens).compactMap { token in
        switch token {
        case .status(_, let component), .count(_, let component): component
        case .value, .variable, .operation: nil
        }
      })
  }

  /// Whether the flow looks at whether calls have started.
  var watchesStarts: Bool {
    conditions.contains { condition in
      condition.tokens.contains { token in
        switch token {
        case .status(let status, _), .count(let status, _):
          [.pending, .running, .started].contains(status)
        case .value, .variable, .operation: false
        }
      }
    }
  }
}

extension Model {
  /// Whether the writes of each variable can come in another order: several components, or several calls at
  /// once, write it.
  var areWritesContended: [Bool] {
    writers.map { writers in
      writers.count > 1 || writers.contains { $0 >= 0 && components[$0].atOnce > 1 }
    }
  }

  /// Who writes each variable: components, and −1 for the flow.
  var writers: [Set<Int>] {
    guard !variables.isEmpty else { return [] }
    var writers = [Set<Int>](repeating: [], count: variables.count)
    for (index, component) in components.enumerated() {
      for write in component.behaviour.writes { writers[write.variable].insert(index) }
    }
    for case .set(let variable, _) in allSteps { writers[variable].insert(-1) }
    return writers
  }
}
