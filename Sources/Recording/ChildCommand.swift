internal import EventLog
internal import Platform
internal import Subprocess
internal import Synchronization

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// A command that runs beside the recorder.
final class ChildCommand: Sendable {
  /// How far a command has come.
  enum State: Sendable {
    case starting
    case running(process: Int32)
    case ended(CommandEnd, at: Nanoseconds)
    case notStarted(reason: String)
  }

  /// What a command reads and writes.
  enum Streams: Sendable {
    /// What the recorder reads and writes.
    case inherited
    /// No input; what it writes goes to files, which are closed here when it has begun.
    case kept(output: Int32, errors: Int32)
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
  ///   - folder: The folder in which it runs; nil for that of the recorder.
  ///   - streams: What it reads and writes.
  func start(
    _ program: String, _ words: [String], environment: [String: String?], hasOwnGroup: Bool,
    in folder: String? = nil, streams: Streams
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
      let configuration = Configuration(
        executable: .path(FilePath(program)), arguments: arguments,
        environment: .inherit.updating(variables), workingDirectory: folder.map { FilePath($0) },
        platformOptions: options)
      do {
        let status = try await run(configuration, streams)
        let now = MonotonicClock.now
        let end: CommandEnd =
          switch status {
          case .exited(let status): .exited(status)
          case .signaled(let signal): .killed(signal: signal)
          }
        change(to: .ended(end, at: now))
      } catch {
        change(to: .notStarted(reason: "\(error)"))
      }
    }
  }

  /// Runs it to its end.
  private func run(
    _ configuration: Configuration, _ streams: Streams
  ) async throws -> TerminationStatus {
    switch streams {
    case .inherited:
      let result = try await Subprocess.run(
        configuration, input: .currentStandardInput, output: .currentStandardOutput,
        error: .currentStandardError
      ) { [self] execution in change(to: .running(process: execution.processIdentifier.value)) }
      return result.terminationStatus
    case .kept(let output, let errors):
      let result = try await Subprocess.run(
        configuration, input: .none,
        output: .fileDescriptor(FileDescriptor(rawValue: output), closeAfterSpawningProcess: true),
        error: .fileDescriptor(FileDescriptor(rawValue: errors), closeAfterSpawningProcess: true)
      ) { [self] execution in change(to: .running(process: execution.processIdentifier.value)) }
      return result.terminationStatus
    }
  }
}
