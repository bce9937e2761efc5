import EventLog
import FileSystem
import Formatting
import Platform
import Synchronization

/// What the command is doing and how far it is, on one line of the terminal.
///
/// It is for people who wait: only where standard error is a terminal, only once two seconds have
/// passed (or as many as `MEANWHILE_PROGRESS_AFTER` says), at most ten times a second. The line is
/// written over itself and is gone before anything else is written, and at the end.
///
///     reading build.events.jsonl  ████████░░░░░░░░░░░░  43 %
///     simulating build  1.2 M events  3 s
enum ProgressLine {
  private struct State {
    /// What is being done; nil if nothing is.
    var work: Work?
    /// What stands on the terminal; empty if nothing does.
    var shown = ""
    var shownAt: ContinuousClock.Instant?
    var isTicking = false
  }

  private struct Work {
    var name: String
    /// How much there is to do, if that is known.
    var total: Int?
    /// What is counted, where there is no total.
    var unit: String
    /// What is done once the total is reached; nil if that is the end of it.
    var next: String?
  }

  private static let state = Mutex(State())
  /// How much of the work is done.
  private static let done = Atomic(0)
  private static let beginning = ContinuousClock.now
  private static let interval = Duration.milliseconds(100)

  /// Whether anybody looks at it.
  private static let isWanted: Bool = {
    guard isatty(STDERR_FILENO) == 1, let terminal = getenv("TERM") else { return false }
    return strcmp(terminal, "dumb") != 0
  }()

  /// The time that has to pass before anything is shown.
  private static let delay: Duration = {
    let text = getenv("MEANWHILE_PROGRESS_AFTER").map { String(cString: $0) }
    let seconds = text.flatMap(Double.init) ?? 2
    return .seconds(seconds.isFinite ? min(max(0, seconds), 1e9) : 2)
  }()

  // MARK: What is done

  /// Begins work, until the next begins or it ends.
  ///
  /// - Returns: What to tell how much of the total is done, or how many of a unit.
  @discardableResult
  static func begin(
    _ name: String, of total: Int? = nil, unit: String = "", then next: String? = nil
  ) -> ProgressHook {
    guard isWanted, !Notes.areUnwanted else { return .none }
    _ = beginning
    let isNew = state.withLock { state in
      done.store(0, ordering: .relaxed)
      state.work = Work(name: name, total: total, unit: unit, next: next)
      show(&state)
      let isNew = !state.isTicking
      state.isTicking = true
      return isNew
    }
    if isNew { Task.detached(priority: .high) { await tick() } }
    return ProgressHook { done.store($0, ordering: .relaxed) }
  }

  /// Ends all work: nothing is shown until other work begins.
  static func end() {
    guard isWanted else { return }
    state.withLock { state in
      state.work = nil
      hide(&state)
    }
  }

  /// Does something, such as writing to the terminal, while the line is out of the way.
  static func hidden(_ body: () -> Void) {
    guard isWanted else { return body() }
    state.withLock { state in
      hide(&state)
      body()
    }
  }

  // MARK: The line

  private static func tick() async {
    while true {
      try? await Task.sleep(for: interval)
      state.withLock { show(&$0) }
    }
  }

  private static func show(_ state: inout State) {
    let now = ContinuousClock.now
    guard let work = state.work, now - beginning >= delay else { return }
    if let shownAt = state.shownAt, now - shownAt < interval { return }
    Interruption.clearsLine(true)
    let columns = max(1, Files.columns(of: STDERR_FILENO) - 1)
    let text = text(of: work, after: (now - beginning).components.seconds)
      .truncated(toColumns: columns)
    guard text != state.shown else { return }
    state.shownAt = now
    state.shown = text
    write("\r\(text)\u{1B}[K")
  }

  private static func hide(_ state: inout State) {
    guard !state.shown.isEmpty else { return }
    state.shown = ""
    write("\r\u{1B}[K")
    Interruption.clearsLine(false)
  }

  private static func text(of work: Work, after seconds: Int64) -> String {
    let (name, done) = (work.name.visibleText, done.load(ordering: .relaxed))
    if let total = work.total, total > 0 {
      if done >= total, let next = work.next { return "\(next.visibleText) …  \(seconds) s" }
      let part = min(max(done, 0), total)
      let filled = part * 20 / total
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
      return "\(name)  \(bar)  \(part * 100 / total) %"
    }
    return (done > 0 ? "\(name)  \(short(done)) \(work.unit)" : "\(name) …") + "  \(seconds) s"
  }

  /// A number as people say it: 980, 65 k, 1.2 M.
  private static func short(_ number: Int) -> String {
    if number < 1_000 { return "\(number)" }
    if number < 1_000_000 { return "\(number / 1_000) k" }
    let tenths = number / 100_000
    return "\(tenths / 10).\(tenths % 10) M"
  }

  private static func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Platform.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
