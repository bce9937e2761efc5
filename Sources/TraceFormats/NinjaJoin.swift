/// The commands of a build and its graph held against each other.
struct NinjaJoin {
  /// What the commands waited for; nil if the graph knows none of them.
  let needs: NinjaNeeds?
  let notes: [ImportNote]

  init(_ commands: [NinjaCommand], _ graph: NinjaGraph) {
    let unknown = commands.filter { $0.edge == nil }
    guard unknown.count < commands.count else {
      needs = nil
      notes =
        graph.notes + [
          ImportNote(
            kind: .skipped, count: commands.count,
            sentence: "\(graph.file) makes nothing of what the log says was made, the first "
              + "`\(commands[0].outputs[0])`: it is not the graph of this build and was left out.")
        ]
      return
    }
    let needs = NinjaNeeds(commands, graph)
    self.needs = needs
    notes =
      graph.notes + Self.unknown(unknown, graph) + Self.idle(commands, graph)
      + Self.headers(commands, graph) + needs.notes
  }

  private static func unknown(_ commands: [NinjaCommand], _ graph: NinjaGraph) -> [ImportNote] {
    guard let first = commands.first else { return [] }
    let what = commands.count == 1 ? "1 command is" : "\(commands.count) commands are"
    return [
      ImportNote(
        kind: .skipped, count: commands.count,
        sentence: "\(what) not in the graph, the first making `\(first.outputs[0])`: what it "
          + "waited for is not known.")
    ]
  }

  private static func idle(_ commands: [NinjaCommand], _ graph: NinjaGraph) -> [ImportNote] {
    var ran = graph.edges.map(\.isPhony)
    for case let edge? in commands.lazy.map(\.edge) { ran[edge] = true }
    let idle = ran.lazy.filter { !$0 }.count
    guard let first = ran.firstIndex(of: false) else { return [] }
    let what = idle == 1 ? "1 command" : "\(idle) commands"
    return [
      ImportNote(
        kind: .skipped, count: idle,
        sentence: "\(what) of the graph did not run in this build, the first for "
          + "`\(graph.name(of: first))`.")
    ]
  }

  private static func headers(_ commands: [NinjaCommand], _ graph: NinjaGraph) -> [ImportNote] {
    let reporting = commands.filter { $0.edge.map { graph.edges[$0].reportsHeaders } ?? false }
    if graph.lacksRules {
      return [
        ImportNote(
          kind: .skipped, count: 1,
          sentence: "Headers that compilers find while they run are not in the graph; which "
            + "commands find some is not known, since rules are missing. Where headers are made "
            + "by the build itself, span and floor may be larger.")
      ]
    }
    guard let first = reporting.first else { return [] }
    let what = reporting.count == 1 ? "1 command finds" : "\(reporting.count) commands find"
    return [
      ImportNote(
        kind: .skipped, count: reporting.count,
        sentence: "\(what) headers while running, the first for `\(first.outputs[0])`: those "
          + "dependencies are not in the graph. Where headers are made by the build itself, "
          + "span and floor may be larger.")
    ]
  }
}
