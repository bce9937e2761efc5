internal import EventLog
internal import JSON

/// What a task did from one instant to another: computed, or had data brought or written.
struct DaskPhase {
  /// What it is: `compute`, `transfer`, `disk-read`, `disk-write`, `deserialize`.
  var action: Name
  /// In nanoseconds since 1970.
  var start: Nanoseconds
  var end: Nanoseconds
  /// The worker that data came from; none if none did.
  var source = Name.none
}

/// A task of a task stream, as its record tells it.
struct DaskRecord {
  var key: Name
  var worker: Name
  /// Worker and thread together.
  var thread: Name
  /// When it computed.
  var compute: DaskPhase
  /// What else was done for it, in the order of the record.
  var others: [DaskPhase] = []
  /// Why it failed; nil if it did not.
  var failure: Name?
}

/// A task stream as it stands in a file.
struct DaskStream {
  /// The texts of all records.
  private(set) var texts = NameTable()
  /// The tasks that computed, in the order of the file.
  private(set) var records: [DaskRecord] = []
  /// What each key depends on, by keys; empty where the file does not say.
  private(set) var dependencies: [Name: [Name]] = [:]
  /// From when to when the client waited; nil if that is not said.
  private(set) var client: (start: Nanoseconds, end: Nanoseconds)?
  /// When each task began and was over by its own clock, where its program wrote that down.
  private(set) var inside: [Name: (start: Nanoseconds, end: Nanoseconds)] = [:]
  /// Whether it is said of every task what it depends on.
  private(set) var knowsDependencies = false
  private var flaws: [ImportNote]
  private var broken = 0
  private var idle = 0
  private var timeless = 0

  init(_ text: JSONText) {
    flaws = text.flawNotes
    for root in text.roots {
      if root.kind == .array {
        for record in root.elements { take(record) }
      } else if let stream = root["task_stream"] {
        for record in stream.elements { take(record) }
        takeRest(of: root)
      } else {
        take(root)
      }
    }
    knowsDependencies =
      !dependencies.isEmpty && records.allSatisfy { dependencies[$0.key] != nil }
  }

  /// The tasks that a page draws.
  init(_ page: DaskPage) {
    (texts, records) = (page.texts, page.records)
    (flaws, broken, idle, timeless) = (page.notes, page.broken, page.idle, 0)
  }

  // MARK: Reading

  private mutating func take(_ node: JSONNode) {
    guard node.kind == .object, node.isWhole, let key = node["key"].flatMap(DaskKey.text) else {
      return broken += 1
    }
    let name = node["worker"]?.string ?? ""
    let worker = name.isEmpty ? "unknown worker" : name
    var compute: DaskPhase?
    var others: [DaskPhase] = []
    for element in node.elements(of: "startstops") {
      guard let phase = phase(element) else {
        timeless += 1
        continue
      }
      if texts[phase.action] != "compute" {
        others.append(phase)
      } else if let known = compute {
        compute?.start = min(known.start, phase.start)
        compute?.end = max(known.end, phase.end)
      } else {
        compute = phase
      }
    }
    guard let compute else { return idle += 1 }
    let thread = node["thread"].map { String(decoding: $0.raw, as: UTF8.self) } ?? ""
    var failure: Name?
    if let status = node["status"], !status.isString("OK") {
      let reason = node["exception_text"]?.string ?? status.string ?? ""
      failure = texts.intern(reason.isEmpty ? "error" : reason)
    }
    records.append(
      DaskRecord(
        key: texts.intern(key), worker: texts.intern(worker),
        thread: texts.intern("\(worker) \(thread)"), compute: compute, others: others,
        failure: failure))
  }

  private mutating func phase(_ node: JSONNode) -> DaskPhase? {
    guard let action = node["action"]?.string, let start = Self.time(node["start"]),
      let end = Self.time(node["stop"]), start <= end
    else { return nil }
    return DaskPhase(
      action: texts.intern(action), start: start, end: end,
      source: node["source"]?.string.map { texts.intern($0) } ?? .none)
  }

  /// What the file says beside its records.
  private mutating func takeRest(of root: JSONNode) {
    if let start = Self.time(root["client_start"]), let end = Self.time(root["client_stop"]),
      start <= end
    {
      client = (start, end)
    }
    if let fields = root["dependencies"]?.fields {
      for (key, node) in fields {
        guard let key = key.string else { continue }
        let needs = node.elements.compactMap { DaskKey.text($0) }
        dependencies[texts.intern(key), default: []] += needs.map { texts.intern($0) }
      }
    }
    if let fields = root["inside"]?.fields {
      for (key, node) in fields {
        let times = node.elements.prefix(2).compactMap { Self.time($0) }
        guard let key = key.string, times.count == 2 else { continue }
        inside[texts.intern(key)] = (times[0], times[1])
      }
    }
  }

  /// A time in seconds since 1970 in nanoseconds; nil if it is none.
  private static func time(_ node: JSONNode?) -> Nanoseconds? {
    guard let time = node?.integer(timesTenTo: 9), (0..<Nanoseconds.max / 2).contains(time) else {
      return nil
    }
    return time
  }

  // MARK: Notes

  /// What was left out when the file was read.
  var notes: [ImportNote] {
    flaws
      + ImportNote.skipped(
        broken, "record is", "records are", " broken or of no task, and left out.")
      + ImportNote.skipped(
        timeless, "phase of a task has", "phases of tasks have",
        " no times that can be read, or ends before it starts, and was left out.")
      + ImportNote.skipped(
        idle, "task computed", "tasks computed", " nothing that has a time, and was left out.")
  }
}
