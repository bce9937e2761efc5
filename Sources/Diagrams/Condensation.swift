internal import EventLog
internal import TraceAnalysis

/// A dependency diagram small enough for one screen.
///
/// Up to `limit` calls, each has a box of its own. Beyond, the longest calls of the critical path keep
/// theirs and the runs of short ones between them become one each; off the path, calls that lie
/// between the same two boxes of the path become one. What is small enough is taken apart again while
/// there is room. Arrows say only what no chain of others says, and scarce machines draw none.
///
/// A call lies behind the last critical call that leads to it and before the first that it leads to.
/// Along an arrow neither can go back, so boxes never depend on each other in a circle.
struct Condensation {
  /// One call, or several.
  struct Box {
    var calls: [CallNumber]
    var isCritical: Bool
  }

  /// Something in one box came after something in another.
  struct Arrow: Hashable {
    var from: Int
    var to: Int
    /// How, if it was the same for all.
    var edge: Edge?
    var isInferred = false
    var isCritical = false
  }

  private(set) var boxes: [Box] = []
  private(set) var arrows: [Arrow] = []
  /// How many calls there are in all.
  let callCount: Int

  /// About how many boxes a person can read.
  static let limit = 80

  var isCondensed: Bool { callCount > Self.limit }

  /// - Complexity: O(*n* log *n*) in the number of calls and links.
  init(_ diagram: DependencyDiagram) {
    callCount = diagram.calls.count
    let starts = Set(diagram.links.map(\.from)).filter { diagram.run.table[$0].isFlow }
    boxes = starts.sorted().map { Box(calls: [$0], isCritical: false) }
    if callCount <= Self.limit {
      for isCritical in [false, true] {
        for call in diagram.calls where diagram.critical.contains(call.number) == isCritical {
          boxes.append(Box(calls: [call.number], isCritical: isCritical))
        }
      }
      arrows = Self.arrows(diagram, diagram.links, boxes)
    } else {
      boxes += PathGroups(diagram).boxes(room: Self.limit - boxes.count)
      let links = diagram.links.filter { !$0.edge.isResource }
      arrows = Self.withoutDetours(Self.arrows(diagram, links, boxes), boxCount: boxes.count)
    }
  }

  private static func arrows(
    _ diagram: DependencyDiagram, _ links: [DependencyDiagram.Link], _ boxes: [Box]
  ) -> [Arrow] {
    var boxOf: [CallNumber: Int] = [:]
    for (index, box) in boxes.enumerated() {
      for call in box.calls { boxOf[call] = index }
    }
    var places: [[Int]: Int] = [:]
    var arrows: [Arrow] = []
    for link in links {
      guard let from = boxOf[link.from], let to = boxOf[link.to], from != to else { continue }
      let isCritical = diagram.criticalLinks.contains(link)
      // Links of different kinds between two calls are drawn apart; between groups they are one.
      let isSingle = boxes[from].calls.count == 1 && boxes[to].calls.count == 1
      let key = isSingle ? [from, to, Int(link.edge.rawValue)] : [from, to]
      if let place = places[key] {
        if arrows[place].edge != link.edge { arrows[place].edge = nil }
        arrows[place].isCritical = arrows[place].isCritical || isCritical
      } else {
        places[key] = arrows.count
        arrows.append(
          Arrow(
            from: from, to: to, edge: link.edge, isInferred: link.isInferred,
            isCritical: isCritical))
      }
    }
    return arrows
  }

  /// The arrows that no chain of other arrows stands for; those of the critical path stay.
  ///
  /// - Complexity: O(boxes³), and there are at most about `limit`.
  private static func withoutDetours(_ arrows: [Arrow], boxCount: Int) -> [Arrow] {
    var reaches = Array(repeating: Array(repeating: false, count: boxCount), count: boxCount)
    for arrow in arrows { reaches[arrow.from][arrow.to] = true }
    let direct = reaches
    for middle in 0..<boxCount {
      for from in 0..<boxCount where reaches[from][middle] {
        for to in 0..<boxCount where reaches[middle][to] { reaches[from][to] = true }
      }
    }
    return arrows.filter { arrow in
      arrow.isCritical
        || !(0..<boxCount).contains {
          $0 != arrow.to && direct[arrow.from][$0] && reaches[$0][arrow.to]
        }
    }
  }
}

