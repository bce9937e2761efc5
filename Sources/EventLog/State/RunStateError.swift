/// Why an event cannot happen in the state the run is in.
public enum RunStateError: Error, Equatable, Sendable {
  case declaredTwice(Name)
  case noSlots(Name)
  case unknownMachine(Name)
  case unknownSlot(UInt32, of: Name)
  case slotTaken(UInt32, of: Name, by: CallNumber)
  case slotFree(UInt32, of: Name)
  case unknownCall(CallNumber)
  case callOutOfOrder(CallNumber, expected: CallNumber)
  case otherComponent(CallNumber, called: Name)
  case impossible(CallNumber, while: RunState.Status)
  case unknownVariable(Name)
  case otherValue(Name, of: Name)
  case unknownStream(Name)
  case itemOutOfOrder(UInt32, of: Name, expected: UInt32)
  case noRoom(Name)
  case declaredLate(Name)
  case otherMachine(Name, declared: Name)
  case runsAlready(Name, call: CallNumber)
  case runTooMany(Name, atOnce: UInt32)
  case slotOfNothing(UInt32)
  case waitsForNothing(CallNumber)
  case neverEnds(Name)
  case otherCaller(CallNumber, by: CallNumber)
  case noFlow(CallNumber)
  case iterationOutOfOrder(UInt32, expected: UInt32)
  case nothingToEnd(Ending.Kind)
  case runIsOver(Ending.Kind)
  case neverEnded(CallNumber)
  case missedTwice(CallNumber)

  /// The error in words, with the names of the log it was found in.
  public func description(in names: NameTable) -> String {
    switch self {
    case .declaredTwice(let name): "\(names[name]) is declared twice"
    case .noSlots(let name): "machine \(names[name]) has no slots"
    case .unknownMachine(let name): "no machine \(names[name]) is declared before"
    case .unknownSlot(let slot, let name): "machine \(names[name]) has no slot \(slot)"
    case .slotTaken(let slot, let name, let call):
      "slot \(slot) of machine \(names[name]) is held by call \(call)"
    case .slotFree(let slot, let name): "slot \(slot) of machine \(names[name]) is free already"
    case .unknownCall(let call): "no call \(call) was requested before"
    case .callOutOfOrder(let call, let expected):
      "call \(call) is requested where call \(expected) comes next"
    case .otherComponent(let call, let name): "call \(call) is a call of \(names[name])"
    case .impossible(let call, let status): "call \(call) is \(status) and this cannot happen then"
    case .unknownVariable(let name): "no variable \(names[name]) is declared before"
    case .otherValue(let value, let name): "variable \(names[name]) is \(names[value])"
    case .unknownStream(let name): "no stream \(names[name]) is declared before"
    case .itemOutOfOrder(let item, let name, let expected):
      "item \(item) of stream \(names[name]) moves where "
        + (expected > 0 ? "item \(expected) comes next" : "the stream is empty")
    case .noRoom(let name): "the buffer of stream \(names[name]) is full"
    case .declaredLate(let name):
      "\(names[name]) is declared after the first call; all that there is, is declared before"
    case .otherMachine(let component, let machine):
      "\(names[component]) runs on "
        + (machine.isNone ? "a machine of its own" : "machine \(names[machine])")
    case .runTooMany(let component, let atOnce):
      "\(names[component]) runs \(atOnce) calls at once, and as many have not ended"
    case .runsAlready(let component, let call):
      "\(names[component]) runs one call at a time, and call \(call) has not ended"
    case .slotOfNothing(let slot): "slot \(slot) is of no machine"
    case .waitsForNothing(let call):
      "call \(call) can wait for another call, `on`, or for what words say, `for`, and for one of them"
    case .neverEnds(let component): "\(names[component]) never ends by itself"
    case .otherCaller(let call, let caller): "call \(call) was not asked for by call \(caller)"
    case .noFlow(let call): "call \(call) is no flow that goes through steps"
    case .iterationOutOfOrder(let iteration, let expected):
      "iteration \(iteration) ends where iteration \(expected) comes next"
    case .nothingToEnd(let ending):
      ending == .failure ? "no call has failed" : "no call is open that could go on or wait"
    case .runIsOver(let ending):
      "the run has \(ending.words), and at that instant only "
        + (ending == .deadlock || ending == .livelock ? "call.stopped and " : "")
        + "log.closed can follow"
    case .missedTwice(let call): "call \(call) or a later one was new to the cache before"
    case .neverEnded(let call):
      "call \(call) has not ended, and only a run that was cut off leaves calls open"
    }
  }
}
