internal import EventLog
internal import JSON

extension TraceFormat {
  /// What `terraform apply -json` (or OpenTofu's) writes, a line for each message; what needs what is what
  /// `terraform graph` writes, in a file beside it.
  ///
  ///     {"@timestamp": "2026-11-28T10:00:00.275359-04:00", "type": "apply_start",
  ///      "hook": {"resource": {"addr": "aws_vpc.main"}, "action": "create"}}
  static let terraform = TraceFormat(
    name: "a run of Terraform", plural: "runs of Terraform", fileExtensions: [".json", ".jsonl"],
    options: [.companion, .noCompanion],
    recognises: { head in head.shape?.has("@timestamp", "@message", "type") ?? false },
    companions: { name in
      let end = name.lastIndex(of: ".") ?? name.endIndex
      return ["\(name[..<end]).dot", "graph.dot"]
    },
    read: { input throws(ImportError) in
      let graph = try input.readCompanion("graph") { file throws(ImportError) in
        try TerraformGraph(DotEdges(file))
      }
      let list = try input.readJSON { text in
        var run = TerraformRun()
        for root in text.roots { run.read(root) }
        var list = run.list
        list.notes = graph.notes + list.notes + text.flawNotes
        graph.result?.join(&list)
        return list
      }
      return try list.imported(input, format: "Terraform run", ("resource", "resources"))
    })
}

/// What was done to resources, from the messages of their beginnings and ends.
private struct TerraformRun {
  /// At most so many things are done at once, unless `-parallelism` says otherwise.
  static let parallelism = 10

  private(set) var tasks: [TaskList.Task] = []
  private var open: [String: Int] = [:]
  /// What failed last at each address.
  private var failed: [String: Int] = [:]
  private var strayEnds = 0
  private var provisioners = 0
  /// When the last message of anything that is done came.
  private var latest = Nanoseconds.min

  mutating func read(_ message: JSONNode) {
    guard let type = message["type"]?.string, let at = message["@timestamp"]?.instant else {
      return
    }
    if type == "diagnostic", let diagnostic = message["diagnostic"] { explain(diagnostic) }
    guard let hook = message["hook"], let separator = type.lastIndex(of: "_") else { return }
    let (phase, step) = (type[..<separator], type[type.index(after: separator)...])
    guard ["apply", "refresh", "provision", "ephemeral_op"].contains(phase),
      let address = (hook["resource"] ?? hook["resource_addr"])?["addr"]?.string
    else { return }
    latest = max(latest, at)
    let action = hook["action"]?.string
    // A provisioner runs within what is applied, which holds its place meanwhile.
    guard phase != "provision" else {
      if step == "start" { provisioners += 1 }
      return
    }
    let key = "\(phase) \(address)"
    switch step {
    case "start":
      open[key] = tasks.count
      tasks.append(
        TaskList.Task(
          id: phase == "refresh"
            ? TerraformGraph.refresh(address)
            : TerraformGraph.id(address, isDeleted: action == "delete"), name: address,
          arguments: phase == "apply" ? action : String(phase), ran: (at, at),
          ending: .unfinished))
    case "complete": end(key, at, .succeeded)
    case "errored":
      failed[address] = open[key]
      end(key, at, .failed("it failed"))
    default: break
    }
  }

  /// Takes in why something failed, which is told once all has ended.
  ///
  ///     {"@timestamp": "…", "type": "diagnostic",
  ///      "diagnostic": {"severity": "error", "summary": "VPC limit exceeded", "address": "aws_vpc.main"}}
  private mutating func explain(_ diagnostic: JSONNode) {
    guard diagnostic["severity"]?.isString("error") == true,
      let place = diagnostic["address"]?.string.flatMap({ failed.removeValue(forKey: $0) }),
      let summary = diagnostic["summary"]?.string, !summary.isEmpty
    else { return }
    tasks[place].ending = .failed(summary.firstLine)
  }

  private mutating func end(_ key: String, _ at: Nanoseconds, _ ending: TaskList.Ending) {
    guard let place = open.removeValue(forKey: key), let start = tasks[place].ran?.start else {
      strayEnds += 1
      return
    }
    tasks[place].ran = (start, at)
    tasks[place].ending = ending
  }

