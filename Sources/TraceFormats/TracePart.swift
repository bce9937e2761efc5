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
