/// Vector clocks that share what they have in common.
///
/// A clock holds a number for each chain of events, counted from 0; 0 means that nothing is known of it. Clocks of one
/// run differ little from each other. So a clock is a tree of small nodes that never change, and a clock made from
/// another one has new nodes only where it differs: for *n* clocks of *w* chains that takes O(*n* log *w*) memory
/// where each learns a little, instead of O(*n* *w*).
///
///     var clocks = VectorClocks()
///     let one = clocks.setting(7, to: 3, in: VectorClocks.empty)
///     let both = clocks.merging(one, clocks.setting(9, to: 5, in: VectorClocks.empty))
///     clocks.number(of: 9, in: both)   // 5
struct VectorClocks: Sendable {
  /// A clock, by the root of its tree and how many levels of nodes are below that.
  struct Clock: Equatable, Sendable {
    fileprivate var root: UInt32
    fileprivate var height: Int32
  }

  /// The clock that knows nothing.
  static let empty = Clock(root: 0, height: 0)

  /// What nodes hold: eight numbers, or the places of eight nodes one level below.
  ///
  /// The first node holds nothing, at any level.
  private var nodes: [SIMD8<UInt32>] = [.zero]

  /// How many nodes all clocks have together.
  var nodeCount: Int { nodes.count }

  /// The number of a chain in a clock.
  ///
  /// - Complexity: O(log *w*) for *w* chains.
  func number(of chain: Int, in clock: Clock) -> UInt32 {
    guard Self.fits(chain, in: clock.height) else { return 0 }
    var node = clock.root
    var level = clock.height
    while level > 0, node > 0 {
      node = nodes[Int(node)][Self.slot(of: chain, at: level)]
      level -= 1
    }
    return node > 0 ? nodes[Int(node)][Self.slot(of: chain, at: 0)] : 0
  }

  /// A clock in which the number of a chain is at least so much.
  ///
  /// - Returns: The same clock where it is already.
  /// - Complexity: O(log *w*) for *w* chains.
  mutating func setting(_ chain: Int, to number: UInt32, in clock: Clock) -> Clock {
    guard self.number(of: chain, in: clock) < number else { return clock }
    var clock = clock
    while !Self.fits(chain, in: clock.height) { raise(&clock) }
    clock.root = copy(of: clock.root)
    var node = Int(clock.root)
    for level in stride(from: clock.height, to: 0, by: -1) {
      let slot = Self.slot(of: chain, at: level)
      let child = copy(of: nodes[node][slot])
      nodes[node][slot] = child
      node = Int(child)
    }
    nodes[node][Self.slot(of: chain, at: 0)] = number
    return clock
  }

  /// The clock that knows what either of two knows.
  ///
  /// - Returns: One of the two where it knows all that the other does.
  /// - Complexity: O(*m*) in the number of chains near those of which they know different things.
  mutating func merging(_ one: Clock, _ other: Clock) -> Clock {
    var (left, right) = (one, other)
    while left.height < right.height { raise(&left) }
    while right.height < left.height { raise(&right) }
    let root = merge(left.root, right.root, level: left.height)
    if root == left.root {
      return left.height == one.height ? one : Clock(root: root, height: left.height)
    }
    return root == right.root ? right : Clock(root: root, height: left.height)
  }

  /// Merges two nodes of one level; it calls itself once for each level, of which there are eleven at most.
  private mutating func merge(_ one: UInt32, _ other: UInt32, level: Int32) -> UInt32 {
    if one == other || other == 0 { return one }
    if one == 0 { return other }
    let (left, right) = (nodes[Int(one)], nodes[Int(other)])
    var sum = pointwiseMax(left, right)
    if level > 0 {
      for slot in 0..<8 { sum[slot] = merge(left[slot], right[slot], level: level - 1) }
    }
    // Of two that hold the same, the one that was there first is the one that others share.
    if sum == left { return sum == right ? min(one, other) : one }
    if sum == right { return other }
    nodes.append(sum)
    return UInt32(nodes.count - 1)
  }

  private mutating func copy(of node: UInt32) -> UInt32 {
    nodes.append(nodes[Int(node)])
    return UInt32(nodes.count - 1)
  }

  /// Puts a level above the root of a clock.
  private mutating func raise(_ clock: inout Clock) {
    clock.height += 1
    guard clock.root > 0 else { return }
    var root = SIMD8<UInt32>.zero
    root[0] = clock.root
    nodes.append(root)
    clock.root = UInt32(nodes.count - 1)
  }

  private static func fits(_ chain: Int, in height: Int32) -> Bool {
    chain >> (3 * (Int(height) + 1)) == 0
  }

  private static func slot(of chain: Int, at level: Int32) -> Int { chain >> (3 * Int(level)) & 7 }
}
