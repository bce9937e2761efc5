/// Puts the statements of a `build.ninja` and of what it includes together to a graph.
///
/// Files that are included lie on a stack of their own. A file may not include itself, not lie
/// more than 100 deep, and is read at most 100 times, so that a few lines cannot ask for endless
/// work.
struct NinjaGraphReader {
  private struct Open {
    var manifest: NinjaManifest
    var file: String
    var scope: NinjaVariables.Scope
  }

  private static let deepest = 100
  private static let mostReadings = 100

  var graph: NinjaGraph
  private var variables = NinjaVariables()
  private var open: [Open] = []
  private var readings: [String: Int] = [:]
  var remarks = NinjaRemarks()
  /// Files that say more of some edges: those edges, and where they were met.
  var dynamic = NinjaDynamicFiles()
  private var depths: [String: Int] = ["console": 1]
  /// The pool that each edge names.
  private var poolOfEdge: [(edge: Int, name: String, place: String)] = []
  /// Room for one path while it is expanded.
  private var path: [UInt8] = []

  init(file: String) { graph = NinjaGraph(file: file) }

  mutating func read(
    _ bytes: [UInt8], include: (String) -> [UInt8]?
  ) throws(NinjaGraphError) {
    push(bytes, file: graph.file, scope: NinjaVariables.top)
    while !open.isEmpty {
      do throws(NinjaManifest.SyntaxError) {
        guard let statement = try open[open.count - 1].manifest.next() else {
          open.removeLast()
          continue
        }
        try read(statement, include)
      } catch {
        throw failure(error.problem, at: error.position)
      }
    }
    for file in dynamic.files { readDynamic(file, include(file.path)) }
  }

  consuming func finish() -> NinjaGraph {
    enterPools()
    let circles = graph.putInOrder()
    if circles.count > 0 { remarks.circles(circles.count, circles.first) }
    let name = Array("cmake_ninja_workdir".utf8)[...]
    if let folder = variables.value(name, in: NinjaVariables.top), !folder.isEmpty {
      graph.folder = Array(NinjaPath.canonical(folder[...])) + Array("/".utf8)
    }
    graph.lacksRules = remarks.hasMissingFile
    graph.notes = remarks.notes
    return graph
  }

  // MARK: Statements

  private mutating func read(
    _ statement: NinjaManifest.Statement, _ include: (String) -> [UInt8]?
  ) throws(NinjaManifest.SyntaxError) {
    let here = open[open.count - 1]
    do throws(NinjaVariables.ExpansionError) {
      switch statement {
      case .variable(let binding):
        try variables.set(binding, of: here.manifest.bytes, in: here.scope)
      case .rule(let name, let bindings):
        variables.set(rule: name, bindings, of: here.manifest.bytes, in: here.scope)
      case .build(let build): try read(build, here)
      case .include(let text): try read(text, here, inScope: here.scope, include)
      case .subninja(let text): try read(text, here, inScope: nil, include)
      case .pool(let name, let bindings): try read(pool: name, bindings, here)
      case .defaults(let targets): try read(targets, here)
      }
    } catch {
      throw NinjaManifest.SyntaxError(position: here.manifest.position, problem: error.sentence)
    }
  }

  private mutating func read(
    _ text: NinjaManifest.Text, _ here: Open, inScope scope: NinjaVariables.Scope?,
    _ include: (String) -> [UInt8]?
  ) throws(NinjaVariables.ExpansionError) {
    path.removeAll(keepingCapacity: true)
    try variables.expand(text, of: here.manifest.bytes, in: here.scope, into: &path)
    let file = String(decoding: NinjaPath.canonical(path[...]), as: UTF8.self)
    if open.contains(where: { $0.file == file }) || open.count >= Self.deepest
      || readings[file, default: 0] >= Self.mostReadings
    {
      remarks.add(.endlessInclude, "`\(file)`", at: place)
    } else if let bytes = include(file) ?? include(slashed(file)) {
      push(bytes, file: file, scope: scope ?? variables.open(in: here.scope))
    } else {
      remarks.add(.missingFile, "`\(file)`", at: place)
    }
  }

  /// A path as ninja on Windows reads it.
  private func slashed(_ path: String) -> String {
    String(path.map { $0 == "\\" ? "/" : $0 })
  }

  private mutating func read(
    _ defaults: [NinjaManifest.Text], _ here: Open
  ) throws(NinjaVariables.ExpansionError) {
    for text in defaults {
      path.removeAll(keepingCapacity: true)
      try variables.expand(text, of: here.manifest.bytes, in: here.scope, into: &path)
      // ninja knows a target only from where it is made on, too.
      guard let number = graph.paths.find(NinjaPath.canonical(path[...])) else { continue }
      graph.defaults.append(Int32(number))
    }
  }

  private mutating func read(
    pool name: NinjaManifest.Text, _ bindings: [NinjaManifest.Binding], _ here: Open
  ) throws(NinjaVariables.ExpansionError) {
    for binding in bindings where here.manifest.text(binding.name) == "depth" {
      path.removeAll(keepingCapacity: true)
      try variables.expand(binding.value, of: here.manifest.bytes, in: here.scope, into: &path)
      depths[here.manifest.text(name)] = Int(String(decoding: path, as: UTF8.self)) ?? 0
    }
  }

