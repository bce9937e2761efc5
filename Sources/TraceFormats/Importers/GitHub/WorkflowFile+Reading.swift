internal import YAML

extension WorkflowFile {
  /// Reads a workflow file.
  ///
  /// What is in it that is not about the order of things is passed over.
  ///
  /// - Throws: `WorkflowFileError` if it is no YAML, or no workflow.
  static func read(_ bytes: [UInt8], file: String) throws(WorkflowFileError) -> WorkflowFile {
    let bytes = Array(bytes.withoutByteOrderMark)
    let document = try WorkflowYAML.document(of: bytes)
    let root = document.root
    guard let jobs = root["jobs"], jobs.isMapping else {
      throw WorkflowFileError(
        line: root.line, column: root.column,
        "This is no workflow file: it has no `jobs` at its top.")
    }
    var workflow = WorkflowFile(file: file)
    workflow.name = root["name"]?.single
    workflow.lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0, as: UTF8.self) }
    let ends = StepEnds(lines: workflow.lines)
    for (key, value) in jobs.pairs where value.isMapping {
      workflow.jobs.append(Job(key: key.string, value, ends))
    }
    return workflow
  }

  private init(file: String) { self.file = file }
}

extension WorkflowFile.Job {
  fileprivate init(key: String, _ node: YAMLNode, _ ends: StepEnds) {
    id = key
    name = node["name"]?.single
    needs = node["needs"]?.names ?? []
    let strategy = node["strategy"]
    hasMatrix = strategy?["matrix"] != nil
    maxParallel = strategy?["max-parallel"]?.single.flatMap { Int($0) }
    uses = node["uses"]?.single
    mayWaitForOthers = node["concurrency"] != nil || node["environment"] != nil
    steps = (node["steps"]?.items ?? []).map { WorkflowFile.Step($0, ends) }
    flatSteps = steps.flatMap { step in
      if case .parallel(let members) = step.action { members + [step] } else { [step] }
    }
    condition = node["if"]?.single
    texts = node.texts
    let use = ContextUse(
      of: "needs", in: texts,
      conditions: ([condition] + flatSteps.map(\.condition)).compactMap(\.self))
    usedNeeds = needs.filter(use.reads)
  }
}

extension WorkflowFile.Step {
  fileprivate init(_ node: YAMLNode, _ ends: StepEnds) {
    id = node["id"]?.single
    name = node["name"]?.single
    isInBackground = node["background"]?.single == "true"
    condition = node["if"]?.single
    folder = node["working-directory"]?.single
    column = node.column
    lines = node.line...max(node.line, ends.lastLine(of: node))
    texts = node.texts
    inputs = node["with"]?.textsByKey ?? [:]
    variables = node["env"]?.textsByKey ?? [:]
    if let script = node["run"]?.single {
      action = .run(script)
    } else if let uses = node["uses"]?.single {
      action = .uses(uses)
    } else if let members = node["parallel"]?.items {
      // Groups in groups are no workflow; what is deeper is passed over.
      action = .parallel(
        members.filter { $0["parallel"] == nil }.map { WorkflowFile.Step($0, ends) })
    } else if let ids = node["wait"]?.names {
      action = .wait(ids)
    } else if node["wait-all"] != nil {
      action = .waitAll
    } else if let id = node["cancel"]?.single {
      action = .cancel(id)
    }
  }
}

/// Tells where steps end in a text: behind the last line that is indented deeper than their dash.
private struct StepEnds {
  let lines: [String]

  func lastLine(of node: YAMLNode) -> Int {
    var (line, last) = (node.line, node.line)
    while line < lines.count {
      let text = lines[line]
      let indentation = text.prefix { $0 == " " }.count
      if indentation < text.count, text.first(where: { $0 != " " }) != "#" {
        // Keys stand in one column; what stands before it is no part of the step.
        guard indentation + 1 >= node.column else { break }
        last = line + 1
      }
      line += 1
    }
    return last
  }
}

// MARK: YAML

extension YAMLNode {
  /// The value of a key; nil if there is none.
  fileprivate subscript(key: String) -> YAMLNode? {
    guard isMapping else { return nil }
    return document.firstKey(of: index) { document.isText($0, key) }.map {
      YAMLNode(document: document, index: document.index(after: $0))
    }
  }

  /// A single value that stands for something.
  fileprivate var single: String? { isSingle && !isNull ? string : nil }

  /// The elements of a list.
  fileprivate var items: [YAMLNode]? { isList ? children : nil }

  /// A list of names, or the only one.
  fileprivate var names: [String]? {
    if let single { return [single] }
    return items?.compactMap(\.single)
  }

  /// The single values of a mapping by their keys.
  fileprivate var textsByKey: [String: String] {
    var texts: [String: String] = [:]
    for (key, value) in isMapping ? pairs : [] { texts[key.string] = value.single }
    return texts
  }

  fileprivate var pairs: [(key: YAMLNode, value: YAMLNode)] {
    let all = children
    return stride(from: 0, to: all.count - 1, by: 2).map { (all[$0], all[$0 + 1]) }
  }

  private var children: [YAMLNode] {
    var nodes: [YAMLNode] = []
    let end = document.index(after: index)
    var place = index + 1
    while place < end {
      nodes.append(YAMLNode(document: document, index: place))
      place = document.index(after: place)
    }
    return nodes
  }

  /// All single values in it.
  fileprivate var texts: [String] {
    (index..<document.index(after: index)).compactMap { place in
      let node = YAMLNode(document: document, index: place)
      return node.isSingle ? node.string : nil
    }
  }
}
