internal import EventLog
internal import Formatting
internal import TraceAnalysis

extension TraceExport {
  /// The format of the WfCommons for workflows, version 1.5: what needs what, and how long it took where.
  static let wfFormat = TraceExport(
    word: "wfformat", name: "a workflow in WfFormat", fileExtensions: [".wf.json"],
    write: { run throws(ExportError) in
      var writer = try WfFormatWriter(run)
      return writer.export()
    })
}

/// Writes a task graph and its execution.
private struct WfFormatWriter {
  private let run: ExportedRun
  private var json = JSONSink()
  private var parents: [[CallNumber]]
  private var children: [[CallNumber]]
  /// Causes that are not the end of one task and the request of another.
  private var others = 0

  init(_ run: ExportedRun) throws(ExportError) {
    self.run = run
    if run.calls.contains(where: \.isFlow) {
      throw ExportError(
        problem: "WfFormat holds tasks and what they need, and this is the run of a flow.")
    }
    if run.calls.contains(where: { $0.parent > 0 }) {
      throw ExportError(
        problem: "WfFormat holds tasks and what they need, and here calls lie within calls.")
    }
    if run.calls.isEmpty {
      throw ExportError(problem: "WfFormat holds at least one task, and nothing was called here.")
    }
    parents = Array(repeating: [], count: run.calls.count)
    children = parents
    for (effect, event) in run.log.events.enumerated() where event.call > 0 {
      for cause in run.log.causes(of: effect) { add(cause, to: event) }
    }
  }

  private mutating func add(_ cause: Cause, to event: Event) {
    let from = run.log.events[Int(cause.seq)]
    guard from.call > 0, from.call != event.call, !cause.edge.isResource else { return }
    guard from.endsCall, case .callRequested = event.kind else {
      others += 1
      return
    }
    // A call ends once, and causes come by their events.
    guard parents[Int(event.call) - 1].last != from.call else { return }
    parents[Int(event.call) - 1].append(from.call)
    children[Int(from.call) - 1].append(event.call)
  }

  mutating func export() -> Export {
    json.beginObject()
    json.field("name", run.run.name.isEmpty ? "run" : run.run.name)
    json.field(
      "description",
      WorkflowWords.countsFromStart
        + (isRecorded ? "" : hasParents ? WorkflowWords.partlyRecorded : WorkflowWords.notRecorded))
    json.field("schemaVersion", "1.5")
    json.key("workflow")
    json.beginObject()
    json.key("specification")
    json.beginObject()
    json.key("tasks")
    json.beginArray()
    for call in run.calls { specify(call) }
    json.newLine(closing: true)
    json.endArray()
    json.endObject()
    json.newLine()
    json.key("execution")
    json.beginObject()
    json.field("makespanInSeconds", word: decimalText(run.run.makespan, digits: 9))
    json.field("executedAt", instantText(0))
    json.key("tasks")
    json.beginArray()
    for call in run.calls where call.startedAt != nil { execute(call) }
    json.newLine(closing: true)
    json.endArray()
    writeMachines()
    json.endObject()
    json.endObject()
    json.endObject()
    json.newLine(closing: true)
    return Export(bytes: json.bytes, notes: notes)
  }

  /// Whether it is recorded what all tasks need, and whether any is known to need another.
  private var isRecorded: Bool { run.run.measures.dependencies == .recorded }
  private var hasParents: Bool { parents.contains { !$0.isEmpty } }

  /// A name that the format allows for a task, no two alike.
  private func id(of call: CallNumber) -> String {
    let name = run.run.component(of: call)
    let allowed = name.unicodeScalars.map { scalar in
      let isAllowed =
        scalar.isASCII
        && (scalar.properties.isAlphabetic || "0123456789-_.".unicodeScalars.contains(scalar))
      return isAllowed ? String(scalar) : "_"
    }
    let number = String(call)
    return allowed.joined() + "_ID" + String(repeating: "0", count: max(0, 7 - number.count))
      + number
  }

