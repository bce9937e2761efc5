internal import EventLog
internal import Platform
internal import Subprocess
internal import Synchronization

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// A command that runs beside the recorder, with the input and output of the recorder.
final class ChildCommand: Sendable {
  /// How far a command has come.
  enum State: Sendable {
    case starting
    case running(process: Int32)
    case ended(CommandEnd, at: Nanoseconds)
    case notStarted(reason: String)
  }

  private let current = Mutex(State.starting)
  /// Each change of the state writes a byte to it.
  private let wake: Int32

  var state: State { current.withLock { $0 } }

  init(wake: Int32) { self.wake = wake }

  private func change(to state: State) {
    current.withLock { $0 = state }
    var byte: UInt8 = 0
    while write(wake, &byte, 1) < 0, errno == EINTR {}
  }

  /// Starts it; what becomes of it is told by `state`.
  ///
  /// - Parameters:
  ///   - program: The file of the program.
  ///   - words: What it is called, and its arguments.
  ///   - environment: Variables that it is to have beside those of the recorder; nil takes one away.
  ///   - hasOwnGroup: Whether signals are to reach it and all that it runs together, apart from the recorder.
  func start(
    _ program: String, _ words: [String], environment: [String: String?], hasOwnGroup: Bool
  ) {
    Task.detached { [self] in
      var variables: [Environment.Key: String?] = [:]
      for (name, value) in environment {
        if let key = Environment.Key(rawValue: name) { variables[key] = value }
      }
      var options = PlatformOptions()
      if hasOwnGroup { options.processGroupID = 0 }
      let arguments = Arguments(
        executablePathOverride: words.first, remainingValues: Array(words.dropFirst()))
      do {
        let result = try await Subprocess.run(
          .path(FilePath(program)), arguments: arguments,
          environment: .inherit.updating(variables), platformOptions: options,
          input: .currentStandardInput, output: .currentStandardOutput,
          error: .currentStandardError
        ) { [self] execution in change(to: .running(process: execution.processIdentifier.value)) }
        let now = MonotonicClock.now
        let end: CommandEnd =
          switch result.terminationStatus {
          case .exited(let status): .exited(status)
          case .signaled(let signal): .killed(signal: signal)
          }
        change(to: .ended(end, at: now))
      } catch {
        change(to: .notStarted(reason: "\(error)"))
      }
    }
  }
}
