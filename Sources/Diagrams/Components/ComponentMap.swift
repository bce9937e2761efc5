internal import EventLog
internal import TraceAnalysis

/// The components that a picture shows, and the arrows between them.
///
/// What has no box is folded: what it calls is called by the nearest around it that has one.
struct ComponentMap {
  /// In which way calls of one component led to calls of another.
  enum Kind: Int, CaseIterable {
    /// They called them.
    case calls
    /// The trace says that they led to them: an arrow, a link.
    case led
    /// They seem to have ended their waits, or to have let their threads begin.
    case woke
    /// They ran before them within the same call.
    case before
  }

  /// All of one kind that leads from one box to another.
  struct Arrow: Equatable {
    var from: Int
    var to: Int
    var kind: Kind
    var count: Int
    /// Whether the path lies here for a good part of its time.
    var isOnPath: Bool
  }

  /// The components that have a box, by their first calls.
  let boxes: [Int]
  /// Those that the path went through longest.
  let marked: Set<Int>
  /// How much of the path they hold.
  let markedTime: Nanoseconds
  /// The arrows, by kind and by the boxes that they lead from and to.
  private(set) var arrows: [Arrow] = []
  /// How many components have no box.
  let foldedCount: Int

  /// - Parameters:
  ///   - diagram: The components and their totals.
  ///   - most: How many boxes there may be, without the one for all others.
  /// - Complexity: O(*n*) in the number of events and causes, O(*m* log *m*) in that of components.
  init(_ diagram: ComponentDiagram, atMost most: Int = ComponentDiagram.limit) {
    let totals = diagram.totals.all
    (marked, markedTime) = Self.marked(diagram.totals, atMost: most / 3)
    boxes = Self.chosen(totals, marked, atMost: most)
    foldedCount = totals.count - boxes.count
    collectArrows(diagram)
  }

  /// The fewest components in which nine tenths of what calls ran on the path lie, and those as long as the last of them; none
  /// that holds less than a hundredth of the path.
  private static func marked(
    _ totals: ComponentTotals, atMost most: Int
  ) -> (Set<Int>, Nanoseconds) {
    let all = totals.all
    let order = all.indices.filter { all[$0].onPath > totals.path / 100 }.sorted {
      (all[$1].onPath, $0) < (all[$0].onPath, $1)
    }
    var (marked, time, last): (Set<Int>, Nanoseconds, Nanoseconds) = ([], 0, 0)
    for component in order.prefix(max(1, most)) {
      guard time < totals.pathInCalls / 10 * 9 || all[component].onPath == last else { break }
      marked.insert(component)
      last = all[component].onPath
      time += last
    }
    return (marked, time)
  }

  /// What has a box: the path, then what ran or waited longest itself, then what all of that ran within, of which what only
  /// passes on comes last.
  private static func chosen(
    _ totals: [ComponentTotals.Total], _ marked: Set<Int>, atMost most: Int
  ) -> [Int] {
    guard totals.count > most else { return Array(totals.indices) }
    var chosen = marked
    func add(upTo count: Int, by time: (ComponentTotals.Total) -> Nanoseconds) {
      let order = totals.indices.filter { !chosen.contains($0) }.sorted {
        (time(totals[$1]), $0) < (time(totals[$0]), $1)
      }
      chosen.formUnion(order.prefix(max(0, count - chosen.count)))
    }
    add(upTo: most * 2 / 3) { $0.own.addingClamped($0.waited) }
    add(upTo: most) { $0.onlyPassesOn ? $0.own : $0.whole }
    return chosen.sorted()
  }

