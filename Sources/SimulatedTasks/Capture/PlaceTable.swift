internal import CTaskCapture

/// Says where code lies in the file that it is of, since where that is in memory may be another place each time.
struct PlaceTable {
  private var places: [UInt: UInt64] = [:]
  /// Whether code is that of Swift's own libraries.
  private var ofSwift: [UInt: Bool] = [:]
  private var last: (address: UInt, place: UInt64) = (0, 0)

  /// A number of code that is the same in each process of one program.
  @inline(__always)
  mutating func place(_ address: UInt) -> UInt64 {
    if address == last.address { return last.place }
    if let place = places[address] {
      last = (address, place)
      return place
    }
    let place = mw_capture_place(UnsafeRawPointer(bitPattern: address))
    places[address] = place
    last = (address, place)
    return place
  }

  /// Whether code is that of Swift's own libraries, and not of a program.
  mutating func isOfSwift(_ address: UInt) -> Bool {
    if let known = ofSwift[address] { return known }
    let answer = mw_capture_is_of_swift(UnsafeRawPointer(bitPattern: address))
    ofSwift[address] = answer
    return answer
  }

  /// Where the code lies in memory that each number stands for.
  ///
  /// - Complexity: O(*n*) in the number of places that have been seen.
  var addresses: [UInt64: UInt] {
    Dictionary(places.map { ($0.value, $0.key) }) { min($0, $1) }
  }
}
