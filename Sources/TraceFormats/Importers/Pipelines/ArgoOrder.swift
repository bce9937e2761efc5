internal import JSON

/// Which nodes of a workflow of Argo come after which.
///
/// Its status says so of most (`children`). It does not say that a node is tried again after a try of it has failed
/// (`NAME(1)` after `NAME(0)`), nor that an exit handler (`NAME.onExit`) comes after all of what it is the handler of.
struct ArgoOrder {
  /// The nodes that each comes after, by their ids.
  private(set) var needs: [String: [String]] = [:]
  private var ids: [String: String] = [:]
  /// What is directly within each node that groups others.
  private var within: [String: [String]] = [:]
  /// How many nodes may still be looked for within others; no workflow that ran has so many.
  private var left = 1_000_000

  /// - Parameter nodes: The nodes by their ids.
  /// - Complexity: O(*n* · *d*) in the number of nodes, and how deep they are within nodes that are tried again or have exit
  ///   handlers, up to a million of them.
  init(_ nodes: [(key: String, value: JSONNode)]) {
    var names: [String: String] = [:]
    for (id, node) in nodes {
      if let name = node["name"]?.string {
        names[id] = name
        ids[name] = id
      }
      if let group = node["boundaryID"]?.string, !group.isEmpty {
        within[group, default: []].append(id)
      }
    }
    var tries: [[String]] = []
    for (id, node) in nodes {
      let children = node.elements(of: "children").compactMap(\.string)
      for child in children { needs[child, default: []].append(id) }
      guard node["type"]?.isString("Retry") == true, let name = names[id] else { continue }
      var own: [(number: Int, id: String)] = []
      for child in children {
        guard let number = names[child].flatMap({ Self.number($0, asTryOf: name) }) else {
          continue
        }
        own.append((number, child))
      }
      own.sort { $0.number < $1.number }
      within[id, default: []] += own.map(\.id)
      tries.append(own.map(\.id))
    }
    for own in tries {
      for (first, second) in zip(own, own.dropFirst()) {
        let others = all(in: first)
        add(others, to: second)
      }
    }
    for (id, _) in nodes {
      guard let name = names[id], name.hasSuffix(".onExit"),
        let other = ids[String(name.dropLast(".onExit".count))]
      else { continue }
      let others = all(in: other)
      add(others, to: id)
    }
  }

  /// Lets a node come after those of some that none of the others comes after.
  private mutating func add(_ others: Set<String>, to id: String) {
    guard !others.contains(id) else { return }
    let inner = Set(others.flatMap { needs[$0] ?? [] })
    needs[id, default: []] += others.filter { !inner.contains($0) }.sorted()
  }

  /// A node and all within it.
  private mutating func all(in id: String) -> Set<String> {
    var found: Set<String> = [id]
    var open = [id]
    while left > 0, let next = open.popLast() {
      left -= 1
      for node in within[next] ?? [] where found.insert(node).inserted { open.append(node) }
    }
    return found
  }

  /// The number of a try, from its name and that of what is tried: 1 of `fit(1)`; nil if it is none.
  private static func number(_ name: String, asTryOf tried: String) -> Int? {
    guard name.hasPrefix(tried), name.hasSuffix(")") else { return nil }
    let rest = name.dropFirst(tried.count)
    return rest.hasPrefix("(") ? Int(rest.dropFirst().dropLast()) : nil
  }
}
