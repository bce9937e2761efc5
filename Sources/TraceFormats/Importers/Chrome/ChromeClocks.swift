internal import EventLog
internal import JSON

/// How the times of several Chrome traces are put on one clock.
///
/// clang says in `beginningOfTime` when its 0 was, viztracer and PyTorch in `baseTimeNanoseconds`; Go, ray and CMake write
/// microseconds since 1970. Without a base, all that viztracer and Node recorded on one machine is in microseconds since
/// it was started. Other files do not say how they lie to one another, and are refused.
struct ChromeClocks {
  /// Where the times of a file count from.
  private enum Clock: Equatable {
    case since1970
    case sinceBoot
  }

  /// From here on, 2001, times count from 1970.
  private static let modern: Nanoseconds = 1_000_000_000_000_000_000

  private var first: (clock: Clock, file: String)?

  /// What is the instant 0 of a file on the clock of all files.
  ///
  /// - Throws: `ImportError` if the file does not say, or another file has another clock.
  mutating func origin(
    of text: JSONText, _ file: String, _ firstTime: Nanoseconds, isOfNode: Bool
  ) throws(ImportError) -> Nanoseconds {
    // Of a file without any time nothing has to be known.
    guard firstTime != .max else { return 0 }
    var clock = Clock.since1970
    var origin: Nanoseconds = 0
    if firstTime < Self.modern {
      let root = text.roots.first
      if let base = root?["beginningOfTime"]?.integer(timesTenTo: 3)
        ?? root?["baseTimeNanoseconds"]?.integer(), base > 0
      {
        origin = base
      } else if isOfNode || root?["viztracer_metadata"] != nil {
        clock = .sinceBoot
      } else {
        throw ImportError(
          line: 1,
          problem:
            "It does not say when its times begin (no `beginningOfTime`, no `baseTimeNanoseconds`, no times "
            + "since 1970), so it cannot be put on one clock with other files. Read it alone.")
      }
    }
    if let first, first.clock != clock {
      throw ImportError(
        line: 1,
        problem:
          "Its times count from another instant than those of \(first.file), and it is not told how far the two are "
          + "apart, so they cannot be put on one clock. Read it alone.")
    }
    if first == nil { first = (clock, file) }
    return origin
  }

  /// What had to be taken for granted.
  var notes: [ImportNote] {
    guard let first, first.clock == .sinceBoot else { return [] }
    return [
      ImportNote(
        kind: .inferred, count: 1,
        sentence:
          "The times of the files count from when a machine was started, taken to be the same machine."
      )
    ]
  }
}
