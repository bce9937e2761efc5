internal import EventLog

/// Finds within which slice each slice of some threads ran, by their times alone.
///
/// On a thread, one slice lies within another or beside it. Where two cross, one of two things was recorded: a
/// clock or a profiler was a little late, and the second is taken to end with the first, or to begin where
/// that ends, whichever changes it less; or the lane is no thread, and the second goes on a stack of its own beside it.
struct ThreadStacks {
  /// Something that ran on a thread.
  struct Slice {
    var start: Nanoseconds
    var end: Nanoseconds
    var thread: Int32
    /// Its place among the slices of the input.
    var place: Int32
  }

  /// A slice and the one it ran within.
  struct Placed {
    var slice: Slice
    /// The place of the parent among the slices that were placed; -1 if it has none.
    var parent: Int32
  }

  /// The slices in the order of their starts, a parent before its children.
  private(set) var placed: [Placed] = []
  /// How many slices were made shorter so that they cross no other, and by how much in all.
  private(set) var moved: (count: Int, time: Nanoseconds) = (0, 0)
  /// How many slices went on a stack of their own.
  private(set) var crossing = 0

  /// By how much a slice may be made shorter: by a hundredth, or by what rounding to microseconds takes.
  private static func isLittle(_ time: Nanoseconds, of slice: Slice) -> Bool {
    time <= max(2_000, (slice.end - slice.start) / 100)
  }

  /// No slices at all.
  init() {}

  /// - Parameters:
  ///   - count: How many slices there are.
  ///   - threads: How many threads there are.
  ///   - slices: Gives each slice by its place; of those with the same times, an outer one comes first.
  /// - Complexity: O(*n* log *n*) in the number of slices; on a lane that is no thread, for each slice as many
  ///   stacks as run at once there.
  @inline(__always)
  init(count: Int, threads: Int, _ slices: (Int) -> Slice) {
    let order = Self.order(count, slices)
    placed.reserveOnLargePages(count)
    // For each thread its stacks, each from the outermost to the innermost slice.
    var stacks = [[[Int32]]](repeating: [], count: threads)
    var late: [Slice] = []
    var next = 0
    while next < count || !late.isEmpty {
      var slice: Slice
      if let first = late.last,
        next >= count || Self.isBefore(first, slices(Int(order[next])))
      {
        slice = first
        late.removeLast()
      } else {
        slice = slices(Int(order[next]))
        next += 1
      }
      if let start = place(&slice, &stacks[Int(slice.thread)]) {
        moved.count += 1
        moved.time += start - slice.start
        slice.start = start
        let place = late.partitioningIndex { !Self.isBefore(slice, $0) }
        late.insert(slice, at: place)
      }
    }
  }

  /// Lets the slices go, once they are calls; what was counted stays.
  mutating func dropSlices() { placed = [] }

  /// Puts a slice on the first stack that it fits on; gives where it is to begin if that is later.
  private mutating func place(_ slice: inout Slice, _ stacks: inout [[Int32]]) -> Nanoseconds? {
    for stack in stacks.indices {
      while let top = stacks[stack].last, isOver(placed[Int(top)].slice, before: slice) {
        stacks[stack].removeLast()
      }
      guard let top = stacks[stack].last else {
        return push(slice, on: &stacks[stack], parent: -1)
      }
      let outer = placed[Int(top)].slice
      if slice.end <= outer.end { return push(slice, on: &stacks[stack], parent: top) }
      let (within, beyond) = (outer.end - slice.start, slice.end - outer.end)
      if beyond <= within, Self.isLittle(beyond, of: slice) {
        moved.count += 1
        moved.time += beyond
        slice.end = outer.end
        return push(slice, on: &stacks[stack], parent: top)
      }
      if Self.isLittle(within, of: slice) { return outer.end }
    }
    if !stacks.isEmpty { crossing += 1 }
    stacks.append([])
    return push(slice, on: &stacks[stacks.count - 1], parent: -1)
  }

  private mutating func push(
    _ slice: Slice, on stack: inout [Int32], parent: Int32
  ) -> Nanoseconds? {
    stack.append(Int32(placed.count))
    placed.append(Placed(slice: slice, parent: parent))
    return nil
  }

  /// Whether a slice ends before another starts, or when it does; an instant lies within one at the same instant.
  private func isOver(_ slice: Slice, before other: Slice) -> Bool {
    slice.end <= other.start && !(slice.start == other.start && other.start == other.end)
  }

  private static func isBefore(_ left: Slice, _ right: Slice) -> Bool {
    (left.start, right.end, left.place) < (right.start, left.end, right.place)
  }

  /// The places of slices in order: by their starts, an outer one before those in it.
  @inline(__always)
  private static func order(_ count: Int, _ slices: (Int) -> Slice) -> [Int32] {
    var order = TimeOrder.places(count: count) { slices($0).start }
    var first = 0
    while first < order.count {
      let start = slices(Int(order[first])).start
      var end = first + 1
      while end < order.count, slices(Int(order[end])).start == start { end += 1 }
      if end - first > 1 {
        order[first..<end].sort { isBefore(slices(Int($0)), slices(Int($1))) }
      }
      first = end
    }
    return order
  }
}
