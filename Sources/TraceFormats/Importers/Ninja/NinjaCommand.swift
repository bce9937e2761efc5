internal import EventLog

/// One command of a build, with all its outputs.
struct NinjaCommand {
  var start: Nanoseconds
  var end: Nanoseconds
  var outputs: [String]
  /// The edge of the graph that ran, if it is known.
  var edge: Int?

  /// Puts the rows of each command together; commands come by start, then end, then row.
  ///
  /// Rows are of one command if the graph says that one edge makes their outputs; where it does not
  /// know them, if they have the same hash.
  static func commands(of rows: [NinjaRow], _ graph: NinjaGraph? = nil) -> [NinjaCommand] {
    enum Command: Hashable {
      case edge(Int)
      case hash(String)
    }
    struct Key: Hashable {
      var start: Int64
      var end: Int64
      var command: Command
    }
    var places: [Key: Int] = [:]
    var commands: [NinjaCommand] = []
    let begin = rows.lazy.map(\.start).min() ?? 0
    // The same command under a path that the graph knows and one that it does not.
    var edges: [Key: Int] = [:]
    let known = rows.map { row in
      let edge = graph?.edge(making: row.output)
      if let edge {
        edges[Key(start: row.start, end: row.end, command: .hash(row.hash))] = edge
      }
      return edge
    }
    for (row, edge) in zip(rows, known) {
      var key = Key(start: row.start, end: row.end, command: .hash(row.hash))
      let edge = edge ?? edges[key]
      if let edge { key.command = .edge(edge) }
      if let place = places[key] {
        commands[place].outputs.append(row.output)
      } else {
        places[key] = commands.count
        commands.append(
          NinjaCommand(
            start: (row.start - begin) * 1_000_000, end: (row.end - begin) * 1_000_000,
            outputs: [row.output], edge: edge))
      }
    }
    let order = commands.indices.sorted {
      (commands[$0].start, commands[$0].end, $0) < (commands[$1].start, commands[$1].end, $1)
    }
    return order.map { commands[$0] }
  }

  /// Commands as calls of a layout: all need one of ninja's jobs, and some a place in a pool too.
  static func run(
    _ commands: [NinjaCommand], _ needs: NinjaNeeds?, _ graph: NinjaGraph?
  ) -> RecordedRun {
    var run = RecordedRun()
    let jobs = run.addLane("job", order: .limited(slots: nil))
    run.sharedLane = jobs
    if needs != nil {
      for pool in graph?.pools ?? [] {
        _ = run.addLane(pool.name, order: .limited(slots: pool.depth > 0 ? pool.depth : nil))
      }
    }
    for (index, command) in commands.enumerated() {
      let call = run.add(
        command.outputs[0], arguments: command.arguments(needs == nil ? nil : graph),
        lane: needs.map { jobs + 1 + Int32($0.pools[index]) } ?? jobs, start: command.start,
        end: command.end, needs: needs?.needs[index] ?? [], readyAt: needs?.readyAt[index])
      if let needs { run.calls[Int(call)].rank = needs.ranks[index] }
    }
    return run
  }

  /// By which rule it ran, if the graph says that, and what it made besides; nil if neither is known.
  ///
  ///     rule link, also app.map
  private func arguments(_ graph: NinjaGraph?) -> String? {
    var words: [String] = []
    if let graph, let edge, graph.edges[edge].rule >= 0 {
      words.append("rule \(graph.rules.string(Int(graph.edges[edge].rule)))")
    }
    if outputs.count > 1 { words.append("also " + outputs.dropFirst().joined(separator: ", ")) }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }
}
