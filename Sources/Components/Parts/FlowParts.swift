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
  /// Which streams have items of which nothing matters but that they are there.
  let areMarks: [Bool]
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
    var areMarks: [Bool] = []
    for part in found {
      if let variable = part.part as? any VariablePart {
        try names.use(part.name, of: "variable")
        indices[ObjectIdentifier(part.part)] = variables.count
        variables.append(Model.Variable(name: part.name, value: variable.firstValue))
      } else if let stream = part.part as? any StreamPart {
        try names.use(part.name, of: "stream")
        indices[ObjectIdentifier(part.part)] = streams.count
        streams.append(Model.Stream(name: part.name, buffer: UInt32(clamping: stream.buffer)))
        areMarks.append(stream is ItemStream<Void>)
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
    self.areMarks = areMarks
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
