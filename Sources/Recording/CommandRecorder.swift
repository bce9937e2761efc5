internal import EventLog
package import FileSystem
internal import Formatting
internal import Platform

/// Records a command, and those in whose place wrappers stand, while they run.
///
/// What happens is written to the log at once. Signals that would end the recorder stop the command instead, and the log
/// is ended properly.
package final class CommandRecorder {
  /// What was recorded.
  package struct Outcome: Sendable {
    /// How the command ended.
    package var end: CommandEnd
    /// How many commands were recorded, with itself.
    package var commands: Int
    /// The signal that stopped it, if one did.
    package var signal: Int32?
    /// How many bytes came from the wrappers that nobody understands.
    package var lostBytes: Int
    /// How many commands ccache ran that took their wrapper for the compiler.
    package var mistaken: Int
    /// What went wrong with the log meanwhile.
    package var failure: FileError?
  }

  private let words: [String]
  private let program: String
  private let file: RecordedLogFile
  private let wrappers: WrapperFolder?
  private let child: ChildCommand
  private let signals: WakePipe
  private let wake: WakePipe
  private var journal: CommandJournal
  private var records = WrapperRecords()
  /// What wrappers told and has not been written down yet, in the order in which it came.
  private var pending: [WrapperRecord] = []
  private var calls: [WrapperRecord.Identity: CallNumber] = [:]
  /// The wrappers that have not told of an end.
  private var running: Set<WrapperRecord.Identity> = []
  private var mistaken = 0
  private var stop: Stop?
  /// Signals that ask something of the command, and do not end the recording.
  private var passed: [Int32] = []
  private var hasOwnGroup = false
  private var began: Nanoseconds = 0

  /// That a signal stops the command.
  private struct Stop {
    var signal: Int32
    var deadline: Nanoseconds
    var isDelivered = false
  }

  /// How long what is told may come late behind what others tell.
  private static let lateness: Nanoseconds = 20_000_000

  /// Prepares a recording.
  ///
  /// - Parameters:
  ///   - words: The command: a program and its arguments.
  ///   - name: What the run is called in reports.
  ///   - wrapped: The programs whose runs are to be recorded too.
  ///   - wrapper: The program that stands in their place.
  ///   - path: Where the log is to be.
  ///   - overwriting: Whether it may take the place of what is there.
  /// - Throws: `RecordingError`; nothing has been written or run then.
  package init(
    _ words: [String], name: String, wrapping wrapped: [String], wrapper: String, path: String,
    overwriting: Bool
  ) throws(RecordingError) {
    // Before anything is written it is known whether there is something to record.
    program = try ProgramSearch.path(of: words.first ?? "")
    self.words = words
    journal = CommandJournal(name: name)
    wrappers = wrapped.isEmpty ? nil : try WrapperFolder(for: wrapped, wrapper: wrapper)
    signals = try WakePipe()
    wake = try WakePipe()
    child = ChildCommand(wake: wake.writeEnd)
    file = try RecordedLogFile(path, overwriting: overwriting)
  }

  deinit {
    signals.closeReadEnd()
    wake.closeReadEnd()
  }

  /// Runs the command to its end.
  ///
  /// - Throws: `RecordingError` if it cannot be started.
  package func run() throws(RecordingError) -> Outcome {
    Interruption.tell(to: signals.writeEnd)
    hasOwnGroup = !Self.isInForeground
    began = MonotonicClock.now
    let root = journal.begin(commandName(words), commandText(words), within: 0, at: 0)
    file.write(journal.journal.log)
    var environment: [String: String?] = [:]
    for name in WrapperFolder.variables { environment.updateValue(nil, forKey: name) }
    if let wrappers { environment["PATH"] = "\(wrappers.path):\(ProgramSearch.searchPath)" }
    child.start(
      program, words, environment: environment, hasOwnGroup: hasOwnGroup, streams: .inherited)
    while true {
      wait()
      readSignals()
      readRecords()
      switch child.state {
      case .starting: break
      case .running: deliverStop()
      case .notStarted(let reason):
        journal.end(root, journal.failure("not started"), at: MonotonicClock.now - began)
        file.close(journal.close())
        throw .notStarted(words[0], reason: reason)
      case .ended(let end, let at):
        readRecords()
        writeDown(until: .max)
        finish(root, end, at: at - began)
        return Outcome(
          end: end, commands: journal.count, signal: stop?.signal, lostBytes: records.lost,
          mistaken: mistaken, failure: file.failure)
      }
      writeDown(until: MonotonicClock.now - Self.lateness)
      file.write(journal.journal.log)
    }
  }

  /// Whether the terminal sends its signals to this process and to what it starts alike.
  private static var isInForeground: Bool {
    (0..<3).contains { tcgetpgrp($0) == getpgrp() }
  }

  /// Waits until something has happened.
  private func wait() {
    var polled = [
      pollfd(fd: signals.readEnd, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wake.readEnd, events: Int16(POLLIN), revents: 0),
    ]
    if let wrappers { polled.append(pollfd(fd: wrappers.pipe, events: Int16(POLLIN), revents: 0)) }
    var patience: Int32 = -1
    if !pending.isEmpty { patience = Int32(Self.lateness / 1_000_000) }
    if stop != nil { patience = patience < 0 ? 100 : patience }
    poll(&polled, nfds_t(polled.count), patience)
    _ = wake.take()
  }

  // MARK: What wrappers tell

  private func readRecords() {
    guard let wrappers else { return }
    pending += records.take(WakePipe.bytes(of: wrappers.pipe))
  }

  /// Writes down what happened before an instant, in the order of time; of the same time, in the order in which it was
  /// told.
  private func writeDown(until instant: Nanoseconds) {
    guard !pending.isEmpty else { return }
    let due = pending.enumerated().filter { $0.element.at <= instant }
      .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
    guard !due.isEmpty else { return }
    pending.removeAll { $0.at <= instant }
    for (_, record) in due { writeDown(record) }
  }

  private func writeDown(_ record: WrapperRecord) {
    switch record.happening {
    case .mistaken: mistaken += 1
    case .began(let parent, let words):
      guard calls[record.identity] == nil else { return }
      let parent = parent.flatMap { calls[$0] } ?? 1
      var name = commandName(words)
      // What helps a compiler to make its object makes the same.
      if journal.name(of: parent) == name, let program = words.first { name = program }
      calls[record.identity] = journal.begin(
        name, commandText(words), within: parent, at: record.at - began)
      running.insert(record.identity)
    case .ended(let status):
      guard let call = calls[record.identity], running.remove(record.identity) != nil else {
        return
      }
      journal.end(
        call, kind(of: CommandEnd(status: status)), at: record.at - began)
    }
  }

  /// How a call ends: one that a signal ended which was sent to stop it has not failed.
  private func kind(of end: CommandEnd) -> Event.Kind {
    if let stop, case .killed = end { return journal.stop(signalName(stop.signal)) }
    return journal.failure(end.failure)
  }

  private func finish(_ root: CallNumber, _ end: CommandEnd, at time: Nanoseconds) {
    for call in journal.open where call != root {
      let reason = stop.map { signalName($0.signal) } ?? "it ran on when \(words[0]) had ended"
      journal.end(call, journal.stop(reason), at: time)
    }
    journal.end(root, kind(of: end), at: time)
    file.close(journal.close())
  }

  // MARK: Stopping

  private func readSignals() {
    let bytes = signals.take()
    for place in stride(from: 0, to: bytes.count - 1, by: 2) {
      let now = MonotonicClock.now
      let signal = Int32(bytes[place])
      if signal == SIGUSR1 || signal == SIGUSR2 {
        passed.append(signal)
      } else if stop == nil {
        stop = Stop(signal: signal, deadline: now + StoppedCommands.grace)
        // The terminal has sent it to the command as well.
        stop?.isDelivered = bytes[place + 1] == 1 && !hasOwnGroup
      } else {
        // Who asks twice is in earnest.
        stop?.deadline = now
      }
    }
  }

  /// Sends the signal that the recorder got to all that it runs, and kills what has not ended some seconds later.
  private func deliverStop() {
    guard case .running(let process) = child.state else { return }
    for signal in passed { kill(process, signal) }
    passed = []
    guard let stop else { return }
    if !stop.isDelivered {
      send(stop.signal, to: process)
      self.stop?.isDelivered = true
    }
    guard MonotonicClock.now >= stop.deadline else { return }
    send(SIGKILL, to: process)
    self.stop?.deadline = .max
  }

  private func send(_ signal: Int32, to process: Int32) {
    if hasOwnGroup {
      kill(-process, signal)
    } else {
      kill(process, signal)
      for wrapper in running { kill(wrapper.process, signal) }
    }
  }
}
