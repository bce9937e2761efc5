/// Puts things in the order of their times, those of one time in the order that they have.
///
/// Times of a trace span few bits beside the 64 that they have, so a time and a place fit into one number, and a sort
/// by the digits of these goes over them a few times, whatever their order is.
package enum TimeOrder {
  /// The bits of a digit: as many counts as the first cache holds.
  @usableFromInline static let digit = 12
  /// Below so many, comparing is faster.
  @usableFromInline static let few = 1_024

  /// The places from 0 to `count`, in the order of the times there.
  ///
  /// - Complexity: O(*n*) for times that span less than some hours, or have a common unit that makes them as few; else
  ///   O(*n* log *n*).
  @inlinable
  package static func places(count: Int, time: (Int) -> Nanoseconds) -> [Int32] {
    guard count > 0 else { return [] }
    var keys = [UInt64](onLargePages: 0, count: count)
    let isOrdered = keys.withUnsafeMutableBufferPointer { keys in
      var (before, isOrdered) = (Nanoseconds.min, true)
      for place in 0..<count {
        let next = time(place)
        if next < before { isOrdered = false }
        before = next
        // The order of these is that of the times, negative ones first.
        keys[place] = UInt64(bitPattern: next) ^ (1 << 63)
      }
      return isOrdered
    }
    if isOrdered { return [Int32](onLargePages: count) { Int32($0) } }
    guard let bits = number(&keys) else {
      return (0..<Int32(count)).sorted { (keys[Int($0)], $0) < (keys[Int($1)], $1) }
    }
    if count < few {
      keys.sort()
    } else {
      sort(&keys, bits: bits)
    }
    let mask = (UInt64(1) << UInt64(bits.lowerBound)) - 1
    return [Int32](onLargePages: count) { Int32(truncatingIfNeeded: keys[$0] & mask) }
  }

  /// Puts the place of each time behind its bits, of which so many are needed as the times span.
  ///
  /// - Returns: Where the bits of the times are then; nil, and nothing has changed, if both do not fit.
  @usableFromInline static func number(_ keys: inout [UInt64]) -> Range<Int>? {
    func bits(of span: UInt64) -> Int { UInt64.bitWidth - span.leadingZeroBitCount }
    var (first, last) = (UInt64.max, UInt64.min)
    for key in keys { (first, last) = (min(first, key), max(last, key)) }
    let placeBits = Int.bitWidth - keys.count.leadingZeroBitCount
    var unit: UInt64 = 1
    if placeBits + bits(of: last - first) > UInt64.bitWidth {
      // Whole seconds of days fit where their nanoseconds do not.
      unit = keys.reduce(0) { commonDivisor($0, $1 - first) }
      guard placeBits + bits(of: (last - first) / unit) <= UInt64.bitWidth else { return nil }
    }
    keys.withUnsafeMutableBufferPointer { keys in
      for place in keys.indices {
        let distance = unit == 1 ? keys[place] &- first : (keys[place] &- first) / unit
        keys[place] = distance &<< UInt64(placeBits) | UInt64(place)
      }
    }
    return placeBits..<(placeBits + bits(of: (last - first) / unit))
  }

  /// The greatest number that divides both; the other one if one is 0.
  @usableFromInline static func commonDivisor(_ one: UInt64, _ other: UInt64) -> UInt64 {
    var (one, other) = (one, other)
    while other != 0 { (one, other) = (other, one % other) }
    return one
  }

  /// Sorts numbers by some of their bits, the lowest digit first; those that are equal there keep their order.
  @usableFromInline static func sort(_ keys: inout [UInt64], bits: Range<Int>) {
    // Digits of about the same size, as few as can be.
    let digits = max(1, (bits.count + digit - 1) / digit)
    let width = (bits.count + digits - 1) / digits
    let mask = (1 << width) - 1
    func value(_ key: UInt64, _ low: Int) -> Int {
      Int(truncatingIfNeeded: key &>> UInt64(low)) & mask
    }
    // How often each digit has each value, found on one way through all of them.
    var places = [Int32](repeating: 0, count: digits << width)
    for key in keys {
      for place in 0..<digits {
        places[place << width | value(key, bits.lowerBound + place * width)] += 1
      }
    }
    var other = [UInt64](onLargePages: 0, count: keys.count)
    for place in 0..<digits {
      let (first, low) = (place << width, bits.lowerBound + place * width)
      var next: Int32 = 0
      for value in first..<(first + 1 << width) {
        (places[value], next) = (next, next + places[value])
      }
      keys.withUnsafeBufferPointer { keys in
        other.withUnsafeMutableBufferPointer { other in
          places.withUnsafeMutableBufferPointer { places in
            for key in keys {
              let spot = first | value(key, low)
              other[Int(places[spot])] = key
              places[spot] &+= 1
            }
          }
        }
      }
      swap(&keys, &other)
    }
  }
}
