public import EventLog

/// How far a simulation may go before it is cut off.
public struct Limits: Equatable, Sendable {
  /// The number of events from which on nothing new is begun.
  public var events: Int
  /// The last instant it may reach.
  public var time: Nanoseconds

  /// How much memory a run and what is made of it may take, in bytes, as `memory(events:calls:)` has it.
  public var memory = Int.max

  /// One hundred years, the longest time of a simulation and of a single call.
  public static let longestTime = Log.longestTime

  /// Makes limits; by default 50 million events and one hundred years.
  public init(events: Int = 50_000_000, time: Nanoseconds = Limits.longestTime) {
    self.events = events
    self.time = min(time, Limits.longestTime)
  }

  /// How much memory a run takes with that many events and calls, with its analysis and its report, in bytes.
  ///
  /// It is counted and not measured, so that a run is cut off at the same event on every machine that has
  /// the same bound. What was measured is less for most runs, and up to twice as much for pictures.
  static func memory(events: Int, calls: Int) -> Int { 192 * events + 1_024 * calls }
}
