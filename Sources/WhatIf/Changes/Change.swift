public import EventLog
internal import Formatting
public import Simulation

/// Something about a run that would be another way.
///
///     let changes: [Change] = [.workers(8), .faster("compile*", .times(2))]
///
/// Components are told by their names, or by patterns in which `*` stands for any text and `?` for any character.
public enum Change: Equatable, Sendable {
  /// So many calls at once, on workers that all share.
  case workers(Int)
  /// A machine or pool has so many slots.
  case slots(machine: String, Int)
  /// Calls run that many times as fast.
  case faster(String, Ratio)
  /// Calls run that long, in nanoseconds.
  case takes(String, Nanoseconds)
  /// Calls are left out.
  case remove(String)
  /// Whoever calls them goes on at once.
  case parallel(String)
  /// Whoever calls them goes on at once, and so many of a component run at once.
  case atOnce(String, Int)
  /// Whoever calls them waits for their end.
  case serial(String)
  /// A step of a job of a workflow runs in the background, until the job has to wait for it.
  case background(job: String, step: String)
  /// Calls of the second wait for those of the first; where there are as many of both, each for its own.
  case edge(from: String, to: String)
  /// Calls of the second need no longer wait for those of the first.
  case noEdge(from: String, to: String)
  /// Waiting calls get slots in another order.
  case policy(SchedulingPolicy)
  /// Tests are shared out among the workers as a runner does it.
  case split(SplitStrategy)
  /// Tasks start as in the shortest schedule that a search finds.
  case search(SearchLimit)
  /// Every call takes that much longer, in nanoseconds.
  case overhead(Nanoseconds)

  /// The option of the command that asks for it, as it is: `--no-edge a->b`.
  public var option: String {
    arguments.map { "\($0.name) \($0.value)" }.joined(separator: " ")
  }

  /// The same as people write it in a shell: `--no-edge 'a->b'`.
  public var shellText: String {
    // What begins with a dash would be taken for another option.
    shellLine(
      arguments.flatMap {
        $0.value.hasPrefix("-") ? ["\($0.name)=\($0.value)"] : [$0.name, $0.value]
      })
  }

  /// The options of the command that ask for it, each as one word with its value: `--workers=8`.
  public var commandLine: [String] { arguments.map { "\($0.name)=\($0.value)" } }

  /// The options of the command that ask for it, each with its value.
  private var arguments: [(name: String, value: String)] {
    switch self {
    case .workers(let count): [("--workers", "\(count)")]
    case .slots(let machine, let count): [("--machine", "\(machine)=\(count)")]
    case .faster(let name, let ratio): [("--faster", "\(name)=\(ratio)")]
    case .takes(let name, let time): [("--set", "\(name)=\(exactTimeText(time))")]
    case .remove(let name): [("--remove", name)]
    case .parallel(let name): [("--parallel", name)]
    case .atOnce(let name, let count): [("--at-once", "\(name)=\(count)")]
    case .serial(let name): [("--serial", name)]
    case .background(let job, let step): [("--background", "\(job):\(step)")]
    case .edge(let from, let to): [("--edge", "\(from)->\(to)")]
    case .noEdge(let from, let to): [("--no-edge", "\(from)->\(to)")]
    case .policy(let policy): [("--policy", policy.rawValue)]
    case .split(let strategy): [("--policy", strategy.policy ?? strategy.rawValue)]
    case .search(let limit): [("--policy", "search"), limit.argument]
    case .overhead(let time): [("--overhead", exactTimeText(time))]
    }
  }

  /// The change in words that go on after a time: `with 8 workers`.
  public var words: String {
    switch self {
    case .workers(let count): "with \(counted(count, "worker"))"
    case .slots(let machine, let count): "with \(counted(count, "slot")) of \(machine)"
    case .faster(let name, let ratio): "with \(name) \(ratio) as fast"
    case .takes(let name, let time): "with \(name) taking \(timeText(time))"
    case .remove(let name): "without \(name)"
    case .parallel(let name): "with \(name) parallel"
    case .atOnce(let name, let count): "with \(count) of \(name) at once"
    case .serial(let name): "with \(name) not parallel"
    case .background(let job, let step): "with \(step) of \(job) in the background"
    case .edge(let from, let to): "with \(to) waiting for \(from)"
    case .noEdge(let from, let to): "with \(to) not waiting for \(from)"
    case .policy(let policy): "with \(policy.rawValue)"
    case .split(let strategy): "shared out by \(strategy.policy ?? strategy.rawValue)"
    case .search(let limit): "in the best order found \(limit.words)"
    case .overhead(let time): "with \(timeText(time)) more for every call"
    }
  }

