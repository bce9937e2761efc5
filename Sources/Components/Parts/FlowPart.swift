internal import EventLog
internal import Simulation

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
