/// The commands of a build and its graph compared with each other.
struct NinjaJoin {
  /// What the commands waited for; nil if the graph knows none of them.
  let needs: NinjaNeeds?
  let notes: [ImportNote]
  /// Whether the graph says of every command what it waited for.
  let isWhole: Bool

  init(_ commands: [NinjaCommand], _ graph: NinjaGraph) {
    let unknown = commands.filter { $0.edge == nil }
    guard unknown.count < commands.count else {
      needs = nil
      isWhole = false
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
    isWhole = unknown.isEmpty
    notes =
      graph.notes + Self.unknown(unknown) + Self.idle(commands, graph)
      + Self.headers(commands, graph) + needs.notes
  }

  private static func unknown(_ commands: [NinjaCommand]) -> [ImportNote] {
    ImportNote.skipped(
      commands.count, "command is", "commands are",
      " not in the graph, the first making `\(commands[0].outputs[0])`: what it waited for is not "
        + "known.")
  }

  private static func idle(_ commands: [NinjaCommand], _ graph: NinjaGraph) -> [ImportNote] {
    var ran = graph.edges.map(\.isPhony)
    for case let edge? in commands.lazy.map(\.edge) { ran[edge] = true }
    let idle = ran.indices.filter { !ran[$0] }
    return ImportNote.inherent(
      idle.count, "command", "commands",
      " of the graph did not run in this build, the first for `\(graph.name(of: idle[0]))`.")
  }

  private static func headers(_ commands: [NinjaCommand], _ graph: NinjaGraph) -> [ImportNote] {
    if graph.lacksRules {
      return [
        ImportNote(
          kind: .skipped, count: 1,
          sentence: "Headers that compilers find while they run are not in the graph; which "
            + "commands find some is not known, since rules are missing. Where headers are made "
            + "by the build itself, span and floor may be larger.")
      ]
    }
    let reporting = commands.filter { $0.edge.map { graph.edges[$0].reportsHeaders } ?? false }
    return ImportNote.expected(
      reporting.count, "command finds", "commands find",
      " headers while running, the first for `\(reporting[0].outputs[0])`: those dependencies are "
        + "not in the graph. Where headers are made by the build itself, span and floor may be "
        + "larger.")
  }
}
