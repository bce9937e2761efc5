internal import EventLog

/// What each command of a build waited for, by the build's graph.
///
/// Statements that ran nothing in this build, phony ones and those that were up to date, are passed
/// through: what they need is needed by whatever needs them, since ninja waits for it all the same.
/// Passing through can multiply dependencies beyond measure, where many commands need a phony
/// statement that needs many. Up to a multiple of the graph's size all of them are kept. Beyond
/// that, of what lies behind such a statement only two are: what ended last, and what the heaviest
/// chain ends with. So span, floor and paths stay what they are; slack may come out too large.
struct NinjaNeeds {
  /// The commands that each command needs, as their indices in ascending order.
  private(set) var needs: [[Int32]]
  /// When all that a command needs had ended: 0 if that is nothing, nil if the graph does not know
  /// the command.
  private(set) var readyAt: [Nanoseconds?]
  /// The place of each command in an order in which each comes behind what it needs.
  private(set) var ranks: [Int32]
  /// The pool that each command runs in, as its place in the graph; -1 for none.
  private(set) var pools: [Int32]
  private(set) var notes: [ImportNote] = []

  /// How many dependencies there are between commands.
  var count: Int { needs.reduce(0) { $0 + $1.count } }

  /// Finds what each command waited for; `budget` is how many dependencies may be passed on.
  ///
  /// - Complexity: O(*n*) in the size of the graph and the number of commands, but for sorting the
  ///   few that each command needs.
  init(_ commands: [NinjaCommand], _ graph: NinjaGraph, budget: Int? = nil) {
    needs = Array(repeating: [], count: commands.count)
    ranks = Array(repeating: 0, count: commands.count)
    readyAt = Array(repeating: nil, count: commands.count)
    pools = commands.map { $0.edge.map { graph.edges[$0].pool } ?? -1 }
    var walk = Walk(commands, graph, budget: budget)
    for (place, edge) in graph.order.enumerated() {
      let behind = walk.behind(Int(edge))
      guard let command = walk.commandOfEdge[Int(edge)] else {
        walk.passThrough(Int(edge), behind)
        continue
      }
      let kept = walk.keep(behind, for: command)
      ranks[command] = Int32(place)
      needs[command] = kept.map { Int32($0) }.sorted()
      readyAt[command] = kept.lazy.map { commands[$0].end }.max() ?? 0
    }
    notes = walk.notes
  }

  /// The walk over the edges, each behind what it needs.
  private struct Walk {
    let commands: [NinjaCommand]
    let graph: NinjaGraph
    /// The command that ran an edge in this build; the last of several.
    private(set) var commandOfEdge: [Int?]
    /// For each edge the commands that whoever needs it waits for.
    private var members: [[Int32]]
    private var isDone: [Bool]
    /// For each command the weight of the heaviest chain that ends with it.
    private var chains: [Nanoseconds]
    /// For each command the last edge that was found to need it.
    private var seenBy: [Int32]
    private var budget: Int
    private var shortened = 0
    private var dropped = 0
    private var firstDropped = ""
    private var repeated = 0
    private var firstRepeated = ""

    init(_ commands: [NinjaCommand], _ graph: NinjaGraph, budget: Int?) {
      self.commands = commands
      self.graph = graph
      commandOfEdge = Array(repeating: nil, count: graph.edges.count)
      members = Array(repeating: [], count: graph.edges.count)
      isDone = Array(repeating: false, count: graph.edges.count)
      chains = Array(repeating: 0, count: commands.count)
      seenBy = Array(repeating: -1, count: commands.count)
      let inputs = graph.edges.lazy.map(\.inputs.count).reduce(0, +)
      self.budget = budget ?? 1_000_000 + 16 * inputs
      for (index, command) in commands.enumerated() {
        guard let edge = command.edge else { continue }
        if let other = commandOfEdge[edge] {
          if repeated == 0 { firstRepeated = graph.name(of: edge) }
          repeated += 1
          if commands[other].end > command.end { continue }
        }
        commandOfEdge[edge] = index
      }
    }

    /// The commands that stand directly behind an edge, each once.
    mutating func behind(_ edge: Int) -> [Int32] {
      var found: [Int32] = []
      for input in graph.edges[edge].inputs {
        let maker = Int(graph.makers[Int(input)])
        // Where a circle was cut, what is needed is not done yet.
        guard maker >= 0, isDone[maker] else { continue }
        if members[maker].count > 2, budget < members[maker].count { shorten(maker) }
        budget -= members[maker].count
        for command in members[maker] where seenBy[Int(command)] != edge {
          seenBy[Int(command)] = Int32(edge)
          found.append(command)
        }
      }
      return found
    }

    mutating func passThrough(_ edge: Int, _ behind: [Int32]) {
      isDone[edge] = true
      members[edge] = behind
    }

    /// Keeps two of the commands behind an edge.
    private mutating func shorten(_ edge: Int) {
      shortened += 1
      let last = members[edge].max { commands[Int($0)].end < commands[Int($1)].end }
      let heaviest = members[edge].max { chains[Int($0)] < chains[Int($1)] }
      members[edge] = Array(Set([last, heaviest].compactMap { $0 })).sorted()
    }

    /// What a command needs, without what ended after it had started.
    mutating func keep(_ behind: [Int32], for command: Int) -> [Int] {
      let start = commands[command].start
      var kept: [Int] = []
      var chain: Nanoseconds = 0
      for other in behind.lazy.map(Int.init) {
        guard commands[other].end <= start else {
          if dropped == 0 { firstDropped = late(other, command) }
          dropped += 1
          continue
        }
        kept.append(other)
        chain = max(chain, chains[other])
      }
      chains[command] = chain + commands[command].end - start
      if let edge = commands[command].edge {
        isDone[edge] = true
        members[edge] = [Int32(command)]
      }
      return kept
    }

    private func late(_ other: Int, _ command: Int) -> String {
      let late = (commands[other].end - commands[command].start) / 1_000_000
      return "`\(commands[command].outputs[0])` started \(late) ms before "
        + "`\(commands[other].outputs[0])`, which it needs, had ended"
    }

    var notes: [ImportNote] {
      ImportNote.skipped(
        dropped, "dependency was", "dependencies were",
        " left out because the log contradicts the graph, the first where \(firstDropped).")
        + ImportNote.skipped(
          repeated, "command", "commands",
          " ran again in this build, the first making `\(firstRepeated)`: dependencies are those "
            + "of the last time.")
        + tooMany
    }

    private var tooMany: [ImportNote] {
      guard shortened > 0 else { return [] }
      let what = shortened == 1 ? "1 statement" : "\(shortened) statements"
      return [
        ImportNote(
          kind: .skipped, count: shortened,
          sentence: "The graph has too many dependencies to keep them all: of those that go "
            + "through \(what) without a command, only what ended last and the heaviest chain "
            + "are kept, so slack may be less than is told.")
      ]
    }
  }
}
