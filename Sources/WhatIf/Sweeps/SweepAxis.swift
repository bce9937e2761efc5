public import EventLog
internal import Formatting

/// A number about a run that takes one value after another.
public struct SweepAxis: Equatable, Sendable {
  /// What number it is.
  public enum Subject: Equatable, Sendable {
    /// How many workers there are.
    case workers
    /// How many slots a machine or pool has.
    case slots(String)
    /// How many times as fast calls are.
    case faster(String)
    /// How long calls take.
    case takes(String)
    /// How much longer every call takes.
    case overhead
  }

  /// What number it is.
  public let subject: Subject
  /// The values, in order.
  public let values: [AxisValue]

  /// Makes an axis.
  ///
  /// - Precondition: The values are of the kind that the subject has.
  public init(_ subject: Subject, _ values: [AxisValue]) {
    self.subject = subject
    self.values = values
  }

  /// What the axis is called in tables.
  public var name: String {
    switch subject {
    case .workers: "workers"
    case .slots(let machine): "slots of \(machine)"
    case .faster(let name): "\(name) faster"
    case .takes(let name): "\(name) takes"
    case .overhead: "overhead"
    }
  }

  /// Whether its values are numbers of workers or slots.
  var isOfWorkers: Bool {
    switch subject {
    case .workers, .slots: true
    case .faster, .takes, .overhead: false
    }
  }

  /// The change that gives the number a value.
  func change(to value: AxisValue) -> Change {
    switch (subject, value) {
    case (.workers, .count(let count)): .workers(count)
    case (.slots(let machine), .count(let count)): .slots(machine: machine, count)
    case (.faster(let name), .ratio(let ratio)): .faster(name, ratio)
    case (.takes(let name), .time(let time)): .takes(name, time)
    case (.overhead, .time(let time)): .overhead(time)
    default: preconditionFailure("another kind of value")
    }
  }
}

/// A value of an axis.
public enum AxisValue: Equatable, Sendable {
  /// A number of workers or slots.
  case count(Int)
  /// How many times as fast.
  case ratio(Ratio)
  /// A time in nanoseconds.
  case time(Nanoseconds)

  /// The value for people.
  public var text: String {
    switch self {
    case .count(let count): "\(count)"
    case .ratio(let ratio): "\(ratio)"
    case .time(let time): timeText(time)
    }
  }

  /// The value as a whole number: a count, millionths, or nanoseconds.
  public var number: Int64 {
    switch self {
    case .count(let count): Int64(count)
    case .ratio(let ratio): ratio.millionths
    case .time(let time): time
    }
  }

  /// The number of workers or slots, if it is one.
  var count: Int? { if case .count(let count) = self { count } else { nil } }
}
