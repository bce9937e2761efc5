/// What is drawn already, for words that have to find a place among it.
struct FreeSpace {
  /// A rectangle from its top left corner.
  struct Box {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
  }

  private var boxes: [Box] = []
  private var lines: [[(x: Double, y: Double)]] = []

  /// Takes in a line through some corners.
  mutating func add(line: [(x: Double, y: Double)]) { lines.append(line) }

  /// Takes in a rectangle.
  mutating func add(_ box: Box) { boxes.append(box) }

  /// The first of some rectangles in which nothing is; the one in which least is, where all are taken.
  ///
  /// - Complexity: O(*n*) in the number of corners for each rectangle.
  func first(of places: [Box]) -> Box? {
    var best: (box: Box, hits: Int)?
    for place in places {
      let hits = hits(in: place)
      if hits == 0 { return place }
      if hits < best?.hits ?? .max { best = (place, hits) }
    }
    return best?.box
  }

  /// How many lines and rectangles are met; words upon words are worst.
  private func hits(in box: Box) -> Int {
    let taken = boxes.count {
      $0.x < box.x + box.width && box.x < $0.x + $0.width && $0.y < box.y + box.height
        && box.y < $0.y + $0.height
    }
    let crossed = lines.count { line in
      zip(line, line.dropFirst()).contains { Self.meets(box, $0, $1) }
    }
    return taken * 100 + crossed
  }

  /// Whether a line from one point to another goes through a rectangle (Liang and Barsky, 1984).
  private static func meets(
    _ box: Box, _ start: (x: Double, y: Double), _ end: (x: Double, y: Double)
  ) -> Bool {
    var (from, to) = (0.0, 1.0)
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    for (step, room) in [
      (-dx, start.x - box.x), (dx, box.x + box.width - start.x), (-dy, start.y - box.y),
      (dy, box.y + box.height - start.y),
    ] {
      if step == 0 {
        if room < 0 { return false }
      } else if step < 0 {
        from = max(from, room / step)
      } else {
        to = min(to, room / step)
      }
    }
    return from <= to
  }
}