  private mutating func collectArrows(_ diagram: ComponentDiagram) {
    let (run, totals) = (diagram.run, diagram.totals)
    let calls = run.table.calls
    // The number of what has no box is that of the box for all others.
    let (size, others) = (boxes.count + 1, Int32(boxes.count))
    var boxOf = [Int32](repeating: others, count: totals.all.count)
    for (box, component) in boxes.enumerated() { boxOf[component] = Int32(box) }
    var sums = ArrowSums(size: size)
    // The box of each call, or of the nearest around it that has one.
    var nearest: [Int32] = []
    nearest.reserveCapacity(calls.count)
    for (index, call) in calls.enumerated() {
      let around = call.parent > 0 ? nearest[Int(call.parent) - 1] : others
      let own = boxOf[Int(totals.numbers[index])]
      nearest.append(own == others ? around : own)
      if own != others, around != others {
        sums.add(.calls, from: around, to: own, path: totals.pathWithin[index])
      }
    }
    let edges = ProgramEdges(run)
    for effect in run.log.events.indices {
      edges.forEach(to: effect) { from, to, kind in
        sums.add(kind, from: nearest[Int(from) - 1], to: nearest[Int(to) - 1], path: 0)
      }
    }
    var before: CallNumber = 0
    for part in run.pathOfCalls {
      if before > 0 { sums.pass(from: nearest[Int(before) - 1], to: nearest[Int(part.call) - 1]) }
      before = part.call
    }
    arrows = sums.arrows(
      path: totals.path, calls: boxes.map { totals.all[$0].calls } + [.max / 2])
    let most = GraphClustering.mostArrows(boxes: boxes.count)
    if arrows.count > most { arrows.removeAll { $0.kind == .before } }
  }
}

/// How many calls led from each box to each other, in flat arrays.
private struct ArrowSums {
  private let size: Int
  private var counts: [Int]
  private var path: [Nanoseconds]
  private var passes: [Bool]

  init(size: Int) {
    self.size = size
    counts = Array(repeating: 0, count: size * size * ComponentMap.Kind.allCases.count)
    path = Array(repeating: 0, count: size * size)
    passes = Array(repeating: false, count: size * size)
  }

  mutating func add(
    _ kind: ComponentMap.Kind, from: Int32, to: Int32, path time: Nanoseconds
  ) {
    let place = Int(from) * size + Int(to)
    counts[kind.rawValue * size * size + place] += 1
    if kind == .calls { path[place] += time }
  }

  /// Notes that the path goes from one box to another.
  mutating func pass(from: Int32, to: Int32) { passes[Int(from) * size + Int(to)] = true }

  /// The arrows that say something.
  ///
  /// That one ran before another is left out where most calls of the other came after something else, where the other
  /// also ran before it, as in a loop, and where one of the two called the other. Who ends waits is a guess: what does so
  /// for less than a tenth of them is left out.
  func arrows(path whole: Nanoseconds, calls: [Int]) -> [ComponentMap.Arrow] {
    var arrows: [ComponentMap.Arrow] = []
    let wakes = (0..<size).map { to in
      (0..<size).reduce(0) { $0 + count(.woke, $1, to) }
    }
    for kind in ComponentMap.Kind.allCases {
      for from in 0..<size {
        for to in 0..<size {
          let count = count(kind, from, to)
          guard count > 0, from != to || kind == .calls else { continue }
          if kind == .before, count * 2 < calls[to] || isSaid(from, to) { continue }
          if kind == .woke, count * 10 < wakes[to] { continue }
          let place = from * size + to
          let isOnPath = kind == .calls ? Int128(path[place]) * 10 >= Int128(whole) : passes[place]
          arrows.append(
            ComponentMap.Arrow(
              from: from, to: to, kind: kind, count: count, isOnPath: whole > 0 && isOnPath))
        }
      }
    }
    return arrows
  }

  private func count(_ kind: ComponentMap.Kind, _ from: Int, _ to: Int) -> Int {
    counts[kind.rawValue * size * size + from * size + to]
  }

  private func isSaid(_ from: Int, _ to: Int) -> Bool {
    count(.before, to, from) > 0 || count(.calls, from, to) > 0 || count(.calls, to, from) > 0
      || count(.led, from, to) > 0
  }
}
