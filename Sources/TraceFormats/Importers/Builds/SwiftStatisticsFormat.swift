internal import EventLog
internal import Formatting
internal import JSON

extension TraceFormat {
  /// What processes of the Swift compiler write under `-stats-output-dir`: a file each, of several hundred numbers.
  ///
  ///     {"AST.NumSourceLines": 11, …, "time.swift.SILGen.wall": 0.0189, …,
  ///      "time.swift-frontend.Reef-Reef0.swift-x86_64_unknown_linux_gnu-o-Onone.wall": 0.3464, …}
  ///
  /// When a process began stands only in the name of its file, in µs since 1970. Times of phases lie within one another, and
  /// are not read.
  static let swiftStatistics = TraceFormat(
    name: "statistics of the Swift compiler", plural: "statistics of the Swift compiler",
    fileExtensions: [".json"], reasonAgainstFiles: nil,
    recognises: { head in
      head.shape?.hasKey(beginning: SwiftStatistics.key, ending: ".wall") ?? false
    },
    read: { input throws(ImportError) in
      var statistics = SwiftStatistics()
      try input.readEachFile { text, name throws(ImportError) in
        for root in text.roots { statistics.read(root, file: name ?? input.name) }
        statistics.notes += text.flawNotes(in: name)
      }
      return try statistics.list.imported(
        input, format: "Swift compiler statistics", ("frontend", "frontends"))
    })
}

/// The processes of a build that wrote statistics.
private struct SwiftStatistics {
  /// How the key of the time of a process begins; what follows is what it compiled and for what.
  static let key = "time.swift-frontend."

  var notes: [ImportNote] = []
  private var tasks: [TaskList.Task] = []
  private var (work, processor): (Nanoseconds, Nanoseconds) = (0, 0)
  private var startless = 0
  private var timeless = 0

  /// Reads a file.
  mutating func read(_ node: JSONNode, file: String) {
    var (title, wall, used): (String?, Nanoseconds?, Nanoseconds) = (nil, nil, 0)
    for (key, value) in node.fields {
      guard let key = key.string, key.hasPrefix(Self.key), let point = key.lastIndex(of: "."),
        let time = value.integer(timesTenTo: 9), time >= 0
      else { continue }
      switch key[point...] {
      case ".wall":
        (title, wall) = (String(key[..<point].dropFirst(Self.key.count)), time)
      case ".user", ".sys": used = used.addingClamped(time)
      default: break
      }
    }
    guard let title, let wall, node.isWhole else {
      timeless += 1
      return
    }
    let start = Self.start(in: file)
    if start == nil { startless += 1 }
    work = work.addingClamped(wall)
    processor = processor.addingClamped(used)
    let name = Self.name(title)
    tasks.append(
      TaskList.Task(
        id: "\(tasks.count)", name: name, arguments: "\(timeText(used)) of processor",
        ran: ((start ?? 0), (start ?? 0).addingClamped(wall))))
  }

  /// What the processes did.
  var list: TaskList {
    var list = TaskList(place: "job")
    list.needs = .none
    list.unit = 1_000
    list.tasks = tasks
    if startless > 0 {
      list.knowsStarts = false
      for place in list.tasks.indices {
        if let ran = tasks[place].ran { list.tasks[place].ran = (0, ran.end - ran.start) }
      }
    }
    list.notes =
      notes
      + ImportNote.skipped(
        timeless, "file is", "files are", " cut off or without the time of a process: left out.")
      + ImportNote.inferred(
        startless, "file is", "files are",
        " not named as the compiler names them (`stats-TIME-…`), and when a process began stands nowhere else: no start is told of any."
      )
      + [
        ImportNote(
          kind: .expected, count: tasks.count,
          sentence:
            "Only compilers write statistics: what was linked, and which module waited for which, is not in them. The processes used a processor for "
            + "\(timeText(processor)) of the \(timeText(work)) that they took.")
      ]
    return list
  }

  /// When the process of a file began, as the compiler names its files: `stats-1795837714218036-swift-frontend-…`.
  private static func start(in file: String) -> Nanoseconds? {
    let name = file.split(separator: "/").last ?? ""
    guard name.hasPrefix("stats-") else { return nil }
    let digits = name.dropFirst(6).prefix { $0.isASCII && $0.isNumber }
    guard let time = Int64(digits), time > 0,
      case let (start, overflow) = time.multipliedReportingOverflow(by: 1_000), !overflow
    else { return nil }
    return start
  }

  /// What a process compiled: `Reef-Reef0.swift` of `Reef-Reef0.swift-x86_64_unknown_linux_gnu-o-Onone`.
  private static func name(_ title: String) -> String {
    let architectures = ["x86_64", "arm64", "arm64e", "aarch64", "armv7", "i686", "wasm32"]
    let end = architectures.lazy.compactMap { title.firstRange(of: "-\($0)_")?.lowerBound }.min()
    return end.map { $0 > title.startIndex ? String(title[..<$0]) : title } ?? title
  }
}
