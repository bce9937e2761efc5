internal import EventLog
internal import JSON

/// The task stream that a page of dask draws.
///
/// The page holds what Bokeh draws as JSON. One of its tables has a row for each phase of a task, in columns:
///
///     {"start": [1796031079571.7366, …], "duration": [174.325, …], "key": ["load-e164714c", …], "name": ["load", …],
///      "alpha": [1, …], "color": ["#433C84", …], "worker": ["tcp://…", …], "worker_thread": ["tcp://…-139793", …]}
///
/// Times are milliseconds, and `start` is the middle of the phase, since that is where Bokeh puts a rectangle. A phase
/// that is not the computing of the task has its kind before the name: `transfer-load`.
struct DaskPage {
  /// The texts of all records.
  private(set) var texts = NameTable()
  /// The tasks that computed, in the order of the page.
  private(set) var records: [DaskRecord] = []
  /// What was wrong with the page itself.
  private(set) var notes: [ImportNote] = []
  /// How many rows are broken, and how many tasks computed nothing.
  private(set) var (broken, idle) = (0, 0)

  /// The phases of the task that is being read, which may be followed by more of them.
  private var open: (row: Row, compute: DaskPhase?, others: [DaskPhase], hasFailed: Bool)?

  /// What rows of one task share.
  private struct Row: Equatable {
    var key: Name
    var worker: Name
    var thread: Name
  }

  /// - Throws: `ImportError` if the page holds no such table.
  init(_ input: TraceInput) throws(ImportError) {
    var page = self
    var isFound = false
    for script in HTMLScripts(of: input.bytes) {
      let json = TraceInput(bytes: script, name: input.name)
      do throws(ImportError) {
        try json.readJSON { text in
          for table in BokehTables(of: text) where page.read(table) { isFound = true }
          page.notes += text.flawNotes
        }
      } catch { continue }
    }
    guard isFound else {
      throw ImportError(
        line: 1, problem: "The page holds no task stream, so there is nothing to read.")
    }
    page.endTask()
    if !page.notes.contains(where: \.isOfCutTrace) {
      page.notes += HTMLPage.cutNote(input.bytes)
    }
    self = page
  }

  private init() {}

  // MARK: Rows

  /// Reads a table; false if it is none of a task stream.
  private mutating func read(_ table: BokehTables.Table) -> Bool {
    guard let starts = table["start"], let durations = table["duration"], let keys = table["key"],
      let names = table["name"], let threads = table["worker_thread"]
    else { return false }
    let (workers, alphas, colors) = (table["worker"], table["alpha"], table["color"])
    let count = [starts, durations, keys, names, threads].map(\.count).min() ?? 0
    broken += (starts.count - count)
    for row in 0..<count {
      let middle = starts[row].integer(timesTenTo: 6)
      let time = durations[row].integer(timesTenTo: 6)
      guard let key = DaskKey.text(keys[row]), let thread = threads[row].string,
        let name = names[row].string, let middle, let time, time >= 0,
        (0..<Nanoseconds.max / 2).contains(middle), time / 2 <= middle
      else {
        broken += 1
        continue
      }
      let worker = Self.element(row, of: workers)?.string ?? thread
      let shown = Row(
        key: texts.intern(key), worker: texts.intern(worker), thread: texts.intern(thread))
      let isComputing =
        Self.element(row, of: alphas).map { $0.integer(timesTenTo: 3) == 1_000 }
        ?? (name == DaskKey.prefix(of: key))
      let start = middle - time / 2
      let phase = DaskPhase(
        action: texts.intern(isComputing ? "compute" : Self.action(of: name)), start: start,
        end: start + time)
      add(
        phase, of: shown, isComputing: isComputing,
        // What failed is drawn black.
        hasFailed: isComputing && Self.element(row, of: colors)?.isString("black") ?? false)
    }
    return true
  }

  private static func element(_ row: Int, of column: [JSONNode]?) -> JSONNode? {
    column.flatMap { row < $0.count ? $0[row] : nil }
  }

  /// What a phase is, by its name: `transfer` of `transfer-load`.
  private static func action(of name: String) -> String {
    let actions = ["transfer", "disk-read", "disk-write", "deserialize"]
    return actions.first { name.hasPrefix($0 + "-") } ?? "transfer"
  }

  /// Adds a phase to the task that is open, or begins another.
  ///
  /// The rows of a task stand together; where it is computed again right behind itself, that begins with a phase before
  /// computing.
  private mutating func add(_ phase: DaskPhase, of row: Row, isComputing: Bool, hasFailed: Bool) {
    let isSame =
      open.map { open in
        open.row == row
          && (open.compute == nil || !isComputing && texts[phase.action] == "disk-write")
      } ?? false
    if !isSame {
      endTask()
      open = (row, nil, [], false)
    }
    if isComputing {
      open?.compute = phase
      open?.hasFailed = hasFailed
    } else {
      open?.others.append(phase)
    }
  }

  private mutating func endTask() {
    guard let task = open else { return }
    open = nil
    guard let compute = task.compute else { return idle += 1 }
    records.append(
      DaskRecord(
        key: task.row.key, worker: task.row.worker, thread: task.row.thread, compute: compute,
        others: task.others, failure: task.hasFailed ? texts.intern("error") : nil))
  }
}
