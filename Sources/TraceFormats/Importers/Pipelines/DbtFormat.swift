internal import EventLog
internal import JSON

extension TraceFormat {
  /// What dbt leaves of a run, `run_results.json`; what needs what is in the `manifest.json` beside it.
  static let dbt = TraceFormat(
    name: "a run of dbt", plural: "runs of dbt", fileExtensions: [".json"],
    options: [.companion, .noCompanion],
    recognises: { head in head.shape?.has("metadata.dbt_schema_version", "results") ?? false },
    companions: { name in
      let beside = name.replacing("run_results", with: "manifest")
      return beside == name ? ["manifest.json"] : [beside, "manifest.json"]
    },
    read: { input throws(ImportError) in
      let manifest = try input.readCompanion("manifest") { file throws(ImportError) in
        try DbtManifest(file)
      }
      let list = try input.readJSON { text throws(ImportError) in
        var list = DbtResults(text).list
        list.notes = manifest.notes + text.flawNotes + list.notes
        return manifest.result.map { $0.joined(with: list, isBuild: text.isDbtBuild) } ?? list
      }
      return try list.imported(input, format: "dbt run", ("node", "nodes"))
    })
}

extension JSONText {
  /// Whether the command was `dbt build`, which lets tests of a node end before what is built upon it begins.
  fileprivate var isDbtBuild: Bool {
    roots.first { _ in true }?["args"]?["which"]?.isString("build") ?? false
  }
}

/// The nodes that dbt ran: models, tests, seeds, snapshots, each with the times of compiling and executing it.
///
///     {"unique_id": "model.shop.orders", "status": "success", "thread_id": "Thread-1 (worker)", "execution_time": 1.5,
///      "timing": [{"name": "execute", "started_at": "2026-11-28T10:00:00.25Z", "completed_at": "…"}]}
private struct DbtResults {
  private(set) var list = TaskList(place: "thread")
  /// The thread that ran each task, if that is told, and when its last timing was completed.
  private var threads: [(name: String?, completed: Nanoseconds)] = []

  init(_ text: JSONText) {
    let root = text.roots.first { _ in true }
    list.needs = .none
    list.slots = root?["args"]?["threads"]?.integer(timesTenTo: 0).flatMap {
      $0 > 0 ? Int($0) : nil
    }
    var skipped: [String] = []
    for result in root?.elements(of: "results") ?? [] {
      guard let id = result["unique_id"]?.string else { continue }
      if result["status"]?.isString("skipped") == true { skipped.append(DbtManifest.name(of: id)) }
      list.tasks.append(
        TaskList.Task(
          id: id, name: DbtManifest.name(of: id), arguments: DbtManifest.kind(of: id),
          ran: times(of: result), ending: ending(of: result)))
    }
    list.notes = ImportNote.expected(
      skipped.count, "node was", "nodes were",
      " skipped by dbt, the first \(skipped[0]): what it needs had failed, or nothing was to be done."
    )
    endBeforeNext()
  }

  /// From the first that was begun to the last that was completed; the clock of some systems stands still for 15 ms, so
  /// that only the time that it took as a whole is longer than nothing.
  private mutating func times(of result: JSONNode) -> (start: Nanoseconds, end: Nanoseconds)? {
    let timings = result.elements(of: "timing")
    let start = timings.compactMap { $0["started_at"]?.instant }.min()
    let end = timings.compactMap { $0["completed_at"]?.instant }.max() ?? start ?? 0
    threads.append((result["thread_id"]?.string, end))
    guard let start else { return nil }
    let whole = result["execution_time"]?.integer(timesTenTo: 9) ?? 0
    let (least, overflow) = start.addingReportingOverflow(max(0, whole))
    return (start, overflow ? end : max(end, least))
  }

  /// Lets each task end before the next on its thread begins, but not before its last timing was completed.
  ///
  /// The time that it took as a whole begins before its first timing, so that it reaches too far from there.
  private mutating func endBeforeNext() {
    let starts = list.tasks.map { $0.ran?.start ?? 0 }
    let order = starts.indices.filter { list.tasks[$0].ran != nil }
      .sorted { (starts[$0], $0) < (starts[$1], $1) }
    // What each thread ran last.
    var last: [String: Int] = [:]
    for place in order {
      guard let thread = threads[place].name else { continue }
      if let before = last[thread], let end = list.tasks[before].ran?.end,
        case let completed = threads[before].completed, completed > starts[before]
      {
        list.tasks[before].ran?.end = min(end, max(starts[place], completed))
      }
      last[thread] = place
    }
  }