  /// Where a change comes among several: in which order and how long calls run, what runs at all, then on what.
  var place: Int {
    switch self {
    case .parallel: 0
    case .atOnce: 1
    case .serial: 2
    case .background: 3
    case .noEdge: 4
    case .edge: 5
    case .takes: 6
    case .faster: 7
    case .overhead: 8
    // What is left out has no time left that others could change.
    case .remove: 9
    case .workers: 10
    case .slots: 11
    case .policy: 12
    case .split: 13
    case .search: 14
    }
  }
}

/// How long a search for a short schedule may go on.
public enum SearchLimit: Equatable, Sendable {
  /// So many schedules: the same result on every machine.
  case iterations(Int)
  /// So long on the wall clock, in nanoseconds.
  case time(Nanoseconds)

  /// The limit as a search takes it.
  var budget: Schedule.Budget {
    switch self {
    case .iterations(let count): .iterations(count)
    case .time(let time): .time(.nanoseconds(time))
    }
  }

  fileprivate var argument: (name: String, value: String) {
    switch self {
    case .iterations(let count): ("--iterations", "\(count)")
    case .time(let time): ("--time-limit", exactTimeText(time))
    }
  }

  fileprivate var words: String {
    switch self {
    case .iterations(let count): "among \(counted(count, "schedule"))"
    case .time(let time): "within \(timeText(time))"
    }
  }
}

/// How many times as fast something is: a decimal number above 0 with at most six digits after the point.
public struct Ratio: Equatable, Sendable, CustomStringConvertible {
  /// The number is the first over the second.
  let (part, whole): (Int64, Int64)

  /// As it was written, such as `1.5×`.
  public let description: String

  /// Reads a number such as `2`, `2x`, `1.5×`, `.5`; nil if it is none above 0 and at most a million.
  public init?(_ text: String) {
    var digits = text
    if let last = digits.last, last == "x" || last == "×" { digits.removeLast() }
    if digits.first == "." { digits = "0" + digits }
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let decimals = parts.count > 1 ? parts[1] : ""
    guard let first = parts.first, !first.isEmpty, first.utf8.count <= 7, decimals.utf8.count <= 6,
      parts.count == 1 || !decimals.isEmpty,
      (first + decimals).utf8.allSatisfy({ (48...57).contains($0) }),
      let part = Int64(first + decimals)
    else { return nil }
    let whole = decimals.reduce(1 as Int64) { whole, _ in whole * 10 }
    guard part > 0, part <= 1_000_000 * whole else { return nil }
    (self.part, self.whole) = (part, whole)
    description = "\(digits)×"
  }

  /// A whole number.
  ///
  /// - Precondition: It is from 1 to a million.
  public static func times(_ count: Int) -> Ratio {
    precondition((1...1_000_000).contains(count))
    return Ratio(part: Int64(count), whole: 1, description: "\(count)×")
  }

  private init(part: Int64, whole: Int64, description: String) {
    (self.part, self.whole, self.description) = (part, whole, description)
  }

  /// A number of millionths; nil if it is not above 0 and at most a million.
  public init?(millionths: Int64) {
    let (whole, rest) = millionths.quotientAndRemainder(dividingBy: 1_000_000)
    var digits = String(rest + 1_000_000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    self.init("\(whole)" + (digits.isEmpty ? "" : ".\(digits)"))
  }

  /// The number in millionths.
  public var millionths: Int64 { part * (1_000_000 / whole) }
}

/// Why a run cannot be changed in some way.
public struct ChangeError: Error, Equatable, Sendable {
  /// The change.
  public let change: Change
  /// What was wrong with it, and what would be right, in a sentence or two.
  public let problem: String
}
