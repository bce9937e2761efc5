extension NinjaGraph {
  /// Puts the edges in order, and cuts what goes round in a circle.
  ///
  /// A walk in depth with a stack of its own: an edge comes behind all that it reaches. Where it
  /// meets an edge that it is still inside of, the way from there to here is a circle.
  ///
  /// - Complexity: O(*n*) in the number of edges and their inputs.
  /// - Returns: How many circles were cut, and the first as its paths.
  mutating func putInOrder() -> (count: Int, first: [String]) {
    enum Mark { case new, open, done }
    var marks = [Mark](repeating: .new, count: edges.count)
    var circles: (count: Int, first: [String]) = (0, [])
    order.reserveCapacity(edges.count)
    for start in edges.indices where marks[start] == .new {
      var stack = [(edge: start, input: 0)]
      marks[start] = .open
      while let (edge, input) = stack.last {
        guard input < edges[edge].inputs.count else {
          marks[edge] = .done
          order.append(Int32(edge))
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].input += 1
        let maker = Int(makers[Int(edges[edge].inputs[input])])
        guard maker >= 0, marks[maker] != .done else { continue }
        if marks[maker] == .new {
          marks[maker] = .open
          stack.append((maker, 0))
        } else {
          if circles.count == 0 {
            let from = stack.lastIndex { $0.edge == maker } ?? 0
            let needs = stack[from...].map { edges[$0.edge].inputs[$0.input - 1] }
            circles.first = ([needs[needs.count - 1]] + needs).map { paths.string(Int($0)) }
          }
          circles.count += 1
        }
      }
    }
    return circles
  }
}
