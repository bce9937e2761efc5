internal import EventLog

/// An order in which each of some things comes behind all that it needs.
enum NeedsOrder {
  /// The places of things, each behind those that it needs; of those that could come next, always the one of the lowest rank.
  ///
  /// What is in a circle, and what needs that, is not among them.
  ///
  /// - Parameters:
  ///   - byRank: All places, the lowest rank first.
  ///   - needs: What the thing at a place needs, by its places.
  /// - Returns: The places, in that order.
  /// - Complexity: O(*n* log *n*) in the number of things, O(*m*) in that of needs.
  static func places(
    _ byRank: [Int], needs: (Int) -> some Collection<Int32>
  ) -> [Int] {
    let count = byRank.count
    var missing = [Int32](repeating: 0, count: count)
    var firsts = [Int](repeating: 0, count: count + 1)
    for place in 0..<count {
      missing[place] = Int32(needs(place).count)
      for need in needs(place) { firsts[Int(need) + 1] += 1 }
    }
    for place in 0..<count { firsts[place + 1] += firsts[place] }
    // Who needs each, one after the other.
    var followers = [Int32](repeating: 0, count: firsts[count])
    var next = firsts
    for place in 0..<count {
      for need in needs(place) {
        followers[next[Int(need)]] = Int32(place)
        next[Int(need)] += 1
      }
    }
    var ranks = [Int](repeating: 0, count: count)
    for (rank, place) in byRank.enumerated() { ranks[place] = rank }
    var ready = FreeLanes()
    for place in 0..<count where missing[place] == 0 { ready.insert(ranks[place]) }
    var order: [Int] = []
    order.reserveCapacity(count)
    while let rank = ready.removeLowest() {
      let place = byRank[rank]
      order.append(place)
      for follower in followers[firsts[place]..<firsts[place + 1]] {
        missing[Int(follower)] -= 1
        if missing[Int(follower)] == 0 { ready.insert(ranks[Int(follower)]) }
      }
    }
    return order
  }
}