/// The calls of a run, grouped along its critical path.
private struct PathGroups {
  private let diagram: DependencyDiagram
  /// The calls of the critical path, in order.
  private let path: [CallNumber]
  /// For each call, the last place on the path that leads to it and the first that it leads to;
  /// −1 and the path's length where there is none.
  private var behind: [Int]
  private var before: [Int]

  init(_ diagram: DependencyDiagram) {
    self.diagram = diagram
    var seen = Set<CallNumber>()
    path = diagram.run.criticalPath.parts.map(\.call).filter {
      diagram.critical.contains($0) && seen.insert($0).inserted
    }
    behind = Array(repeating: -1, count: diagram.run.table.calls.count)
    before = Array(repeating: path.count, count: diagram.run.table.calls.count)
    for (place, call) in path.enumerated() {
      behind[Int(call) - 1] = place
      before[Int(call) - 1] = place
    }
    // Links sorted so that whatever leads to a call comes before what it leads to.
    let started = diagram.run.table.calls.map { $0.started ?? Int.max }
    let links = diagram.links.filter { !$0.edge.isResource && !diagram.run.table[$0.from].isFlow }
    for link in links.sorted(by: { started[Int($0.to) - 1] < started[Int($1.to) - 1] })
    where !diagram.critical.contains(link.to) {
      behind[Int(link.to) - 1] = max(behind[Int(link.to) - 1], behind[Int(link.from) - 1])
    }
    for link in links.sorted(by: { started[Int($0.from) - 1] > started[Int($1.from) - 1] })
    where !diagram.critical.contains(link.from) {
      before[Int(link.from) - 1] = min(before[Int(link.from) - 1], before[Int(link.to) - 1])
    }
  }

  /// At most that many boxes, or the fewest there can be.
  func boxes(room: Int) -> [Condensation.Box] {
    var boxes: [Condensation.Box] = []
    // A path longer than a screen is wide is shortened first.
    for kept in (path.count <= 20 ? [20] : []) + [8, 4, 2, 1] {
      boxes = grouped(keeping: kept)
      if boxes.count <= room { break }
    }
    // Small groups first: they cost least to take apart. What fits one screen is not yet clear.
    var count = boxes.count
    let room = room * 3 / 5
    let small = boxes.indices.filter { !boxes[$0].isCritical && boxes[$0].calls.count > 1 }
      .sorted { (boxes[$0].calls.count, $0) < (boxes[$1].calls.count, $1) }
    var apart = Set<Int>()
    for index in small where count + boxes[index].calls.count - 1 <= room {
      count += boxes[index].calls.count - 1
      apart.insert(index)
    }
    return boxes.indices.flatMap { index in
      apart.contains(index)
        ? boxes[index].calls.map { Condensation.Box(calls: [$0], isCritical: false) }
        : [boxes[index]]
    }
  }

  /// Groups in which the longest critical calls, so many, are on their own.
  private func grouped(keeping kept: Int) -> [Condensation.Box] {
    let table = diagram.run.table
    let longest = Set(
      path.sorted { (table[$1].running, $0) < (table[$0].running, $1) }.prefix(kept))
    // For each place of the path, the number of its box.
    var boxOf: [Int] = []
    for (place, call) in path.enumerated() {
      let joins =
        place > 0 && !longest.contains(call) && !longest.contains(path[place - 1])
      boxOf.append((boxOf.last ?? -1) + (joins ? 0 : 1))
    }
    let pathBoxes = (boxOf.last ?? -1) + 1
    var critical = Array(
      repeating: Condensation.Box(calls: [], isCritical: true), count: pathBoxes)
    var others: [[Int]: [CallNumber]] = [:]
    for call in diagram.calls {
      let (first, last) = (behind[Int(call.number) - 1], before[Int(call.number) - 1])
      let from = first < 0 ? -1 : boxOf[first]
      let to = last == path.count ? pathBoxes : boxOf[last]
      if from == to {
        critical[from].calls.append(call.number)
      } else {
        others[[from, to], default: []].append(call.number)
      }
    }
    let offPath = others.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
      Condensation.Box(calls: $0.value, isCritical: false)
    }
    return offPath + critical
  }
}
