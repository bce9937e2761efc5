internal import EventLog
internal import Formatting

// Who waits for whom where nothing more can happen.

extension FlowDriver {
  /// The calls that are open now.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  var openCalls: OpenCalls {
    var open = OpenCalls(of: engine)
    for call in open.numbers where engine.component(of: call) >= 0 {
      let component = engine.component(of: call)
      for stream in facts.emitted[component] where open.producers[stream] == nil {
        open.producers[stream] = call
      }
      if let stream = runs.behaviours.rows[component].forEach, open.consumers[stream] == nil {
        open.consumers[stream] = call
      }
    }
    return open
  }

  /// Why nothing more can happen; nil if all that is left waits for what never ends.
  func deadlock(_ open: OpenCalls, besides kept: Set<CallNumber>) -> String? {
    open.deadlock {
      kept.contains($0) || isEndless($0) || isFlowDone($0)
    } title: {
      title(of: $0)
    } wait: {
      wait(of: $0, open)
    }
  }

  /// Whether a call takes for ever, and is not one that fails or runs out of time before.
  private func isEndless(_ call: CallNumber) -> Bool {
    let component = engine.component(of: call)
    guard component >= 0, model.components[component].takes == .forever else { return false }
    return engine.lines[component].isEndless
      || runs.run(of: call).map { runs[$0].failsAfter == nil } ?? false
  }

  private func title(of call: CallNumber) -> String {
    let component = engine.component(of: call)
    return component < 0 ? "the flow" : model.components[component].name
  }

  /// What an open call waits for; nil if it waits for nothing.
  func wait(of call: CallNumber, _ open: OpenCalls) -> OpenCalls.Wait? {
    if engine.component(of: call) < 0 { return waitOfFlow(open) }
    if let run = runs.run(of: call), let stream = runs[run].awaited {
      return waitForStream(stream, awaitsItem: runs[run].awaitsItem, open)
    }
    return engine.hasStarted(call) ? nil : open.waitToStart(of: call, engine, model)
  }

  private func waitOfFlow(_ open: OpenCalls) -> OpenCalls.Wait? {
    switch flow.waiting {
    case .nothing: return nil
    case .call(let call): return open.wait(for: call, title(of: call), engine)
    case .change(let call, let condition):
      if call > 0 { return open.wait(for: call, title(of: call), engine) }
      return OpenCalls.Wait(
        what: condition.map { "\($0), which never came true" } ?? "a change, which never came")
    case .place(let place):
      guard case .wait(let awaited, _) = flow.machine.program.instructions[place] else {
        return nil
      }
      switch awaited {
      case .component(let component):
        let call = board.counts[component].latestCall
        return call > 0 ? open.wait(for: call, title(of: call), engine) : nil
      case .condition(let condition):
        return OpenCalls.Wait(what: "\(condition.text), which never came true")
      case .time(let time): return OpenCalls.Wait(what: timeText(time))
      }
    }
  }

  private func waitForStream(
    _ stream: Int, awaitsItem: Bool, _ open: OpenCalls
  ) -> OpenCalls.Wait {
    let name = model.streams[stream].name
    let other = awaitsItem ? open.producers[stream] : open.consumers[stream]
    let what = StreamBuffer.condition(of: name, forItem: awaitsItem)
    let wouldHelp = model.components.indices.contains { serves($0, stream, byItems: awaitsItem) }
    let lack =
      "which nothing \(wouldHelp ? "that was called " : "")\(awaitsItem ? "emits" : "takes from")"
    return other.map { OpenCalls.Wait(what: what, on: $0) }
      ?? OpenCalls.Wait(what: "\(what), \(lack)")
  }
}
