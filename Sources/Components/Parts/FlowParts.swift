internal import EventLog
internal import Simulation

/// What a flow consists of: its machines, components, variables and streams, with their names and indices.
final class FlowParts: Sendable {
  /// The index of each part among those of its kind.
  let indices: [ObjectIdentifier: Int]
  /// What is declared, without steps.
  let model: Model
  /// The streams that calls of each component put items in.
  let emitted: [[Int]]
  /// Which components are flows themselves.
  let isFlow: [Bool]

  var isReactive: Bool { model.isReactive }

  func name(ofComponent index: Int) -> String {
    index < 0 ? Model.flowName : model.components[index].name
  }

  /// Finds the parts of a flow, in the order of its properties.
  ///
  /// - Complexity: O(*n*) in what is in its properties.
  init(of flow: some Flow, name: String) throws {
    var found: [FoundPart] = []
    var indices: [ObjectIdentifier: Int] = [:]
    var seen: Set<ObjectIdentifier> = []
    Self.find(in: flow, prefix: "", &found, &seen)
    var machines: [Model.Machine] = []
    var names = UsedNames()
    for part in found {
      if let machine = part.part as? Machine {
        try names.use(part.name, of: "machine")
        guard machine.slots >= 1 else { throw FlowError.noSlots(part.name) }
        indices[ObjectIdentifier(machine)] = machines.count
        machines.append(Model.Machine(name: part.name, slots: UInt32(clamping: machine.slots)))
      }
    }
    var variables: [Model.Variable] = []
    var streams: [Model.Stream] = []
    for part in found {
      if let variable = part.part as? any VariablePart {
        try names.use(part.name, of: "variable")
        indices[ObjectIdentifier(part.part)] = variables.count
        variables.append(Model.Variable(name: part.name, value: variable.firstValue))
      } else if let stream = part.part as? any StreamPart {
        try names.use(part.name, of: "stream")
        indices[ObjectIdentifier(part.part)] = streams.count
        streams.append(Model.Stream(name: part.name, buffer: UInt32(clamping: stream.buffer)))
      }
    }
    var components: [Model.Component] = []
    var (emitted, isFlow): ([[Int]], [Bool]) = ([], [])
    for part in found {
      guard let component = part.part as? any ComponentPart else { continue }
      guard part.name != Model.flowName else { throw FlowError.reserved(part.name) }
      try names.use(part.name, of: "component")
      indices[ObjectIdentifier(part.part)] = components.count
      components.append(try component.model(named: part.name, indices, machines))
      emitted.append(
        try component.settings.streams.map { stream in
          guard let index = indices[ObjectIdentifier(stream)] else {
            throw FlowError.unknownStream(part.name)
          }
          return index
        })
      isFlow.append(component.isFlow)
    }
    self.indices = indices
    self.emitted = emitted
    self.isFlow = isFlow
    var model = Model(
      name: name, machines: machines, components: components, variables: variables,
      streams: streams, flow: [])
    model.isReactive = flow is any ReactiveFlow
    self.model = model
  }

  /// The first line of the log of a run.
  func header<Body: Flow>(
    of flow: Body, seed: UInt64, mode: RunMode, clock: RunClock
  ) -> LogHeader {
    let origin = LogHeader.Origin.code(
      name: String(describing: Body.self), digest: digest, seed: seed, mode: mode)
    return LogHeader(name: model.name, origin: origin, clock: clock)
  }

  /// The digest of all that is declared: what code does cannot be told from outside.
  var digest: String {
    var text = model.name
    for machine in model.machines { text += "\nmachine \(machine.name) \(machine.slots)" }
    for (component, streams) in zip(model.components, emitted) {
      text +=
        "\ncomponent \(component.name) \(component.isParallel) \(component.machine ?? -1) \(component.slots)"
      text += " \(component.atOnce) \(component.isEndless) \(streams)"
    }
    for variable in model.variables {
      text += "\nvariable \(variable.name) \(variable.value.jsonText)"
    }
    for stream in model.streams { text += "\nstream \(stream.name) \(stream.buffer)" }
    return SHA256.digest(of: Array(text.utf8))
  }

  /// The names of the parts of each kind.
  private struct UsedNames {
    private var names: Set<[String]> = []

    mutating func use(_ name: String, of kind: String) throws {
      guard names.insert([kind, name]).inserted else { throw FlowError.nameTaken(name) }
    }
  }

  private struct FoundPart {
    var name: String
    var part: AnyObject
  }

  /// Goes through the properties of something, and of what is in them, in order.
  ///
  /// It goes as deep as flows and works lie in each other, which is written in code.
  private static func find(
    in something: Any, prefix: String, _ found: inout [FoundPart],
    _ seen: inout Set<ObjectIdentifier>
  ) {
    for (place, child) in Mirror(reflecting: something).children.enumerated() {
      let label = child.label.map { $0.hasPrefix("_") ? String($0.dropFirst()) : $0 } ?? "\(place)"
      find(child.value, named: prefix + label, &found, &seen)
    }
  }

