internal import Simulation
internal import EventLog

/// Lets the call whose code runs take a time: on a virtual clock nothing else takes any.
///
/// In a component that is running, in a flow it is waiting.
///
/// - Parameters:
///   - duration: How long, at least 0; less than nanoseconds does not count.
///   - file: The file of the code.
///   - line: The place in the code.
///   - column: The place in the line.
/// - Throws: `CancellationError` where the call was ended from outside, or its task cancelled; `CodeError` outside a run.
public func sleep(
  for duration: Duration, file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
) async throws {
  try await CallContext.required("sleep").sleep(
    for: try duration.nanoseconds(of: "the time to sleep"), CallSite(file, line, column))
}

/// Lets the call whose code runs take a time that is drawn from the seed of the run.
///
/// The first draw of a call is that of a scenario whose component `takes` such a time.
///
/// - Parameters:
///   - time: How the time is spread.
///   - file: The file of the code.
///   - line: The place in the code.
///   - column: The place in the line.
/// - Throws: As `sleep` with a duration; `CodeError` for a distribution that there is not.
public func sleep(
  for time: RandomTime, file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
) async throws {
  let context = try CallContext.required("sleep")
  try await context.sleep(for: context.draw(try time.distribution()), CallSite(file, line, column))
}

/// Goes on until the run ends, as a server or a dashboard does, for a component that is made with `forever: true`.
///
/// - Throws: `CancellationError` when the run ends; `CodeError` outside a run.
public func runForever() async throws {
  try await CallContext.required("runForever").runForever()
}

/// Waits until a condition holds that looks at variables and calls.
///
///     try await wait(until: "bestLoss < 0.1") { bestLoss.value < 0.1 }
///
/// It is looked at again whenever a variable is written or a call ends.
///
/// - Parameters:
///   - text: The condition as reports tell it.
///   - timeout: How long to wait at most.
///   - file: The file of the code.
///   - line: The place in the code.
///   - column: The place in the line.
///   - condition: The condition.
/// - Returns: Whether it held before the time was over.
/// - Throws: `CancellationError` where the call was ended from outside; `CodeError` outside a run.
@discardableResult
public func wait(
  until text: String, timeout: Duration? = nil, file: StaticString = #fileID, line: UInt = #line,
  column: UInt = #column,
  _ condition: @escaping @Sendable () -> Bool
) async throws -> Bool {
  try await CallContext.required("wait").wait(
    until: text, condition, timeout: timeout, CallSite(file, line, column))
}

/// How a time is spread that is drawn from the seed of a run.
public struct RandomTime: Sendable {
  private let form: Result<Distribution, DistributionProblem>

  private init(_ form: Distribution.Form) {
    self.form = Result { () throws(DistributionProblem) in try Distribution(form) }
  }

  func distribution() throws -> Distribution {
    switch form {
    case .success(let distribution): return distribution
    case .failure(let problem): throw CodeError(.noDistribution(problem))
    }
  }

  /// The time until something that is as likely to happen at any moment.
  ///
  /// - Parameter mean: The mean.
  /// - Returns: The distribution.
  public static func exponential(mean: Duration) -> RandomTime {
    RandomTime(.exponential(mean: mean.nanoseconds))
  }

  /// Every time between two, each as likely as the others.
  ///
  /// - Parameters:
  ///   - least: The least.
  ///   - most: The most.
  /// - Returns: The distribution.
  public static func uniform(_ least: Duration, _ most: Duration) -> RandomTime {
    RandomTime(.uniform(min: least.nanoseconds, max: most.nanoseconds))
  }

  /// The bell curve, cut at zero.
  ///
  /// - Parameters:
  ///   - mean: The mean.
  ///   - deviation: The standard deviation.
  /// - Returns: The distribution.
  public static func normal(mean: Duration, deviation: Duration) -> RandomTime {
    RandomTime(.normal(mean: mean.nanoseconds, sd: deviation.nanoseconds))
  }

  /// The time whose logarithm is normal.
  ///
  /// - Parameters:
  ///   - median: Half of the times are shorter.
  ///   - sigma: The standard deviation of the logarithm.
  /// - Returns: The distribution.
  public static func lognormal(median: Duration, sigma: Double) -> RandomTime {
    RandomTime(.lognormal(median: median.nanoseconds, sigma: sigma))
  }
}
