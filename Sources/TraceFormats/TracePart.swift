public import EventLog

/// One of the builds or runs that a trace holds.
public struct TracePart: Equatable, Sendable {
  /// Its number in the trace, from 1.
  public var number: Int
  /// How many calls it made.
  public var calls: Int
  /// How long all calls took together.
  public var work: Nanoseconds
  /// From the first start to the last end.
  public var makespan: Nanoseconds
  /// When it began, in nanoseconds after the first part whose beginning is known; nil if its own is not known.
  public var began: Nanoseconds?
  /// Whether it is what is read if none is asked for.
  public var isUsual: Bool
  /// Whether the work holds waits, so that it is the most that there can have been.
  public var holdsWaits = false
  /// Whether it is all others together.
  public var isAllTogether = false
  /// What else there is to say of it; empty if nothing.
  public var remark: String
}

extension TracePart {
  /// When a part began, for `began`; nil where that is longer after the first, or before it, than a time can tell.
  ///
  /// Instants are what a file says, and may be years apart that no clock has gone through.
  ///
  /// - Parameters:
  ///   - instant: The instant.
  ///   - first: The first instant of any part.
  ///   - unit: How many nanoseconds one of both is.
  /// - Returns: The time in nanoseconds.
  static func time(of instant: Int64, after first: Int64, unit: Nanoseconds = 1) -> Nanoseconds? {
    Nanoseconds(exactly: (Int128(instant) - Int128(first)) * Int128(unit))
  }

  /// The number of the part that is asked for, or of the usual one.
  ///
  /// - Parameters:
  ///   - part: The number that is asked for; nil if none is.
  ///   - count: How many there are.
  ///   - usual: The number of what is read if none is asked for.
  ///   - word: What one is called.
  ///   - held: How many there are, as a sentence without its end.
  /// - Returns: A number from 1 to `count`.
  /// - Throws: `ImportError` if there is none of that number.
  static func number(
    _ part: Int?, of count: Int, usual: Int, _ word: String, held: @autoclosure () -> String
  ) throws(ImportError) -> Int {
    let number = part ?? usual
    guard number >= 1, number <= count else {
      throw ImportError(
        line: 1, problem: "\(held()); there is no \(word) \(number). They count from 1.")
    }
    return number
  }
}
