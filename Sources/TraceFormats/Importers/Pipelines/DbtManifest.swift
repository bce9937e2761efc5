internal import EventLog
internal import JSON

/// What needs what in a project of dbt, from its manifest.
struct DbtManifest {
  /// What each node needs, by their ids.
  let needs: [String: [String]]
  /// Which of them are hooks, that run before or after all others.
  let hooks: [String: DbtHook]
  private let notes: [ImportNote]

  init(_ file: TraceInput.Companion) throws(ImportError) {
    let input = TraceInput(bytes: file.bytes, name: file.file)
    do throws(ImportError) {
      (needs, hooks, notes) = try input.readJSON { text throws(ImportError) in
        let root = text.roots.first { _ in true }
        var needs: [String: [String]] = [:]
        var hooks: [String: DbtHook] = [:]
        for (id, node) in root?.fields(of: "nodes") ?? [] {
          if let hook = DbtHook(node) {
            // What it refers to need not be there when it runs.
            (hooks[id], needs[id]) = (hook, [])
            continue
          }
          needs[id] = node["depends_on"]?.elements(of: "nodes").compactMap(\.string) ?? []
        }
        guard !needs.isEmpty else {
          throw ImportError(line: 1, problem: "It holds no `nodes`, so it is no manifest of dbt.")
        }
        // What is missing of the manifest is not missing of the run.
        return (needs, hooks, text.flawNotes.map(\.withoutCut))
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
  /// needs. Hooks run before or after all nodes.
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
        TaskList.Task(id: id, name: DbtId.name(of: id), needs: needs[id] ?? []))
    }
    if isBuild { addTests(to: &list) }
    addHooks(to: &list)
    return list
  }
}
