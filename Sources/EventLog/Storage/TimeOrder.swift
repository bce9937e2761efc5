/// Puts things in the order of their times, those of one time in the order that they have.
///
/// Times of a trace span few bits beside the 64 that they have, so a time and a place fit into one number, and a sort
/// by the digits of these goes over them a few times, whatever their order is.
package enum TimeOrder {
  /// The bits of a digit: as many counts as the first cache holds.
  @usableFromInline static let digit = 11
  /// Below so many, comparing is faster.
  @usableFromInline static let few = 1_024

  /// The places from 0 to `count`, in the order of the times there.
  ///
  /// - Complexity: O(*n*) for times that span less than some hours, or have a common unit that makes them as few; else
  ///   O(*n* log *n*).
  @inlinable
  package static func places(count: Int, time: (Int) -> Nanoseconds) -> [Int32] {
    guard count > 0 else { return [] }
    var (first, last, before) = (time(0), time(0), time(0))
    var isOrdered = true
    for place in 1..<max(1, count) {
      let next = time(place)
      if next < before { isOrdered = false }
      (first, last, before) = (min(first, next), max(last, next), next)
    }
    if isOrdered { return (0..<Int32(count)).map { $0 } }
    let placeBits = Int.bitWidth - count.leadingZeroBitCount
    func since(_ place: Int) -> UInt64 {
      UInt64(bitPattern: time(place)) &- UInt64(bitPattern: first)
    }
    func bits(of span: UInt64) -> Int { UInt64.bitWidth - span.leadingZeroBitCount }
    let span = UInt64(bitPattern: last) &- UInt64(bitPattern: first)
    var unit: UInt64 = 1
    if placeBits + bits(of: span) > UInt64.bitWidth {
      // Whole seconds of days fit where their nanoseconds do not.
      unit = (0..<count).reduce(0) { commonDivisor($0, since($1)) }
      guard placeBits + bits(of: span / unit) <= UInt64.bitWidth else {
        return (0..<Int32(count)).sorted { (time(Int($0)), $0) < (time(Int($1)), $1) }
      }
    }
    let timeBits = bits(of: span / unit)
    var keys = [UInt64](onLargePages: 0, count: count)
    for place in 0..<count {
      let distance = unit == 1 ? since(place) : since(place) / unit
      keys[place] = distance << UInt64(placeBits) | UInt64(place)
    }
    if count < few {
      keys.sort()
    } else {
      sort(&keys, bits: placeBits..<(placeBits + timeBits))
    }
    let mask = (UInt64(1) << UInt64(placeBits)) - 1
    return keys.map { Int32(truncatingIfNeeded: $0 & mask) }
  }

  /// The greatest number that divides both; the other one if one is 0.
  @usableFromInline static func commonDivisor(_ one: UInt64, _ other: UInt64) -> UInt64 {
    var (one, other) = (one, other)
    while other != 0 { (one, other) = (other, one % other) }
    return one
  }

  /// Sorts numbers by some of their bits, the lowest digit first; those that are equal there keep their order.
  @usableFromInline static func sort(_ keys: inout [UInt64], bits: Range<Int>) {
    var other = [UInt64](onLargePages: 0, count: keys.count)
    var low = bits.lowerBound
    while low < bits.upperBound {
      let width = min(digit, bits.upperBound - low)
      let mask = (UInt64(1) << UInt64(width)) - 1
      var places = [Int](repeating: 0, count: 1 << width)
      for key in keys { places[Int(key >> UInt64(low) & mask)] += 1 }
      var next = 0
      for value in places.indices { (places[value], next) = (next, next + places[value]) }
      for key in keys {
        let value = Int(key >> UInt64(low) & mask)
        other[places[value]] = key
        places[value] += 1
      }
      swap(&keys, &other)
      low += width
    }
  }
}
