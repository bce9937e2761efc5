internal import EventLog
internal import JSON

/// The threads of a Chrome trace: what they are called, and how they are told apart.
///
/// A thread is known by process and thread together, since a process that was forked may go on with the number of
/// its parent's thread. Both may be numbers or texts.
struct ChromeThreads {
  /// One thread.
  struct Thread {
    var process: String
    var thread: String
    /// The name that the trace gives it; nil if it gives none.
    var name: String?
    /// The file that it is in, by its place; 0 where there is only one.
    var file = 0
    /// What is the instant 0 of its file on the clock of all.
    var origin: Nanoseconds = 0
  }

  private(set) var all: [Thread] = []
  private var places: [String: Int32] = [:]
  private var processNames: [String: String] = [:]
  /// The names of the files where there are several.
  private var files: [String] = []
  /// The threads as they stand in the text of the file, and the place of each.
  private var written = NameTable()
  private var writtenPlaces: [Int32] = []
  private var bytes: [UInt8] = []
  /// What was asked for last, for each of some small hashes: mostly it is asked for again.
  private var recent: [Recent] = []

  /// A thread as it stands in the text of the file, if that is short.
  private struct Recent {
    var process = "" as JSONKey
    var thread = "" as JSONKey
    var place: Int32 = -1
  }

  /// The place of the thread of an event.
  mutating func place(process: JSONNode?, thread: JSONNode?) -> Int32 {
    // What has no thread is on the thread that has the number of the process.
    let thread = thread ?? process
    let (processKey, threadKey) = (process?.written ?? "", thread?.written ?? "")
    guard processKey.isShort, threadKey.isShort else { return longPlace(process, thread) }
    let spot = (processKey.spot &+ threadKey.spot) & 255
    if spot < recent.count, recent[spot].place >= 0, recent[spot].process == processKey,
      recent[spot].thread == threadKey
    {
      return recent[spot].place
    }
    let place = longPlace(process, thread)
    if recent.isEmpty { recent = Array(repeating: Recent(), count: 256) }
    recent[spot] = Recent(process: processKey, thread: threadKey, place: place)
    return place
  }

  /// The same of what was not asked for lately.
  private mutating func longPlace(_ process: JSONNode?, _ thread: JSONNode?) -> Int32 {
    bytes.removeAll(keepingCapacity: true)
    if let process { bytes += process.raw }
    bytes.append(0)
    if let thread { bytes += thread.raw }
    let name = bytes.withUnsafeBytes { written.intern(utf8: $0) }
    // Another way of writing a known thread, or a new one.
    if Int(name.index) == writtenPlaces.count {
      writtenPlaces.append(place(Self.text(of: process), Self.text(of: thread)))
    }
    return writtenPlaces[Int(name.index)]
  }

  private mutating func place(_ process: String, _ thread: String) -> Int32 {
    let key = inFile("\(process)\u{0}\(thread)", file)
    if let place = places[key] { return place }
    let place = Int32(all.count)
    places[key] = place
    all.append(Thread(process: process, thread: thread, file: file))
    return place
  }

  /// Goes on with the threads of the next stretch of the file that is read; gives the place here of each.
  mutating func append(_ next: ChromeThreads) -> [Int32] {
    processNames.merge(next.processNames) { $1 }
    return next.all.map { thread in
      let place = place(thread.process, thread.thread)
      if let name = thread.name { all[Int(place)].name = name }
      return place
    }
  }

  /// The place of the file that is read, or of the first of those that it goes on with.
  private(set) var file = 0
  /// The place of the first file of each process whose files go on with one another.
  private var continued: [String: Int] = [:]

  /// Whether there are several files.
  var hasFiles: Bool { !files.isEmpty }

  /// A key within a file.
  private func inFile(_ key: String, _ file: Int) -> String {
    files.isEmpty ? key : "\(key)\u{0}\(file)"
  }

  /// Goes on with the threads of another file, which are others whatever their numbers, unless it goes on where an
  /// earlier file of the same process ended.
  mutating func begin(_ name: String, continuing process: String?) {
    if let first = process.flatMap({ continued[$0] }) {
      file = first
    } else {
      file = files.count
      files.append(name)
      if let process { continued[process] = file }
    }
    written = NameTable()
    writtenPlaces = []
    recent = []
  }

  /// Sets what is the instant 0 of the file that was read last.
  mutating func begin(at origin: Nanoseconds) {
    for place in all.indices where all[place].file == file { all[place].origin = origin }
  }

  /// A number or a text; `1`, `1.0` and `"1"` are the same.
  static func text(of node: JSONNode?) -> String {
    guard let node else { return "0" }
    if let string = node.string { return string }
    if let number = node.integer() { return "\(number)" }
    return String(decoding: node.raw, as: UTF8.self)
  }

  /// Takes in what a process or a thread is called.
  mutating func name(_ event: ChromeEvent) {
    guard let what = event.name, let name = event.arguments?["name"]?.string, !name.isEmpty else {
      return
    }
    if what.isString("process_name") {
      processNames[inFile(Self.text(of: event.process), file)] = name
    } else if what.isString("thread_name") {
      all[Int(place(process: event.process, thread: event.thread))].name = name
    }
  }

  /// What the process of a thread is called; nil if that is not told.
  func processName(of thread: Thread) -> String? {
    processNames[inFile(thread.process, thread.file)]
  }

  /// What the threads are called in reports, each otherwise: by name or else by number, with the process where there
  /// are several, and with the file where there are several.
  func titles(of used: Set<Int32>) -> [String] {
    let processes = Set(used.map { all[Int($0)].process })
    var titles = all.map { thread in
      title(of: thread, namesProcess: processes.count > 1)
    }
    if files.count > 1 { nameFiles(in: &titles, used) }
    for numbered in [\Thread.thread, \Thread.process] {
      var counts: [String: Int] = [:]
      for place in used { counts[titles[Int(place)], default: 0] += 1 }
      for place in used where counts[titles[Int(place)], default: 0] > 1 {
        titles[Int(place)] += " (\(all[Int(place)][keyPath: numbered]))"
      }
    }
    return titles
  }

  private func title(of thread: Thread, namesProcess: Bool) -> String {
    let own = thread.name ?? "thread \(thread.thread)"
    guard namesProcess else { return own }
    let process = processName(of: thread) ?? "process \(thread.process)"
    return process == own ? own : "\(process) / \(own)"
  }

  /// Puts the file before what is needed beside it to tell its threads apart.
  private func nameFiles(in titles: inout [String], _ used: Set<Int32>) {
    var threads = [Int](repeating: 0, count: files.count)
    var processes = [Set<String>](repeating: [], count: files.count)
    for place in used {
      threads[all[Int(place)].file] += 1
      processes[all[Int(place)].file].insert(all[Int(place)].process)
    }
    for place in used {
      let thread = all[Int(place)]
      titles[Int(place)] = files[thread.file]
      guard threads[thread.file] > 1 else { continue }
      titles[Int(place)] +=
        " / \(title(of: thread, namesProcess: processes[thread.file].count > 1))"
    }
  }
}
