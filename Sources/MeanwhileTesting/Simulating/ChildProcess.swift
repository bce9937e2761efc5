internal import FileSystem
internal import Platform

/// A process that runs this program again.
struct ChildProcess {
  /// How it ended.
  enum End: Equatable {
    case exited(Int32)
    case signalled(Int32)
    /// It was ended, because it did not go on.
    case stuck
    /// It was ended, because it went on for too long.
    case outOfTime
    /// It was ended, because nobody waits for it any more.
    case cancelled
    /// It could not be started, with the number of the error.
    case notStarted(Int32)
  }

  let arguments: [String]
  let environment: [String]
  /// Where it tells of its errors.
  let output: String
  /// Whether what it prints is seen.
  let prints: Bool
  /// How long it may take; nil if that is not limited.
  let limit: Duration?
  /// Tells how far it has come: a number that changes as long as it goes on.
  let progress: @Sendable () -> UInt64

  /// How long it may be silent.
  static let patience = Duration.seconds(30)
  /// The signal that asks it to tell where it is, and to end.
  static let question = SIGQUIT

  /// What a process wrote into a file; nothing where there is none.
  static func text(_ path: String) -> String {
    ((try? OpenedFile.bytes(of: path)) ?? []).withUnsafeBufferPointer {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Runs it to its end.
  func run() async -> End {
    var process: pid_t = 0
    let code = start(&process)
    guard code == 0 else { return .notStarted(code) }
    var status: Int32 = 0
    var last = progress()
    let start = ContinuousClock.now
    var since = start
    var pause = 1
    while waitpid(process, &status, WNOHANG) == 0 {
      do {
        try await Task.sleep(for: .milliseconds(pause))
      } catch {
        end(process)
        return .cancelled
      }
      pause = min(pause * 2, 20)
      let now = progress()
      if now != last { (last, since) = (now, .now) }
      if since.duration(to: .now) > Self.patience {
        end(process)
        return .stuck
      }
      if let limit, start.duration(to: .now) > limit {
        kill(process, SIGKILL)
        waitpid(process, &status, 0)
        return .outOfTime
      }
    }
    let signal = status & 0x7f
    return signal == 0 ? .exited(status >> 8 & 0xff) : .signalled(signal)
  }

  /// Ends a process, which has a few seconds to tell where it is.
  private func end(_ process: pid_t) {
    var status: Int32 = 0
    kill(process, Self.question)
    for _ in 0..<500 {
      if waitpid(process, &status, WNOHANG) != 0 { return }
      poll(nil, 0, 10)
    }
    kill(process, SIGKILL)
    waitpid(process, &status, 0)
  }

  private func start(_ process: inout pid_t) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    if !prints { posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0) }
    posix_spawn_file_actions_addopen(&actions, 2, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    return withStrings(arguments) { arguments in
      withStrings(environment) { environment in
        posix_spawn(&process, "/proc/self/exe", &actions, nil, arguments, environment)
      }
    }
  }

  private func withStrings<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}

/// Lets no more processes run at once than there are cores.
actor ChildGate {
  static let shared = ChildGate()

  private var free = max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 1)
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Waits until one more may run.
  func enter() async {
    guard free == 0 else {
      free -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  /// Lets the next one run.
  func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