  /// Gives every pool that is used a place; one may be declared behind its use.
  private mutating func enterPools() {
    var places: [String: Int32] = [:]
    for (edge, name, place) in poolOfEdge {
      guard let depth = depths[name] else {
        remarks.add(.unknownPool, "`\(name)`", at: place)
        continue
      }
      if places[name] == nil {
        places[name] = Int32(graph.pools.count)
        // No machine has the name of the one that all commands run on.
        graph.pools.append(
          NinjaGraph.Pool(name: name == "job" ? "pool job" : name, depth: max(0, depth)))
      }
      graph.edges[edge].pool = places[name] ?? -1
    }
  }

  private mutating func push(_ bytes: [UInt8], file: String, scope: NinjaVariables.Scope) {
    variables.allow(forInput: bytes.count)
    readings[file, default: 0] += 1
    open.append(Open(manifest: NinjaManifest(bytes), file: file, scope: scope))
  }

  private mutating func read(
    _ build: NinjaManifest.Build, _ here: Open
  ) throws(NinjaVariables.ExpansionError) {
    var statement = NinjaVariables.Edge(bytes: here.manifest.bytes, bindings: build.bindings)
    let ruleName = here.manifest.bytes[build.rule]
    let isPhony = ruleName.elementsEqual("phony".utf8)
    if !isPhony {
      statement.rule = variables.rule(ruleName, in: here.scope)
      if statement.rule == nil, !remarks.hasMissingFile {
        remarks.add(.unknownRule, "`\(here.manifest.text(build.rule))`", at: place)
      }
    }
    let edge = Int32(graph.edges.count)
    var outputs: [Int32] = []
    var inputs: [Int32] = []
    for path in build.paths {
      guard let number = try enter(path.text, of: statement, in: here.scope) else { continue }
      switch path.role {
      case .output, .implicitOutput:
        if graph.makers[Int(number)] < 0 {
          graph.makers[Int(number)] = edge
          outputs.append(number)
        } else if graph.makers[Int(number)] != edge {
          remarks.add(.madeTwice, "`\(graph.paths.string(Int(number)))`", at: place)
        }
        if path.role == .output { Self.append(graph.paths[Int(number)], to: &statement.outputs) }
      case .input, .implicitInput, .orderOnly:
        // An old CMake wrote phony statements that need themselves; ninja passes over that.
        if isPhony, graph.makers[Int(number)] == edge { continue }
        inputs.append(number)
        if path.role == .input { Self.append(graph.paths[Int(number)], to: &statement.inputs) }
      case .validation: break
      }
    }
    guard !outputs.isEmpty else { return }
    let reports = isPhony ? false : try reportsHeaders(statement, here.scope)
    if !isPhony { try readPool(statement, here.scope) }
    graph.edges.append(
      NinjaGraph.Edge(
        outputs: outputs, inputs: inputs, isPhony: isPhony, reportsHeaders: reports,
        rule: isPhony ? -1 : Int32(graph.rules.enter(ruleName))))
  }

  /// The number of a path; nil if it expands to nothing.
  private mutating func enter(
    _ text: NinjaManifest.Text, of edge: NinjaVariables.Edge, in scope: NinjaVariables.Scope
  ) throws(NinjaVariables.ExpansionError) -> Int32? {
    path.removeAll(keepingCapacity: true)
    try variables.expand(text, of: edge, in: scope, into: &path)
    guard !path.isEmpty else {
      remarks.add(.emptyPath, "`\(String(decoding: edge.bytes[text], as: UTF8.self))`", at: place)
      return nil
    }
    let number = graph.paths.enter(NinjaPath.canonical(path[...]))
    if number == graph.makers.count { graph.makers.append(-1) }
    return Int32(number)
  }

  /// Adds a path to the value of `in` or `out`.
  private static func append(_ path: ArraySlice<UInt8>, to list: inout [UInt8]) {
    if !list.isEmpty { list.append(.space) }
    list += path
  }

  private mutating func reportsHeaders(
    _ edge: NinjaVariables.Edge, _ scope: NinjaVariables.Scope
  ) throws(NinjaVariables.ExpansionError) -> Bool {
    let file = try variables.value("dyndep", of: edge, in: scope)
    if !file.isEmpty { dynamic.add(file, edge: graph.edges.count, at: place) }
    if try !variables.value("depfile", of: edge, in: scope).isEmpty { return true }
    return try !variables.value("deps", of: edge, in: scope).isEmpty
  }

  private mutating func readPool(
    _ edge: NinjaVariables.Edge, _ scope: NinjaVariables.Scope
  ) throws(NinjaVariables.ExpansionError) {
    let pool = try variables.value("pool", of: edge, in: scope)
    guard !pool.isEmpty else { return }
    poolOfEdge.append((graph.edges.count, String(decoding: pool, as: UTF8.self), place))
  }

  // MARK: Places

  private var place: String {
    let here = open[open.count - 1]
    return "\(here.file):\(here.manifest.position.line)"
  }

  private func failure(
    _ problem: String, at position: NinjaManifest.Position
  ) -> NinjaGraphError {
    NinjaGraphError(
      file: open[open.count - 1].file, line: position.line, column: position.column,
      problem: problem.capitalizedFirst + ".")
  }
}

extension NinjaVariables.ExpansionError {
  fileprivate var sentence: String {
    switch self {
    case .tooLong(let limit):
      "by here, variables have expanded to more than \(limit) bytes, which is taken for a mistake"
    case .endless: "a variable of this statement's rule needs itself, or more than 10000 others"
    }
  }
}
