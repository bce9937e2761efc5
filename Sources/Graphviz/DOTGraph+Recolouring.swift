extension DOTGraph {
  /// The graph with other values in its attributes: another theme of the same picture.
  ///
  /// - Parameters:
  ///   - values: For each value that changes, the new one.
  ///   - names: The attributes in which it changes.
  /// - Returns: The graph, with the same nodes, edges and clusters in the same order.
  /// - Complexity: O(*n*) in the size of the graph.
  public func replacing(
    _ values: [DOTValue: DOTValue], in names: Set<DOTAttributes.Name>
  ) -> DOTGraph {
    func changed(_ attributes: DOTAttributes) -> DOTAttributes {
      var attributes = attributes
      for pair in attributes.pairs where names.contains(pair.name) {
        if let value = values[pair.value] { attributes[pair.name] = value }
      }
      return attributes
    }
    var graph = self
    graph.attributes = changed(attributes)
    graph.nodeDefaults = changed(nodeDefaults)
    graph.edgeDefaults = changed(edgeDefaults)
    graph.statements = statements.map { statement in
      switch statement {
      case .node(var element):
        element.attributes = changed(element.attributes)
        return .node(element)
      case .edge(var element, let tail, let head):
        element.attributes = changed(element.attributes)
        return .edge(element, from: tail, to: head)
      case .cluster(let cluster, let title):
        return .cluster(cluster.replacing(values, in: names), title: title)
      case .rank: return statement
      }
    }
    return graph
  }
}
