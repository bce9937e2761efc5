/// An earlier event without which an event would not have happened, or not then.
public struct Cause: Equatable, Comparable, Sendable, BitwiseCopyable {
  /// The number of the earlier event.
  public var seq: UInt32
  /// In which way it is a cause.
  public var edge: Edge
  /// Whether an importer worked it out, because the trace did not record it.
  public var isInferred: Bool

  /// Makes a cause.
  @inlinable
  public init(_ seq: Int, _ edge: Edge, isInferred: Bool = false) {
    self.seq = UInt32(seq)
    self.edge = edge
    self.isInferred = isInferred
  }

  /// The order of causes in a log: by event, then by edge.
  @inlinable
  public static func < (left: Cause, right: Cause) -> Bool {
    (left.seq, left.edge.rawValue) < (right.seq, right.edge.rawValue)
  }
}

/// The ways in which one event causes another.
public enum Edge: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// The previous event of the same call, or the step of the flow that asks for a call.
  case program
  /// The end of a call that was waited for because it is not parallel.
  case blocking
  /// Data handed on, or the end of a task that another needs.
  case data
  /// A timer or a schedule.
  case time
  /// The previous call of a component that runs one call at a time.
  case queue
  /// The release of a slot, or a machine that became ready.
  case machine

  /// The word for it in logs and reports.
  public var word: String { staticWord.description }

  var staticWord: StaticString {
    switch self {
    case .program: "program"
    case .blocking: "blocking"
    case .data: "data"
    case .time: "time"
    case .queue: "queue"
    case .machine: "machine"
    }
  }

  /// Whether it stands for a scarce resource: with machines without limit it would not be there.
  @inlinable public var isResource: Bool { self == .machine }
}
