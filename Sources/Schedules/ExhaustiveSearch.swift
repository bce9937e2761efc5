/// Goes through all schedules, depth first, and leaves out what only changes the order of steps that do not depend on each other.
///
/// Any two steps may depend on each other: what they do to streams, locks and variables is not seen. Where all state is taken to be
/// isolated to actors, steps on two different ones do not. A decision that has been tried sleeps until something comes that
/// depends on it (sleep sets; Godefroid, 1996): as long as it sleeps, it leads to what has been seen.
struct ExhaustiveSearch {
  private let takesActorsAsIndependent: Bool
  private var nodes: [Node] = []
  private(set) var isDone = false

  init(takesActorsAsIndependent: Bool) {
    self.takesActorsAsIndependent = takesActorsAsIndependent
  }

  /// A decision, and what has been tried there.
  struct Node {
    var ready: [Candidate]
    var chosen: Int
    /// What need not be tried: it was, here or before.
    var sleeping: [Candidate]
  }

  /// Decides as the next schedule does, and takes down what there is to be decided.
  final class Path: Chooser {
    fileprivate var nodes: [Node]
    private let takesActorsAsIndependent: Bool
    private var depth = 0

    fileprivate init(_ nodes: [Node], takesActorsAsIndependent: Bool) {
      (self.nodes, self.takesActorsAsIndependent) = (nodes, takesActorsAsIndependent)
    }

    func choose(among ready: [Candidate], at step: Int) -> Int {
      defer { depth += 1 }
      if depth < nodes.count { return nodes[depth].chosen }
      var sleeping: [Candidate] = []
      if let last = nodes.last {
        let step = last.ready[last.chosen]
        sleeping = last.sleeping.filter { !depend($0, step) && ready.contains($0) }
      }
      let chosen = ready.indices.first { !sleeping.contains(ready[$0]) } ?? 0
      nodes.append(Node(ready: ready, chosen: chosen, sleeping: sleeping))
      return chosen
    }

    func choose(outOf count: Int) -> Int {
      // Each of them is as a step of a task of its own, which depends on all others.
      choose(among: (0..<UInt32(count)).map { Candidate(lane: .max, order: .max - $0) }, at: 0)
    }

    /// Whether the order of two steps may make a difference.
    private func depend(_ one: Candidate, _ other: Candidate) -> Bool {
      !takesActorsAsIndependent || one.lane == other.lane || one.actor == 0 || other.actor == 0
        || one.actor == other.actor
    }
  }

  private var path: Path?

  /// Decides as the next schedule does.
  var chooser: any Chooser {
    mutating get {
      let path = Path(nodes, takesActorsAsIndependent: takesActorsAsIndependent)
      self.path = path
      return path
    }
  }

  /// Takes in that the schedule has been run, and goes on to the next.
  mutating func goOn() {
    nodes = path?.nodes ?? []
    path = nil
    while var node = nodes.popLast() {
      node.sleeping.append(node.ready[node.chosen])
      if let next = node.ready.indices.first(where: { !node.sleeping.contains(node.ready[$0]) }) {
        node.chosen = next
        nodes.append(node)
        return
      }
    }
    isDone = true
  }
}
