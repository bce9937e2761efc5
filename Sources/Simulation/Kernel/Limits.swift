public import EventLog

/// How far a simulation may go before it is cut off.
public struct Limits: Equatable, Sendable {
  /// The number of events from which on nothing new is begun.
  public var events: Int
  /// The last instant it may reach.
  public var time: Nanoseconds

  /// One hundred years, the longest time of a simulation and of a single call.
  public static let longestTime = Log.longestTime

  /// Makes limits; by default 50 million events and one hundred years.
  public init(events: Int = 50_000_000, time: Nanoseconds = Limits.longestTime) {
    self.events = events
    self.time = min(time, Limits.longestTime)
  }
}
