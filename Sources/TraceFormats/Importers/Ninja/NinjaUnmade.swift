/// The commands of a graph that were to run and have no row in any build of the log.
///
/// ninja writes no row of a command that fails, nor of what it did not come to any more. So a build that
/// failed looks like a shorter one that did not; what its graph has and its log has not is the only sign.
struct NinjaUnmade {
  /// How many commands were to run: those that the default targets need, or all where there are none.
  private var wanted = 0
  /// The first outputs of those that never ran, in the order in which they would have.
  private var names: [String] = []
  private var count = 0
  private let hasDefaults: Bool

  /// Finds them; `rows` are those of the whole log.
  ///
  /// - Complexity: O(*n*) in the number of rows and in the size of the graph.
  init(_ rows: [NinjaRow], _ graph: NinjaGraph) {
    hasDefaults = !graph.defaults.isEmpty
    var ran = Array(repeating: false, count: graph.edges.count)
    for row in rows {
      if let edge = graph.edge(making: row.output) { ran[edge] = true }
    }
    let isWanted = hasDefaults ? Self.needed(for: graph.defaults, graph) : ran.map { _ in true }
    for edge in graph.order.lazy.map({ Int($0) })
    where isWanted[edge] && !graph.edges[edge].isPhony && !graph.makesManifest(edge) {
      wanted += 1
      if ran[edge] { continue }
      count += 1
      if names.count < 3 { names.append(graph.name(of: edge)) }
    }
  }

  /// For each edge whether some targets need it, through however many others.
  private static func needed(for targets: [Int32], _ graph: NinjaGraph) -> [Bool] {
    var isNeeded = Array(repeating: false, count: graph.edges.count)
    var open = targets
    while let path = open.popLast() {
      let maker = Int(graph.makers[Int(path)])
      guard maker >= 0, !isNeeded[maker] else { continue }
      isNeeded[maker] = true
      open += graph.edges[maker].inputs
    }
    return isNeeded
  }

  /// That the build may not be a whole one; none if everything has run.
  var notes: [ImportNote] {
    guard count > 0, count < wanted else { return [] }
    let made = names.map { "`\($0)`" }.joined(separator: ", ") + (count > names.count ? ", …" : "")
    let whose = hasDefaults ? "that the default targets need" : "of the graph"
    let reasons =
      count == 1
      ? "it failed, the build ended before it, or it was never asked for"
      : "they failed, the build ended before them, or they were never asked for"
    return [
      ImportNote(
        kind: .expected, count: count,
        sentence: "\(count) of \(wanted) commands "
          + "\(whose) \(count == 1 ? "has" : "have") no row in any build of the log (\(made)): "
          + "\(reasons). The measures are of what has a row.")
    ]
  }
}

extension NinjaGraph {
  /// Whether an edge makes the description of the build itself, which is there before any build.
  fileprivate func makesManifest(_ edge: Int) -> Bool {
    edges[edge].outputs.contains { NinjaRow.isManifest(paths.string(Int($0))) }
  }
}
