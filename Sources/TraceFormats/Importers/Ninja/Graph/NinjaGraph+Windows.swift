extension NinjaGraph {
  /// The graph with paths as a log writes them.
  ///
  /// ninja on Windows makes every `\\` of a path a `/` before it looks the path up and before it writes
  /// the log. Elsewhere a backslash is part of a name. So it is a `/` where the log knows more of the
  /// outputs then, or where its own paths begin with a drive.
  func asWritten(in rows: [NinjaRow]) -> NinjaGraph {
    guard (0..<paths.count).contains(where: { paths[$0].contains(.backslash) }) else { return self }
    let changed = withSlashes()
    func known(_ graph: NinjaGraph) -> Int {
      rows.lazy.filter { graph.edge(making: $0.output) != nil }.count
    }
    let (now, then) = (known(self), known(changed))
    let isWindows = rows.contains { $0.output.dropFirst().hasPrefix(":/") }
    return then > now || (then == now && isWindows) ? changed : self
  }

  /// The same graph with `/` for every backslash of a path; paths that become one are one.
  private func withSlashes() -> NinjaGraph {
    var graph = NinjaGraph(file: file)
    var numbers: [Int32] = []
    for number in 0..<paths.count {
      let path = paths[number].map { $0 == .backslash ? UInt8(ascii: "/") : $0 }
      numbers.append(Int32(graph.paths.enter(NinjaPath.canonical(path[...]))))
    }
    graph.makers = Array(repeating: -1, count: graph.paths.count)
    for edge in edges {
      var edge = edge
      let number = Int32(graph.edges.count)
      edge.outputs = edge.outputs.map { numbers[Int($0)] }
      edge.inputs = edge.inputs.map { numbers[Int($0)] }
      for output in edge.outputs where graph.makers[Int(output)] < 0 {
        graph.makers[Int(output)] = number
      }
      graph.edges.append(edge)
    }
    graph.defaults = defaults.map { numbers[Int($0)] }
    graph.pools = pools
    graph.rules = rules
    graph.notes = notes
    graph.lacksRules = lacksRules
    graph.folder = Array(
      NinjaPath.canonical(folder.map { $0 == .backslash ? UInt8(ascii: "/") : $0 }[...]))
    if !graph.folder.isEmpty, graph.folder.last != UInt8(ascii: "/") {
      graph.folder.append(UInt8(ascii: "/"))
    }
    _ = graph.putInOrder()
    return graph
  }
}

extension UInt8 {
  static let backslash = UInt8(ascii: "\\")
}
