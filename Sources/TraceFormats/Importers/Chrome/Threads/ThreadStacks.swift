internal import EventLog

/// Finds within which slice each slice of some threads ran, by their times alone.
///
/// On a thread, one slice lies within another or beside it. Where two cross, one of two things was recorded: a
/// clock or a profiler was a little late, and the second is taken to end with the first, or to begin where
/// that ends, whichever changes it less; or the lane is no thread, and the second goes on a stack of its own beside it.
struct ThreadStacks {
  /// A slice and the one it ran within.
  struct Placed {
    /// Its place among the slices.
    var slice: Int32
    /// The place of the parent among the slices that were placed; -1 if it has none.
    var parent: Int32
  }

  /// The slices in the order of their starts, a parent before its children.
  private(set) var placed: [Placed] = []
  /// How many slices were made shorter so that they cross no other, and by how much in all.
  private(set) var moved: (count: Int, time: Nanoseconds) = (0, 0)
  /// How many slices went on a stack of their own.
  private(set) var crossing = 0

  /// No slices at all.
  init() {}

  /// - Parameters:
  ///   - slices: The slices, which are made shorter where they have to be; of those with the same times, an outer one comes
  ///     first.
  ///   - threads: How many threads there are.
  /// - Complexity: O(*n* log *n*) in the number of slices; on a lane that is no thread, for each slice as many
  ///   stacks as run at once there.
  init(_ slices: inout [ChromeSlice], threads: Int) {
    var build = Build(threads: threads)
    slices.withUnsafeMutableBufferPointer { build.place(all: $0) }
    (placed, moved, crossing) = (build.placed, build.moved, build.crossing)
  }

  /// Lets the slices go, once they are calls; what was counted stays.
  mutating func dropSlices() { placed = [] }

  /// By how much a slice may be made shorter: by a hundredth, or by what rounding to microseconds takes.
  fileprivate static func isLittle(_ time: Nanoseconds, of slice: ChromeSlice) -> Bool {
    time <= max(2_000, slice.time / 100)
  }
}

/// The stacks while slices are put on them.
private struct Build {
  var placed: [ThreadStacks.Placed] = []
  var moved: (count: Int, time: Nanoseconds) = (0, 0)
  var crossing = 0
  /// For each thread the innermost slice of its first stack, by its place among those placed; -1 for none.
  ///
  /// What is below it is its parent.
  private var tops: [Int32]
  /// The further stacks of threads that have several.
  private var others: [Int32: [Int32]] = [:]

  init(threads: Int) { tops = Array(repeating: -1, count: threads) }

  mutating func place(all slices: UnsafeMutableBufferPointer<ChromeSlice>) {
    let order = Self.order(slices)
    placed.reserveOnLargePages(slices.count)
    // Slices that begin later than they say, the first of them last.
    var late: [Int32] = []
    var next = 0
    while next < order.count || !late.isEmpty {
      let place: Int32
      if let first = late.last,
        next >= order.count || Self.isBefore(Int(first), Int(order[next]), slices)
      {
        place = first
        late.removeLast()
      } else {
        place = order[next]
        next += 1
      }
      guard let start = put(place, slices) else { continue }
      moved.count += 1
      moved.time = moved.time.addingClamped(slices[Int(place)].start.timeClamped(to: start))
      slices[Int(place)].start = start
      late.insert(
        place, at: late.partitioningIndex { !Self.isBefore(Int(place), Int($0), slices) })
    }
  }

  /// Puts a slice on the first stack that it fits on; gives where it is to begin if that is later.
  private mutating func put(
    _ place: Int32, _ slices: UnsafeMutableBufferPointer<ChromeSlice>
  ) -> Nanoseconds? {
    let thread = slices[Int(place)].thread
    var top = tops[Int(thread)]
    var outcome = put(place, on: &top, slices)
    tops[Int(thread)] = top
    if outcome == .crosses {
      // Taken out, so that they are changed where they lie.
      var stacks = others.removeValue(forKey: thread) ?? []
      for stack in stacks.indices where outcome == .crosses {
        outcome = put(place, on: &stacks[stack], slices)
      }
      if outcome == .crosses {
        crossing += 1
        stacks.append(push(place, -1))
      }
      others[thread] = stacks
    }
    if case .begins(let start) = outcome { return start }
    return nil
  }

  /// What becomes of a slice that is put on a stack.
  private enum Outcome: Equatable {
    /// It is the innermost there.
    case lies
    /// It is to begin then.
    case begins(Nanoseconds)
    /// It crosses the innermost slice that still runs.
    case crosses
  }

  /// Puts a slice on a stack, of which what is over is taken away.
  private mutating func put(
    _ place: Int32, on top: inout Int32, _ slices: UnsafeMutableBufferPointer<ChromeSlice>
  ) -> Outcome {
    let slice = slices[Int(place)]
    while top >= 0, Self.isOver(slices[Int(placed[Int(top)].slice)], before: slice) {
      top = placed[Int(top)].parent
    }
    if top >= 0 {
      let outer = slices[Int(placed[Int(top)].slice)]
      let within = slice.start.timeClamped(to: outer.end)
      let beyond = outer.end < slice.end ? outer.end.timeClamped(to: slice.end) : 0
      if beyond > 0 {
        guard beyond <= within, ThreadStacks.isLittle(beyond, of: slice) else {
          return ThreadStacks.isLittle(within, of: slice) ? .begins(outer.end) : .crosses
        }
        moved.count += 1
        moved.time = moved.time.addingClamped(beyond)
        slices[Int(place)].end = outer.end
      }
    }
    top = push(place, top)
    return .lies
  }

  private mutating func push(_ place: Int32, _ parent: Int32) -> Int32 {
    placed.append(ThreadStacks.Placed(slice: place, parent: parent))
    return Int32(truncatingIfNeeded: placed.count - 1)
  }

  /// Whether a slice ends before another starts, or when it does; an instant lies within one at the same instant.
  private static func isOver(_ slice: ChromeSlice, before other: ChromeSlice) -> Bool {
    slice.end <= other.start && !(slice.start == other.start && other.start == other.end)
  }

  private static func isBefore(
    _ left: Int, _ right: Int, _ slices: UnsafeMutableBufferPointer<ChromeSlice>
  ) -> Bool {
    (slices[left].start, slices[right].end, left) < (slices[right].start, slices[left].end, right)
  }

  /// The places of slices in order: by their starts, an outer one before those in it.
  private static func order(_ slices: UnsafeMutableBufferPointer<ChromeSlice>) -> [Int32] {
    var order = TimeOrder.places(count: slices.count) { slices[$0].start }
    var first = 0
    while first < order.count {
      let start = slices[Int(order[first])].start
      var end = first + 1
      while end < order.count, slices[Int(order[end])].start == start { end += 1 }
      if end - first > 1 {
        order[first..<end].sort { isBefore(Int($0), Int($1), slices) }
      }
      first = end
    }
    return order
  }
}
