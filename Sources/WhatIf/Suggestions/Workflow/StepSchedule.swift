public import EventLog

/// When the steps of a job of GitHub Actions run, by the rules that GitHub has for steps in the background.
///
/// Steps run one after the other. A step in the background lets the next begin at once; `wait` waits for some of them,
/// and one for all runs before the job cleans up. At most ten run in the background at once, and others queue. That
/// those start in the order in which they queue is not documented; it is assumed.
///
///     let items = [StepSchedule.Item(61, isInBackground: true), .init(130), .init(waitingFor: [0])]
///     StepSchedule(items).total   // 130
public struct StepSchedule: Sendable {
  /// A step of a job, or a wait for others.
  public struct Item: Sendable {
    /// What others a wait is for.
    public enum Wait: Sendable {
      /// Some steps, by their places.
      case steps([Int])
      /// All that run.
      case all
    }

    /// How long it runs.
    public var duration: Nanoseconds
    /// Whether the next does not wait for it.
    public var isInBackground: Bool
    /// What it waits for before it runs; nil if for nothing.
    public var wait: Wait?
    /// The steps that end when it comes to it, by their places.
    public var cancels: [Int] = []

    /// A step that takes some time.
    public init(_ duration: Nanoseconds, isInBackground: Bool = false, wait: Wait? = nil) {
      self.duration = duration
      self.isInBackground = isInBackground
      self.wait = wait
    }

    /// A wait for some steps.
    public init(waitingFor steps: [Int]) { self.init(0, wait: .steps(steps)) }
  }

  /// How many steps may run in the background at once.
  public static let most = 10

  /// When each begins and ends, from the beginning of the job.
  public private(set) var times: [Range<Nanoseconds>] = []
  /// When the last has ended.
  public private(set) var total: Nanoseconds = 0

  /// Runs steps.
  ///
  /// - Complexity: O(*n*) in the number of steps and what they wait for.
  public init(_ items: [Item]) {
    var now: Nanoseconds = 0
    // When each of the slots is free again.
    var slots: [Nanoseconds] = []
    // The steps in the background that nothing has waited for with all others.
    var open: [Int] = []
    for item in items {
      switch item.wait {
      case .steps(let steps):
        for step in steps where times.indices.contains(step) {
          now = max(now, times[step].upperBound)
        }
      case .all:
        now = open.reduce(now) { max($0, times[$1].upperBound) }
        open.removeAll(keepingCapacity: true)
      case nil: break
      }
      for step in item.cancels where times.indices.contains(step) {
        times[step] = min(times[step].lowerBound, now)..<min(times[step].upperBound, now)
      }
      guard item.isInBackground else {
        let start = now
        now = now.addingClamped(item.duration)
        times.append(start..<now)
        continue
      }
      var start = now
      open.append(times.count)
      if slots.count < Self.most {
        slots.append(start.addingClamped(item.duration))
      } else if let first = slots.indices.min(by: { slots[$0] < slots[$1] }) {
        start = max(now, slots[first])
        slots[first] = start.addingClamped(item.duration)
      }
      times.append(start..<start.addingClamped(item.duration))
    }
    total = open.reduce(now) { max($0, times[$1].upperBound) }
  }
}
