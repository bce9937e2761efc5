import EventLog
import Foundation
import JSON

/// A Chrome trace as the strictest reader takes it: whatever such a reader would drop or draw wrong is a problem.
struct CheckedChromeTrace {
  struct Slice {
    var name: String
    var category: String
    var thread: Int
    var start: Int64
    var end: Int64
    var call: Int?
  }

  struct Arrow {
    var name: String
    var isInferred: Bool
    var start: Int64
    var end: Int64
    /// The slices that it is bound to.
    var from: Slice
    var to: Slice
  }

  private(set) var problems: [String] = []
  private(set) var threads: [Int: String] = [:]
  private(set) var slices: [Slice] = []
  private(set) var arrows: [Arrow] = []
  private var sorts: [Int: Int] = [:]
  private var processes = 0
  private var last: (at: Int64, thread: Int, time: Int64?) = (.min, 0, nil)
  /// The open slices of each thread, and the beginnings of arrows.
  private var open: [Int: [Slice]] = [:]
  private var begun: [String: (at: Int64, slice: Slice)] = [:]

  init(_ bytes: [UInt8]) throws {
    let object = try JSONSerialization.jsonObject(with: Data(bytes))
    if (object as? [String: Any])?["traceEvents"] as? [Any] == nil { problems.append("no events") }
    try JSONText.read(bytes) { text in
      if !text.flaws.isNone || text.roots.count != 1 { problems.append("\(text.flaws)") }
      for event in text.roots.first?["traceEvents"]?.elements ?? text.roots[0].elements {
        take(event)
      }
    }
    for key in begun.keys { problems.append("arrow \(key) never ends") }
    let used = Set(slices.map(\.thread))
    for thread in used where threads[thread] == nil { problems.append("no name of \(thread)") }
    for thread in threads.keys where sorts[thread] == nil {
      problems.append("no place of \(thread)")
    }
    if processes != 1 { problems.append("\(processes) processes") }
    for end in open.values.compactMap(\.first?.end) where end > Int64(1) << 60 {
      problems.append("a slice without an end")
    }
  }

  private mutating func take(_ event: JSONNode) {
    guard let phase = event["ph"]?.string, let process = event["pid"], process.kind == .number,
      process.integer() == 1
    else {
      problems.append("no phase or process")
      return
    }
    guard phase != "M" else { return describe(event) }
    guard let thread = event["tid"], thread.kind == .number, let tid = thread.integer(), tid > 0,
      let time = event["ts"], time.kind == .number, let at = time.integer(timesTenTo: 3), at >= 0,
      let name = event["name"]?.string, let category = event["cat"]?.string, !category.isEmpty
    else {
      problems.append("no thread, time, name or category")
      return
    }
    if at < last.at { problems.append("\(name) at \(at) comes after \(last.at)") }
    if last.at < at { last = (at, 0, nil) }
    switch phase {
    case "X": slice(event, name, category, Int(tid), at)
    case "s", "f": arrow(event, phase, name, category, Int(tid), at)
    default: problems.append("phase \(phase)")
    }
  }

  private mutating func describe(_ event: JSONNode) {
    switch event["name"]?.string {
    case "process_name": processes += 1
    case "thread_name":
      threads[Int(event["tid"]?.integer() ?? 0)] = event["args"]?["name"]?.string
    case "thread_sort_index":
      sorts[Int(event["tid"]?.integer() ?? 0)] = event["args"]?["sort_index"]?.integer().map {
        Int($0)
      }
    default: problems.append("metadata")
    }
    if !slices.isEmpty { problems.append("a name behind what it names") }
  }

  private mutating func slice(
    _ event: JSONNode, _ name: String, _ category: String, _ thread: Int, _ at: Int64
  ) {
    guard let duration = event["dur"], duration.kind == .number,
      let time = duration.integer(timesTenTo: 3), time >= 0
    else {
      problems.append("\(name) has no duration")
      return
    }
    if last.thread == thread, let longest = last.time, longest < time {
      problems.append("\(name) at \(at) comes after a shorter one")
    }
    last = (at, thread, time)
    let slice = Slice(
      name: name, category: category, thread: thread, start: at, end: at + time,
      call: event["args"]?["call"]?.integer().map { Int($0) })
    var stack = open[thread] ?? []
    while let top = stack.last, top.end <= at { stack.removeLast() }
    if let top = stack.last, slice.end > top.end {
      problems.append("\(name) at \(at) crosses \(top.name) on \(thread)")
    }
    open[thread] = stack + [slice]
    slices.append(slice)
  }

  /// Binds an arrow to the slice that is open on the thread when it is met in the file.
  ///
  /// Perfetto lets a slice be open until another one comes, so that has to be a part of the same call.
  private mutating func arrow(
    _ event: JSONNode, _ phase: String, _ name: String, _ category: String, _ thread: Int,
    _ at: Int64
  ) {
    guard let id = event["id"], id.kind == .number, let number = id.integer(), number > 0 else {
      problems.append("an arrow without a number")
      return
    }
    if category != "recorded", category != "inferred" { problems.append("arrow of \(category)") }
    var stack = open[thread] ?? []
    while let top = stack.last, top.end < at { stack.removeLast() }
    guard let slice = stack.last, slice.start <= at, open[thread]?.last?.call == slice.call else {
      problems.append("arrow \(number) at \(at) on \(thread) is in no slice")
      return
    }
    let key = "\(category) \(name) \(number)"
    if phase == "s" {
      if begun[key] != nil { problems.append("arrow \(key) begins twice") }
      begun[key] = (at, slice)
      return
    }
    if event["bp"]?.string != "e" { problems.append("arrow \(key) is bound to what comes next") }
    guard let start = begun.removeValue(forKey: key), start.at <= at else {
      problems.append("arrow \(key) ends before it begins")
      return
    }
    arrows.append(
      Arrow(
        name: name, isInferred: category == "inferred", start: start.at, end: at,
        from: start.slice, to: slice))
  }
}
