internal import EventLog
internal import TraceAnalysis

/// The calls of a run, grouped along its critical path: for graphs too deep for one screen.
///
/// The path is cut into a few stretches; calls that take a good part of it are on their own. Off the
/// path, calls that lie between the same two stretches are one group.
///
/// A call lies behind the last critical call that leads to it and before the first that it leads to.
/// Along a link neither can go back, so groups never depend on each other in a circle.
struct PathClusters {
  private let graph: CallGraph
  private let running: [Nanoseconds]
  /// For each node, the last place on the path that leads to it and the first that it leads to;
  /// −1 and the path's length where there is none.
  private var behind: [Int]
  private var before: [Int]

  /// Places each call along the path; `running` is how long the call of each node ran.
  ///
  /// - Complexity: O(*n*) in the number of calls and links.
  init(_ graph: CallGraph, running: [Nanoseconds]) {
    self.graph = graph
    self.running = running
    behind = Array(repeating: -1, count: graph.calls.count)
    before = Array(repeating: graph.path.count, count: graph.calls.count)
    for (place, node) in graph.path.enumerated() {
      behind[node] = place
      before[node] = place
    }
    for node in graph.calls.indices where !graph.isCritical[node] {
      for cause in graph.predecessors(of: node) {
        behind[node] = max(behind[node], behind[Int(cause)])
      }
    }
    for node in graph.calls.indices.reversed() where !graph.isCritical[node] {
      for effect in graph.successors(of: node) {
        before[node] = min(before[node], before[Int(effect)])
      }
    }
  }

  /// The groups, with the path in so many stretches of about equal time; calls that take a longer
  /// share of it than a stretch would are on their own.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  func groups(stretches: Int) -> [[Int]] {
    let stretch = stretchOfPlace(stretches)
    let count = (stretch.last ?? -1) + 1
    var numbers: [Int: Int] = [:]
    var groups: [[Int]] = []
    for node in graph.calls.indices {
      let from = behind[node] < 0 ? -1 : stretch[behind[node]]
      let to = before[node] == graph.path.count ? count : stretch[before[node]]
      let key = (from + 1) * (count + 2) + to
      let number = numbers[key] ?? groups.count
      if number == groups.count {
        groups.append([])
        numbers[key] = number
      }
      groups[number].append(node)
    }
    return groups
  }

  /// The number of the stretch of each place of the path.
  private func stretchOfPlace(_ stretches: Int) -> [Int] {
    let times = graph.path.map { running[$0] }
    let whole = times.reduce(0) { $0.addingClamped($1) } / Nanoseconds(max(1, stretches))
    var numbers: [Int] = []
    var time: Nanoseconds = 0
    for (place, running) in times.enumerated() {
      let isLong = running > whole
      let joins = place > 0 && !isLong && times[place - 1] <= whole && time < whole
      time = joins ? time.addingClamped(running) : running
      numbers.append((numbers.last ?? -1) + (joins ? 0 : 1))
    }
    return numbers
  }
}
