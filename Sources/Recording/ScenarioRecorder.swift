package import EventLog
package import FileSystem
internal import Platform
package import Simulation

/// Records a scenario whose components are commands, while they run.
///
/// What is called when is up to the same drivers as in a simulation; this is the world in which their calls run for
/// real. What happens is written to the log at once. Signals that would end the recorder stop the commands instead, and
/// the log is ended properly.
package final class ScenarioRecorder {
  /// What was recorded.
  package struct Outcome {
    /// How the run ended.
    package var ending: Ending
    /// How many commands were run.
    package var commands: Int
    /// The signal that stopped it, if one did.
    package var signal: Int32?
    /// The calls whose commands failed, each with its reason, in the order of their ends, up to ten.
    package var failures: [String]
    /// How many files hold what commands wrote.
    package var keptOutputs: Int
    /// How many bytes of what commands wrote were left out.
    package var lostOutput: Int
    /// What went wrong with the log meanwhile, or with what commands wrote.
    package var failure: FileError?
  }

  /// How much is kept of what a command writes to one of its two outputs, in bytes.
  package static let mostOutput = 16 << 20
  /// How much is kept of what all commands write, in bytes.
  static let mostOutputs = 1 << 30
  /// How many calls that failed are told of.
  static let mostFailures = 10

  let model: Model
  private let setup: LogHeader.Setup
  private let file: RecordedLogFile
  /// The folder in which commands run; nil for that of the recorder.
  let folder: String?
  let outputs: OutputFolder
  let signals: WakePipe
  let wake: WakePipe
  private var began: Nanoseconds = 0
  /// The commands that run, by their calls.
  var running: [CallNumber: (component: Int, child: ChildCommand)] = [:]
  var stopped = StoppedCommands()
  var signal: Int32?
  /// What could not be started, and when that was known.
  var refused: [OutsideEnd] = []
  var commands = 0
  var failures: [String] = []

  /// Prepares a recording.
  ///
  /// - Parameters:
  ///   - model: What is to run.
  ///   - setup: The scenario, and how it is to be run.
  ///   - folder: The folder in which commands run; nil for that of the recorder.
  ///   - path: Where the log is to be.
  ///   - outputs: The folder for what the commands write.
  ///   - overwriting: Whether the log may take the place of what is there.
  /// - Throws: `RecordingError`; nothing has been run then.
  package init(
    _ model: Model, _ setup: LogHeader.Setup, in folder: String?, path: String, outputs: String,
    overwriting: Bool
  ) throws(RecordingError) {
    (self.model, self.setup, self.folder) = (model, setup, folder)
    self.outputs = OutputFolder(outputs)
    signals = try WakePipe()
    wake = try WakePipe()
    file = try RecordedLogFile(path, overwriting: overwriting)
  }

  deinit {
    signals.closeReadEnd()
    wake.closeReadEnd()
  }

  /// Runs the scenario to its end.
  package func run() -> Outcome {
    Interruption.tell(to: signals.writeEnd)
    began = MonotonicClock.now
    let log = Simulator.record(model, setup, in: self)
    file.close(log)
    // The log is whole, whatever becomes of what was told to end.
    while !stopped.isEmpty { wait(until: nil) }
    outputs.takeRest()
    return Outcome(
      ending: log.ending, commands: commands, signal: signal, failures: failures,
      keptOutputs: outputs.count, lostOutput: outputs.leftOut,
      failure: file.failure ?? outputs.failure)
  }

  /// How long the run has gone on.
  package var now: Nanoseconds { time(of: MonotonicClock.now) }

  /// An instant of the clock of the machine on that of the run.
  func time(of instant: Nanoseconds) -> Nanoseconds {
    min(max(0, instant - began), Log.longestTime)
  }

  /// The instant on the clock of the machine.
  func instant(of time: Nanoseconds) -> Nanoseconds { began.addingClamped(time) }

  package func write(_ log: borrowing LogBuilder) { file.write(log) }
}