  private static func find(
    _ value: Any, named name: String, _ found: inout [FoundPart],
    _ seen: inout Set<ObjectIdentifier>
  ) {
    if let part = value as? any ComponentPart {
      guard seen.insert(ObjectIdentifier(part)).inserted else { return }
      found.append(FoundPart(name: name, part: part))
      return find(in: part.anyWork, prefix: name + ".", &found, &seen)
    }
    if let part = value as? any FlowPart {
      guard seen.insert(ObjectIdentifier(part)).inserted else { return }
      return found.append(FoundPart(name: name, part: part))
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: for child in mirror.children { find(child.value, named: name, &found, &seen) }
    case .collection, .tuple, .struct: find(in: value, prefix: name + ".", &found, &seen)
    case .class where value is any Work:
      guard seen.insert(ObjectIdentifier(value as AnyObject)).inserted else { return }
      find(in: value, prefix: name + ".", &found, &seen)
    case .dictionary:
      let pairs = mirror.children.map { Array(Mirror(reflecting: $0.value).children.map(\.value)) }
      for pair in pairs.sorted(by: { "\($0[0])" < "\($1[0])" }) {
        find(pair[1], named: "\(name).\(pair[0])", &found, &seen)
      }
    default: return
    }
  }
}

/// A part of a flow that is no component.
protocol FlowPart: AnyObject {}

/// A variable, whatever its type.
protocol VariablePart: FlowPart {
  var firstValue: Value { get }
}

/// A component, whatever its work.
protocol ComponentPart: AnyObject {
  var settings: ComponentSettings { get }
  var anyWork: Any { get }
  var isFlow: Bool { get }
}

extension Machine: FlowPart {}
extension ItemStream: FlowPart {}
extension Variable: VariablePart {
  var firstValue: EventLog.Value { first.logged }
}

extension Component: ComponentPart {
  var anyWork: Any { work }
  var isFlow: Bool { work is any Flow }
}

extension ComponentPart {
  /// What the engine is told of it.
  func model(
    named name: String, _ indices: [ObjectIdentifier: Int], _ machines: [Model.Machine]
  ) throws -> Model.Component {
    if settings.timeout.map({ $0 < .zero }) ?? false {
      throw FlowError.negativeTime("the time-out", of: name)
    }
    if settings.retries.map({ $0.behaviour.backoff < 0 }) ?? false {
      throw FlowError.negativeTime("the back-off", of: name)
    }
    guard settings.slots >= 1, settings.atOnce >= 1 else { throw FlowError.noSlots(name) }
    let machine = try settings.machine.map { machine in
      guard let index = indices[ObjectIdentifier(machine)] else {
        throw FlowError.unknownMachine(name)
      }
      guard settings.slots <= Int(machines[index].slots) else {
        throw FlowError.tooManySlots(name, of: machines[index].name)
      }
      return index
    }
    var component = Model.Component(
      name: name, takes: settings.isEndless ? .forever : .command, isParallel: settings.isParallel,
      machine: machine, slots: UInt32(clamping: settings.slots))
    component.atOnce = UInt32(clamping: settings.atOnce)
    component.behaviour.retries = settings.retries?.behaviour
    component.behaviour.timeout = settings.timeout?.nanoseconds
    component.behaviour.raisesException = settings.raisesException
    component.behaviour.cachesCalls = settings.caches
    return component
  }
}

/// What is wrong with how a flow is put together.
public enum FlowError: Error, CustomStringConvertible, Sendable {
  /// A name is that of two parts of one kind.
  case nameTaken(String)
  /// A component has the name of the flow itself.
  case reserved(String)
  /// A time of a component is negative.
  case negativeTime(String, of: String)
  /// A component is to run on a machine that is no part of the flow.
  case unknownMachine(String)
  /// A component is said to put items in a stream that is no part of the flow.
  case unknownStream(String)
  /// A machine or component has no slots, or runs no call at once.
  case noSlots(String)
  /// A component takes more slots than its machine has.
  case tooManySlots(String, of: String)

  /// What was wrong, and what to do.
  public var description: String {
    switch self {
    case .nameTaken(let name):
      "two parts of the flow are called \(name): give their properties different names"
    case .reserved(let name):
      "a component cannot be called \(name), which is the name of the flow itself in logs: give its property another name"
    case .negativeTime(let what, let name): "\(what) of \(name) is negative"
    case .unknownMachine(let name):
      "\(name) runs on a machine that is no property of the flow: make it one"
    case .unknownStream(let name):
      "\(name) sends to a stream that is no property of the flow: make it one"
    case .noSlots(let name): "\(name) has fewer than 1 slot, or runs fewer than 1 call at once"
    case .tooManySlots(let name, let machine): "\(name) takes more slots than \(machine) has"
    }
  }
}
