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
