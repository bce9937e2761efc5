internal import EventLog

/// How long tests took in another run, for tests of this one: told by their names.
struct TestWeights {
  /// For each test of this run, how long it took in the other; where it was not there, the mean of those that were.
  private(set) var durations: [Nanoseconds] = []
  /// How many tests of this run were in the other too.
  private(set) var matched = 0
  /// How many tests of the other run are not in this one.
  private(set) var left = 0

  /// - Complexity: O(*n*) in the length of all names.
  init(of tests: [TestSet.Test], in other: [TestSet.Test]) {
    var known: [String: [Nanoseconds]] = [:]
    known.reserveCapacity(other.count)
    for test in other { known[Self.key(of: test.name), default: []].append(test.duration) }
    var used: [String: Int] = [:]
    var missing: [Int] = []
    var sum = Int128(0)
    durations.reserveCapacity(tests.count)
    for test in tests {
      let key = Self.key(of: test.name)
      let place = used[key, default: 0]
      guard let times = known[key], place < times.count else {
        missing.append(durations.count)
        durations.append(0)
        continue
      }
      // A test that was tried several times is there as often.
      used[key] = place + 1
      durations.append(times[place])
      sum += Int128(times[place])
      matched += 1
    }
    left = other.count - matched
    let mean = matched > 0 ? Nanoseconds(sum / Int128(matched)) : 1
    for place in missing { durations[place] = mean }
  }

  /// The name of a test as all formats have it: JUnit reports of pytest have dots where its ids have slashes.
  ///
  ///     tests/test_a.py::TestA::test_x[1]   // tests.test_a.TestA.test_x[1]
  static func key(of name: String) -> String {
    guard let end = name.firstRange(of: ".py::") else { return name }
    var key: [UInt8] = []
    key.reserveCapacity(name.utf8.count)
    for byte in name[..<end.lowerBound].utf8 {
      key.append(byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") ? UInt8(ascii: ".") : byte)
    }
    key.append(UInt8(ascii: "."))
    let rest = Array(name[end.upperBound...].utf8)
    var place = 0
    while place < rest.count {
      // What is in brackets is a parameter and stays as it is.
      guard rest[place] != UInt8(ascii: "[") else {
        key += rest[place...]
        break
      }
      if rest[place] == UInt8(ascii: ":"), place + 1 < rest.count,
        rest[place + 1] == UInt8(ascii: ":")
      {
        key.append(UInt8(ascii: "."))
        place += 2
      } else {
        key.append(rest[place])
        place += 1
      }
    }
    return String(decoding: key, as: UTF8.self)
  }
}

extension String {
  /// Where a text in ASCII stands in this one first; nil if nowhere.
  fileprivate func firstRange(of text: StaticString) -> Range<Index>? {
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    var start = utf8.startIndex
    while let place = utf8[start...].firstIndex(of: wanted[0]) {
      if utf8[place...].starts(with: wanted) {
        return place..<utf8.index(place, offsetBy: wanted.count)
      }
      start = utf8.index(after: place)
    }
    return nil
  }
}
