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
  /// Where copies tell of their errors.
  private let output: String
  /// The schedule of the last run that failed.
  private(set) var last = Schedule()

  private static let words = 1 << 20

  init(_ program: SimulatedProgram, in folder: String) {
    self.program = program
    output = "\(folder)/attempt.output"
    memory = mw_attempt_share(UInt64(Self.words * 4))?.assumingMemoryBound(to: UInt32.self)
  }

  func run(_ chooser: any Chooser) -> ScheduledRun {
    guard let memory else { return ScheduledRun() }
    memory.update(repeating: 0, count: Self.head)
    let process = mw_attempt_begin(output)
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
    var run = Self.read(memory)
    guard status > 128 else { return run }
    let said = FatalError.signature(in: ChildProcess.text(output))
    run.failure = ScheduledRun.Failure(
      signature: "signal \(status - 128) \(said)", text: "", step: Int(memory[2]))
    last = run.schedule
    return run
  }

  /// Makes a last run in a copy, which tells of it.
  func runLast(run: () -> ScheduledRun, tell: @escaping (Int32) -> Void) {
    let process = mw_attempt_begin(nil)
    if process == 0 {
      CrashWatch.begin(tell)
      _ = run()
      mw_attempt_end(0)
    }
    _ = mw_attempt_wait(process, 20_000)
  }

  // MARK: Runs as words: how many choices and steps there are, and in which step it ended; then the choices, then the steps.

  private static let head = 3
  private static let wordsOfStep = 5

  private static func write(
    _ run: ScheduledRun, to memory: UnsafeMutablePointer<UInt32>, _ words: Int
  ) {
    let choices = run.choices.prefix(words - head)
    let steps = run.steps.prefix((words - head - choices.count) / wordsOfStep)
    memory[0] = UInt32(choices.count)
    memory[1] = UInt32(steps.count)
    memory[2] = UInt32(truncatingIfNeeded: run.failure?.step ?? run.steps.count)
    var place = head
    func add(_ word: UInt32) {
      memory[place] = word
      place += 1
    }
    for choice in choices { add(choice) }
    for step in steps {
      add(step.chosen.lane)
      add(step.chosen.actor)
      add(step.ready)
      add(UInt32(bitPattern: step.cause ?? -1))
      add(UInt32(bitPattern: step.decision ?? -1))
    }
  }

  private static func read(_ memory: UnsafeMutablePointer<UInt32>) -> ScheduledRun {
    let (choices, steps) = (Int(memory[0]), Int(memory[1]))
    func number(_ word: UInt32) -> Int32? { word == .max ? nil : Int32(bitPattern: word) }
    return ScheduledRun(
      steps: (0..<steps).map { step in
        let word = memory + (head + choices + step * wordsOfStep)
        return ScheduledRun.Step(
          Candidate(lane: word[0], actor: word[1], order: 0), cause: number(word[3]),
          ready: word[2], decision: number(word[4]))
      },
      choices: (0..<choices).map { memory[head + $0] })
  }
}