  var list: TaskList {
    var list = TaskList(place: "slot")
    list.tasks = tasks
    // What had not ended went on as long as the messages do, at least.
    for place in open.values { list.tasks[place].ran?.end = latest }
    list.needs = .none
    list.slots = Self.parallelism
    list.unit = 1_000
    list.notes =
      ImportNote.inherent(
        provisioners, "provisioner is", "provisioners are",
        " part of the resource that it belongs to.")
      + ImportNote.skipped(
        strayEnds, "end closes", "ends close", " nothing that began, left out.")
    return list
  }
}

/// What needs what, as `terraform graph` says it of resources, without their instances.
private struct TerraformGraph {
  private var needs: [String: [String]] = [:]

  init(_ edges: DotEdges) {
    for (from, to) in edges.all {
      needs[Self.plain(from), default: []].append(Self.plain(to))
    }
  }

  /// What is deleted is another task than what is made under the same name.
  static func id(_ address: String, isDeleted: Bool) -> String {
    isDeleted ? "delete \(address)" : address
  }

  /// What is read anew is read before anything is done to it, whatever that is.
  static func refresh(_ address: String) -> String { "refresh \(address)" }

  /// A node's name without what Terraform adds to it, and without instances: `aws_vpc.main` of
  /// `[root] module.net["a"].aws_vpc.main[0] (expand)` is `module.net.aws_vpc.main`.
  static func plain(_ name: String) -> String {
    var text = name[...]
    if text.hasPrefix("[root] ") { text = text.dropFirst(7) }
    for ending in [" (expand)", " (close)", " (destroy)"] where text.hasSuffix(ending) {
      text = text.dropLast(ending.count)
    }
    var depth = 0
    return String(
      text.filter { letter in
        if letter == "[" { depth += 1 }
        defer { if letter == "]" { depth -= 1 } }
        return depth == 0
      })
  }

  /// Gives the tasks of a run what they need: what is made after what it is made from, what is deleted after what was made
  /// from it, and what is made after what stood there under its name was deleted; both after it was read anew.
  func join(_ list: inout TaskList) {
    list.needs = .all
    var users: [String: [String]] = [:]
    for (node, others) in needs { for other in others { users[other, default: []].append(node) } }
    var instances: [String: [String]] = [:]
    for task in list.tasks { instances[Self.plain(task.id), default: []].append(task.id) }
    let refreshed = Set(list.tasks.lazy.map(\.id).filter { $0.hasPrefix(Self.refresh("")) })
    var nodes = Set(needs.keys).union(users.keys)
    for place in list.tasks.indices {
      let id = list.tasks[place].id
      // It is read anew for the plan, before anything is done.
      if id.hasPrefix(Self.refresh("")) { continue }
      let isDeleted = id.hasPrefix("delete ")
      let node = Self.plain(isDeleted ? String(id.dropFirst(7)) : id)
      nodes.insert(node)
      list.tasks[place].needs =
        isDeleted ? ["after \(node)"] : ["before \(node)", "delete \(id)"]
      let refresh = Self.refresh(isDeleted ? String(id.dropFirst(7)) : id)
      if refreshed.contains(refresh) { list.tasks[place].needs.append(refresh) }
    }
    // Where several stand for one, what needs all of them needs one that does.
    func all(of key: String) -> [String] {
      let own = instances[key] ?? []
      return own.count > 1 ? ["all of \(key)"] : own
    }
    for (key, own) in instances.sorted(by: { $0.key < $1.key }) where own.count > 1 {
      list.tasks.append(TaskList.Task(id: "all of \(key)", name: key, needs: own))
    }
    // What a node comes after, whether or not anything was done to that.
    for node in nodes.sorted() {
      list.tasks.append(
        TaskList.Task(
          id: "before \(node)", name: node,
          needs: (needs[node] ?? []).sorted().flatMap {
            all(of: $0) + ["before \($0)"]
          }))
      list.tasks.append(
        TaskList.Task(
          id: "after \(node)", name: node,
          needs: (users[node] ?? []).sorted().flatMap {
            all(of: "delete \($0)") + ["after \($0)"]
          }))
    }
  }
}
