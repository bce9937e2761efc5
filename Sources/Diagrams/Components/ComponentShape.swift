/// How far from each other the boxes of a picture of components lie, and which way they are laid out better.
///
/// Chains of many calls within each other make a strip from left to right that is hard to see in one piece; from top to
/// bottom, they do not. Boxes without arrows would all lie beside the first ones; they are spread over rows instead.
struct ComponentShape {
  /// How many steps each box is from where arrows begin; what goes round in a circle begins somewhere in it.
  private(set) var ranks: [Int]
  /// Boxes without arrows, in rows that are as long as the rest is deep.
  private(set) var rows: [ArraySlice<Int>] = []
  /// How far ranks lie from each other, in points: if arrows have numbers, these need room too.
  private let gap: Double

  /// - Complexity: O(*b* (*a* + *b*)) in the number of boxes and arrows.
  init(boxes: Int, arrows: [ComponentMap.Arrow]) {
    let arrows = arrows.filter { $0.from != $0.to && $0.kind != .before }
    gap = arrows.contains { $0.count > 1 } ? 58 : 32
    ranks = Array(repeating: -1, count: boxes)
    var before = Array(repeating: 0, count: boxes)
    for arrow in arrows { before[arrow.to] += 1 }
    for _ in 0..<boxes {
      let left = ranks.indices.filter { ranks[$0] < 0 }
      guard let box = left.min(by: { (before[$0], $0) < (before[$1], $1) }) else { break }
      let steps = arrows.lazy.filter { $0.to == box }.map { [ranks] in ranks[$0.from] + 1 }
      ranks[box] = steps.max() ?? 0
      for arrow in arrows where arrow.from == box { before[arrow.to] -= 1 }
    }
    let linked = Set(arrows.flatMap { [$0.from, $0.to] })
    let alone = ranks.indices.filter { !linked.contains($0) }
    let least = alone.indices.first { $0 * $0 >= alone.count } ?? alone.count
    let length = max(1, least, (ranks.max() ?? 0) + 1)
    for start in stride(from: 0, to: alone.count, by: length) {
      let row = alone[start..<min(start + length, alone.count)]
      rows.append(row)
      for (rank, box) in row.enumerated() { ranks[box] = rank }
    }
  }

  /// About how large the picture becomes, and whether that is from top to bottom: the way that fits a sheet of some width and
  /// height better, from left to right if either does.
  func layout(
    _ sizes: [(width: Double, height: Double)], on sheet: (width: Double, height: Double)
  ) -> (isDownwards: Bool, fill: Double) {
    var (rightwards, downwards) = (Extent(), Extent())
    for (box, size) in sizes.enumerated() {
      rightwards.add(rank: ranks[box], length: size.width + gap, breadth: size.height + 11)
      downwards.add(rank: ranks[box], length: size.height + gap, breadth: size.width + 11)
    }
    let right = max(rightwards.length / sheet.width, rightwards.breadth / sheet.height)
    let down = max(downwards.breadth / sheet.width, downwards.length / sheet.height)
    return right > 1 && down < right ? (true, down) : (false, right)
  }

  /// How long all ranks behind each other are, and how broad the broadest is.
  private struct Extent {
    private var lengths: [Double] = []
    private var breadths: [Double] = []
    var length: Double { lengths.reduce(0, +) }
    var breadth: Double { breadths.max() ?? 0 }

    mutating func add(rank: Int, length: Double, breadth: Double) {
      while lengths.count <= rank {
        lengths.append(0)
        breadths.append(0)
      }
      lengths[rank] = max(lengths[rank], length)
      breadths[rank] += breadth
    }
  }
}
