public import EventLog

/// What the calls of a component do while they run, beside taking time.
public struct Behaviour: Equatable, Sendable {
  /// What they do when, in the order in which they do it where that is at the same instant.
  public var effects: [Effect] = []
  /// The index of the stream whose items a call takes one by one, each for as long as the component
  /// takes, until the stream is at its end.
  public var forEach: Int?
  /// How calls fail.
  public var failure: Failure?
  /// How often a call that failed is made again, and when.
  public var retries: Retries?
  /// How long a call may last before it fails.
  public var timeout: Nanoseconds?
  /// Whether a call that has failed for good ends the whole run.
  public var raisesException = true
  /// Whether a call with the arguments of an earlier one is answered by that; nil: as is usual for
  /// the flow, not for a sequential one, yes for a reactive one.
  public var cachesCalls: Bool?
  /// The names of its parameters, for arguments that are given by position.
  public var parameters: [String] = []
  /// What a call runs when the scenario is recorded; nil if it just takes its time then too.
  public var command: Command?

  /// The behaviour of a component that just takes its time.
  public init() {}

  /// Whether calls just take their time and do nothing else.
  var isPlain: Bool { effects.isEmpty && forEach == nil && failure == nil && timeout == nil }

  /// The streams that calls put items in, each once.
  var emittedStreams: [Int] {
    var streams: [Int] = []
    for effect in effects {
      if case .emit(let stream) = effect.act, !streams.contains(stream) { streams.append(stream) }
    }
    return streams
  }

  /// The variables that calls write, with the values that they write one after the other.
  var writes: [(variable: Int, values: [Expression])] {
    effects.compactMap { effect in
      if case .write(let variable, let values) = effect.act { (variable, values) } else { nil }
    }
  }

  /// A command that runs for real when a scenario is recorded.
  public enum Command: Equatable, Sendable {
    /// A line for `/bin/sh -c`, in which arguments by position are `$1`, `$2` and so on.
    case shell(String)
    /// A program and its arguments, at least one word; arguments by position come behind them.
    case words([String])
  }

  /// Something that a call does at certain times.
  public struct Effect: Equatable, Sendable {
    /// When.
    public var time: ActionTime
    /// What.
    public var act: Act

    /// Makes an effect.
    public init(_ act: Act, _ time: ActionTime) {
      self.act = act
      self.time = time
    }
  }

  /// What a call can do.
  public enum Act: Equatable, Sendable {
    /// Read a variable.
    case read(Int)
    /// Write a variable: the first time the first value, and so on, the last one ever after.
    case write(Int, [Expression])
    /// Put an item into a stream; if its buffer is full, wait for room.
    case emit(Int)
  }

  /// When a call does something.
  public enum ActionTime: Equatable, Sendable {
    /// As soon as it runs.
    case start
    /// When it has run that long or that share of its time, each in turn.
    case at([Offset])
    /// Again and again, so much of its running apart, at most so often.
    case every(Model.RunningTime, times: UInt32?)
    /// When it is done with an item of the stream that it takes.
    case item
    /// When it has run for all of its time, before it ends.
    case end
  }

  /// A point in the running of a call.
  public enum Offset: Equatable, Sendable {
    /// After so much running.
    case after(Nanoseconds)
    /// After so many millionths of its running.
    case millionths(UInt32)

    /// The point in a call that runs so long; nil if it never comes there.
    func point(in total: Nanoseconds?) -> Nanoseconds? {
      switch self {
      case .after(let time): time
      case .millionths(let share):
        total.map { Nanoseconds(Int128($0) * Int128(share) / 1_000_000) }
      }
    }
  }

  /// How calls fail.
  public struct Failure: Equatable, Sendable {
    /// The point at which they do; nil is when they have run for all of their time.
    public var at: Offset?
    /// How likely it is that a call fails, from 0 to 1.
    public var probability = 1.0
    /// Which calls can fail, numbered among those of the component from 1; empty: all.
    public var calls: [UInt32] = []
    /// The reason that is given.
    public var reason: String?

    /// Calls that always fail when they have run for all of their time.
    public init() {}
  }

  /// How often a call that failed is made again.
  public struct Retries: Equatable, Sendable {
    /// How often at most.
    public var times: UInt32
    /// How long to wait before the first time.
    public var backoff: Nanoseconds
    /// How many times as long to wait before each next time.
    public var factor: UInt32

    /// Makes a rule for trying again; by default at once.
    public init(times: UInt32, backoff: Nanoseconds = 0, factor: UInt32 = 1) {
      self.times = times
      self.backoff = backoff
      self.factor = factor
    }

    /// How long to wait after so many failures; nil if that were enough.
    func wait(after failures: UInt32) -> Nanoseconds? {
      guard failures <= times else { return nil }
      guard factor > 1 else { return backoff }
      var wait = backoff
      for _ in 1..<failures where wait > 0 && wait < Limits.longestTime {
        let (product, isTooMuch) = wait.multipliedReportingOverflow(by: Nanoseconds(factor))
        wait = isTooMuch ? Limits.longestTime : min(product, Limits.longestTime)
      }
      return wait
    }
  }
}
