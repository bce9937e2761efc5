package import EventLog
internal import FileSystem
internal import Platform
package import Simulation

// Commands that run beside the run.

extension ScenarioRecorder: OutsideWorld {
  package var interruption: String? { signal.map(signalName) }

  /// Waits until something happens: a command begins or ends, writes, or a signal comes.
  package func wait(until instant: Nanoseconds?) {
    stopped.deliver()
    var patience = instant.map { max(0, self.instant(of: $0) - MonotonicClock.now) } ?? .max
    if !stopped.isEmpty { patience = min(patience, StoppedCommands.interval) }
    if !refused.isEmpty { patience = 0 }
    let files = [signals.readEnd, wake.readEnd] + outputs.readEnds
    var polled = files.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    // Rounded up, so that the time has come when it wakes; an hour is long enough to sleep at once.
    let milliseconds = patience / 1_000_000 + (patience % 1_000_000 > 0 ? 1 : 0)
    poll(&polled, nfds_t(polled.count), Int32(min(milliseconds, 3_600_000)))
    _ = wake.take()
    outputs.take()
    takeSignals()
    stopped.deliver()
  }

  private func takeSignals() {
    let bytes = signals.take()
    for place in stride(from: 0, to: bytes.count - 1, by: 2) {
      if signal == nil {
        signal = Int32(bytes[place])
      } else {
        // Who asks twice is in earnest.
        stopped.hurry()
      }
    }
  }

  package func begin(
    _ call: CallNumber, of component: Int, with arguments: OutsideArguments
  ) {
    let name = model.components[component].name
    let words: [String]
    switch model.components[component].behaviour.command {
    case .shell(let line): words = ["/bin/sh", "-c", line, name] + arguments.words
    case .words(let all): words = all + arguments.words
    case nil: return
    }
    do throws(RecordingError) {
      let program = try self.program(words[0])
      guard hasRoom else { throw .tooManyAtOnce(limit: Self.mostFiles) }
      let pipes = try outputs.pipes(for: call, of: name)
      let child = ChildCommand(wake: wake.writeEnd)
      running[call] = (component, child)
      commands += 1
      var variables: [String: String?] = [:]
      for (name, value) in arguments.variables { variables.updateValue(value, forKey: name) }
      child.start(
        program, words, environment: variables, hasOwnGroup: true, in: folder,
        streams: .kept(output: pipes.output, errors: pipes.errors))
    } catch {
      note(failed: call, of: component, because: error.reason)
      refused.append(OutsideEnd(call: call, at: now, failure: error.reason))
    }
  }

  /// Whether files can be opened for another command, of which none is left while it begins.
  ///
  /// One that runs holds its two outputs and what tells of its end; to begin one takes ten at most.
  private var hasRoom: Bool {
    let most = Self.mostFiles - 32
    if 10 * (running.count + 1) <= most { return true }
    let starting = running.values.count { command in
      if case .starting = command.child.state { true } else { false }
    }
    return outputs.readEnds.count + running.count + 10 * (starting + 1) <= most
  }

  /// How many files may be open at once.
  private static var mostFiles: Int {
    let limit = sysconf(Int32(_SC_OPEN_MAX))
    return limit > 0 ? limit : 256
  }

  /// The file of a program; one with a path is seen from the folder in which commands run.
  private func program(_ name: String) throws(RecordingError) -> String {
    guard let folder, name.contains("/"), !name.hasPrefix("/") else {
      return try ProgramSearch.path(of: name)
    }
    _ = try ProgramSearch.path(of: "\(folder)/\(name)")
    return name
  }

  package func stop(_ call: CallNumber) {
    guard let child = running[call]?.child else { return }
    stopped.stop(child, by: signal ?? SIGTERM)
  }

  package func takeEnds() -> [OutsideEnd] {
    var ends = refused
    refused = []
    for (call, command) in running {
      switch command.child.state {
      case .starting, .running: break
      case .ended(let end, let at):
        ends.append(OutsideEnd(call: call, at: time(of: at), failure: end.failure))
      case .notStarted(let reason):
        ends.append(OutsideEnd(call: call, at: now, failure: "it could not be started: \(reason)"))
      }
    }
    ends.sort { ($0.at, $0.call) < ($1.at, $1.call) }
    for end in ends {
      guard let component = running.removeValue(forKey: end.call)?.component else { continue }
      if let failure = end.failure, signal == nil {
        note(failed: end.call, of: component, because: failure)
      }
    }
    return ends
  }

  private func note(failed call: CallNumber, of component: Int, because reason: String) {
    guard failures.count < Self.mostFailures else { return }
    failures.append("\(model.components[component].name) (call \(call)): \(reason)")
  }
}

extension RecordingError {
  /// Why a call failed whose command could not be started.
  fileprivate var reason: String {
    switch self {
    case .noProgram(let name): "there is no program \(name)"
    case .notExecutable(let name): "\(name) cannot be run as a program"
    case .tooManyAtOnce: description
    case .file(let error): "it could not be started: \(error.description)"
    default: "it could not be started"
    }
  }
}