  private mutating func specify(_ call: CallRecord) {
    json.newLine()
    json.beginObject()
    let name = run.name(of: call)
    json.field("name", name.isEmpty ? "(no name)" : name)
    json.field("id", id(of: call.number))
    json.key("parents")
    write(parents[Int(call.number) - 1])
    json.key("children")
    write(children[Int(call.number) - 1])
    json.endObject()
  }

  private mutating func write(_ calls: [CallNumber]) {
    json.beginArray()
    for call in calls.sorted() { json.value(id(of: call)) }
    json.endArray()
  }

  private mutating func execute(_ call: CallRecord) {
    json.newLine()
    json.beginObject()
    json.field("id", id(of: call.number))
    json.field(
      "runtimeInSeconds",
      word: decimalText(ExportedRun.end(of: call) - (call.startedAt ?? 0), digits: 9))
    json.field("executedAt", instantText(call.startedAt ?? 0))
    let slots = run.run.table.slotCount(of: call.number)
    json.field("coreCount", slots)
    if !call.arguments.isNone {
      let (name, arguments) = (run.name(of: call), run.log.names[call.arguments])
      json.key("command")
      json.beginObject()
      if !name.isEmpty { json.field("program", name) }
      json.key("arguments")
      json.beginArray()
      if !arguments.isEmpty { json.value(arguments) }
      json.endArray()
      json.endObject()
    }
    if !call.machine.isNone, !run.log.names[call.machine].isEmpty {
      json.field("machine", run.log.names[call.machine])
    }
    json.endObject()
  }

  private mutating func writeMachines() {
    var machines: [Name] = []
    var used: [Name: UInt32] = [:]
    for call in run.calls where !call.machine.isNone && !run.log.names[call.machine].isEmpty {
      if used[call.machine] == nil { machines.append(call.machine) }
      used[call.machine] = max(used[call.machine] ?? 0, call.slot)
    }
    guard !machines.isEmpty else { return }
    json.newLine()
    json.key("machines")
    json.beginArray()
    for machine in machines {
      json.beginObject()
      json.field("nodeName", run.log.names[machine])
      json.key("cpu")
      json.beginObject()
      json.field("coreCount", max(1, run.run.table.slots[machine] ?? used[machine] ?? 1))
      json.endObject()
      json.endObject()
    }
    json.endArray()
  }

  private var notes: [String] {
    var notes: [String] = []
    if !isRecorded {
      notes.append(
        hasParents
          ? "What needs what is recorded only in part here: a task may need more than its parents."
          : "What needs what is not recorded here, so that no task has parents.")
    }
    let never = run.calls.count { $0.startedAt == nil }
    if never > 0 {
      notes.append("\(counted(never, "task")) never started: specified, and not executed.")
    }
    let unwell = run.calls.count { run.hasFailed($0) || run.wasStopped($0) }
    if unwell > 0 {
      notes.append(
        "\(counted(unwell, "task")) failed or stopped, for which the format has no word.")
    }
    if others > 0 {
      notes.append(
        "\(counted(others, "cause")) between tasks that run already \(others == 1 ? "is" : "are") left "
          + "out: the format holds only that one task needs the end of another.")
    }
    return notes
  }
}

/// An instant of a run as a date, as if it had begun with the year 1970.
func instantText(_ time: Nanoseconds) -> String {
  let (days, rest) = time.quotientAndRemainder(dividingBy: 86_400_000_000_000)
  let (seconds, fraction) = rest.quotientAndRemainder(dividingBy: 1_000_000_000)
  // Years of 365 days and every fourth of 366, which is so until 2100.
  let quadrennium = (days + 365) / 1_461
  let dayOf = (days + 365) % 1_461
  let yearOf = min(dayOf / 365, 3)
  let year = 1969 + quadrennium * 4 + yearOf
  var day = dayOf - yearOf * 365
  let lengths = [31, yearOf == 3 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  var month = 0
  while month < 11, day >= Int64(lengths[month]) {
    day -= Int64(lengths[month])
    month += 1
  }
  func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
  let clock = "\(two(seconds / 3_600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  let decimals = fraction > 0 ? "." + decimalText(fraction, digits: 9).dropFirst(2) : ""
  return "\(year)-\(two(Int64(month + 1)))-\(two(day + 1))T\(clock)\(decimals)Z"
}