  private func ending(of result: JSONNode) -> TaskList.Ending {
    let status = result["status"]?.string ?? ""
    guard ["error", "fail", "runtime error", "partial success"].contains(status) else {
      return .succeeded
    }
    let message = String((result["message"]?.string ?? "").drop { $0.isWhitespace }).firstLine
    return .failed(message.isEmpty ? status : "\(status): \(message)")
  }
}

/// What needs what in a project of dbt, from its manifest.
private struct DbtManifest {
  private var needs: [String: [String]] = [:]
  private let notes: [ImportNote]

  init(_ file: TraceInput.Companion) throws(ImportError) {
    let input = TraceInput(bytes: file.bytes, name: file.file)
    do throws(ImportError) {
      (needs, notes) = try input.readJSON { text throws(ImportError) in
        let root = text.roots.first { _ in true }
        var needs: [String: [String]] = [:]
        for (id, node) in root?.fields(of: "nodes") ?? [] {
          needs[id] = node["depends_on"]?.elements(of: "nodes").compactMap(\.string) ?? []
        }
        guard !needs.isEmpty else {
          throw ImportError(line: 1, problem: "It holds no `nodes`, so it is no manifest of dbt.")
        }
        // What is missing of the manifest is not missing of the run.
        return (needs, text.flawNotes.map(\.withoutCut))
      }
    } catch {
      throw ImportError(
        line: error.line, problem: "\(file.file):\(error.line):1: \(error.problem)",
        file: file.file)
    }
  }

  /// The nodes with what each needs; those that did not run are passed through.
  ///
  /// `dbt build` lets a node wait for the tests of what it needs as well, if it comes after all that the test
  /// needs (dbt-core, `compilation.py`, `add_test_edges`).
  func joined(with results: TaskList, isBuild: Bool) -> TaskList {
    var list = results
    list.needs = .all
    list.notes += notes
    var ran = Set<String>()
    for place in list.tasks.indices {
      let id = list.tasks[place].id
      ran.insert(id)
      list.tasks[place].needs = needs[id] ?? []
      if needs[id] == nil { list.needs = .some }
    }
    if list.needs != .all {
      list.notes += ImportNote.skipped(
        list.tasks.count { needs[$0.id] == nil }, "node is", "nodes are",
        " not in the manifest: it is of another state of the project, and what they need is not known."
      )
    }
    for id in needs.keys.sorted() where !ran.contains(id) {
      list.tasks.append(
        TaskList.Task(id: id, name: Self.name(of: id), needs: needs[id] ?? []))
    }
    if isBuild { addTests(to: &list) }
    return list
  }

  private func addTests(to list: inout TaskList) {
    var dependents: [String: [Int]] = [:]
    for (place, task) in list.tasks.enumerated() where !Self.isTest(task.id) {
      for need in task.needs { dependents[need, default: []].append(place) }
    }
    var added: [(place: Int, test: String)] = []
    var steps = 0
    for test in list.tasks where Self.isTest(test.id) && test.ran != nil {
      guard steps <= Self.mostSteps else {
        list.notes.append(
          ImportNote(
            kind: .skipped, count: 1,
            sentence:
              "There are too many nodes and tests to tell of all which tests a node waited for."))
        break
      }
      let tested = Set(test.needs)
      var places = Set<Int>()
      for need in tested { places.formUnion(dependents[need] ?? []) }
      steps += places.count
      for place in places.sorted() where !tested.contains(list.tasks[place].id) {
        let comesAfterAll =
          tested.count == 1
          || tested.isSubset(of: ancestors(of: list.tasks[place].id, &steps))
        if comesAfterAll { added.append((place, test.id)) }
      }
    }
    for (place, test) in added { list.tasks[place].needs.append(test) }
  }

  /// The most steps from node to node that are gone to find which tests nodes waited for.
  private static let mostSteps = 20_000_000

  private func ancestors(of id: String, _ steps: inout Int) -> Set<String> {
    var all = Set<String>()
    var open = [id]
    while let next = open.popLast(), steps <= Self.mostSteps {
      steps += 1 + (needs[next]?.count ?? 0)
      for need in needs[next] ?? [] where all.insert(need).inserted { open.append(need) }
    }
    return all
  }

  /// The name in an id, `orders` of `model.shop.orders`; of a test it is followed by a hash.
  static func name(of id: String) -> String {
    let parts = id.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 2 else { return id }
    return String(parts[2])
      + (isTest(id) || parts.count == 3 ? "" : "." + parts[3...].joined(separator: "."))
  }

  /// What kind of node an id is of: `model`, `test`.
  static func kind(of id: String) -> String? {
    id.firstIndex(of: ".").map { String(id[..<$0]) }
  }

  private static func isTest(_ id: String) -> Bool {
    id.hasPrefix("test.") || id.hasPrefix("unit_test.")
  }
}
