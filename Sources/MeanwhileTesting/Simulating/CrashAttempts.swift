internal import CTaskCapture
internal import Platform
internal import Schedules
internal import SimulatedTasks

/// Tells when a run ends the process: by a precondition, a continuation that goes on twice, memory that is not there.
enum CrashWatch {
  // It is set on the thread of the simulation, which is the one that ends the process.
  nonisolated(unsafe) private static var tell: ((Int32) -> Void)?

  /// Lets a function be told the signal before the process ends.
  static func begin(_ tell: @escaping (Int32) -> Void) {
    self.tell = tell
    mw_attempt_watch { signal in
      mw_capture_end()
      CrashWatch.tell?(signal)
    }
  }

  /// Lets go of that function.
  static func end() { tell = nil }
}

extension SimulatedProgram {
  /// The run that is on, which a signal has ended.
  func crashed(by signal: Int32) -> ScheduledRun {
    let text =
      signal == ChildProcess.question
      ? "it did not go on for \(ChildProcess.patience.components.seconds) s: something blocks the thread, such as a semaphore or a lock that is held across a suspension"
      : "the process ended by \(strsignal(signal).map { String(cString: $0) } ?? "signal \(signal)")"
    return breakOff("signal \(signal)", text)
  }
}

/// A program whose runs may end the process: each is made in a copy of it.
final class CrashAttempts: ScheduledProgram {
  private let program: SimulatedProgram
  private let memory: UnsafeMutablePointer<UInt32>?
  /// The schedule of the last run that failed.
  private(set) var last = Schedule()

  private static let words = 1 << 20

  init(_ program: SimulatedProgram) {
    self.program = program
    memory = mw_attempt_share(UInt64(Self.words * 4))?.assumingMemoryBound(to: UInt32.self)
  }

  func run(_ chooser: any Chooser) -> ScheduledRun {
    guard let memory else { return ScheduledRun() }
    memory.update(repeating: 0, count: 4)
    let process = mw_attempt_begin()
    if process == 0 {
      let words = Self.words
      CrashWatch.begin { [program] signal in
        Self.write(program.crashed(by: signal), to: memory, words)
      }
      let run = program.run(chooser)
      Self.write(run, to: memory, words)
      mw_attempt_end(0)
    }
    let status = mw_attempt_wait(process, 10_000)
    let choices = (0..<Int(memory[0])).map { memory[2 + $0] }
    guard status > 128 else { return ScheduledRun(choices: choices) }
    let run = ScheduledRun(
      choices: choices,
      failure: ScheduledRun.Failure(
        signature: "signal \(status - 128)", text: "", step: Int(memory[1])))
    last = run.schedule
    return run
  }

  /// Makes a last run in a copy, which tells of it.
  func runLast(run: () -> ScheduledRun, tell: @escaping (Int32) -> Void) {
    let process = mw_attempt_begin()
    if process == 0 {
      CrashWatch.begin(tell)
      _ = run()
      mw_attempt_end(0)
    }
    _ = mw_attempt_wait(process, 20_000)
  }

  private static func write(
    _ run: ScheduledRun, to memory: UnsafeMutablePointer<UInt32>, _ words: Int
  ) {
    let choices = run.choices.prefix(words - 2)
    memory[0] = UInt32(choices.count)
    memory[1] = UInt32(truncatingIfNeeded: run.failure?.step ?? run.steps.count)
    for (place, choice) in choices.enumerated() { memory[2 + place] = choice }
  }
}
