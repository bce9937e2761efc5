public import EventLog

/// Runs a model on a virtual clock and writes down what happens.
///
/// The run depends on the model and the setup alone: same input, same log.
///
///     let log = Simulator.run(model, LogHeader.Setup(text: scenario))
///     let serial = Simulator.measure(model, LogHeader.Setup(text: scenario, mode: .serial))
///     print(serial.makespan)
///
/// An `Engine` makes calls happen; what is called when is up to a driver: `FlowDriver` for flows,
/// `TaskDriver` for task graphs.
public enum Simulator {
  /// Runs a model to its end, telling `progress` how many events there are.
  ///
  /// It goes as far as the model says, or as the limits say that are given.
  ///
  /// - Complexity: O(*e* log *c*) for *e* events and *c* calls at once; O(*v*) more each time a loop of
  ///   the flow is at its top, for *v* variables and states of calls that somebody looks at, and O(*b*²)
  ///   more at each instant for *b* components that can be busy for ever.
  public static func run(
    _ model: Model, _ setup: LogHeader.Setup, limits: Limits? = nil,
    progress: ProgressHook = .none
  ) -> Log {
    finish(model, setup, limits, progress, keepsLog: true).log()
  }

  /// Runs a model to its end, for its log and its measures both: for whoever writes the log down and has no
  /// use for it after that.
  ///
  /// - Complexity: As `run`.
  public static func measuredRun(
    _ model: Model, _ setup: LogHeader.Setup, limits: Limits? = nil,
    progress: ProgressHook = .none
  ) -> (log: Log, measurement: RunMeasurement) {
    let run = finish(model, setup, limits, progress, keepsLog: true)
    let measurement = run.measurement
    return (run.log(), measurement)
  }

  /// Runs a model to its end without keeping a log, for its measures alone.
  ///
  /// Where a variable has several writers the log is kept all the same while it runs, since only it says which
  /// of them were in order.
  ///
  /// - Complexity: As `run`, in memory that grows with the number of calls but not of events.
  public static func measure(
    _ model: Model, _ setup: LogHeader.Setup, limits: Limits? = nil,
    progress: ProgressHook = .none
  ) -> RunMeasurement {
    finish(model, setup, limits, progress, keepsLog: model.areWritesContended.contains(true))
      .measurement
  }

  /// Runs a model to its end for nothing but how long it takes: for whoever runs it many times.
  ///
  /// - Returns: The end of the last call, of those that end; nil if the run does not do all that it was to do.
  /// - Complexity: As `measure`.
  public static func makespan(_ model: Model, _ setup: LogHeader.Setup) -> Nanoseconds? {
    finish(
      model, setup, nil, .none, keepsLog: model.areWritesContended.contains(true)
    ).makespan
  }

  private static func finish(
    _ model: Model, _ setup: LogHeader.Setup, _ limits: Limits?, _ progress: ProgressHook,
    keepsLog: Bool
  ) -> FinishedRun {
    let model = model.running(as: setup.mode)
    let setup = RunSetup(
      header: LogHeader(name: model.name, origin: .scenario(setup)), seed: setup.seed,
      limits: limits ?? model.limits, keepsLog: keepsLog, progress: progress)
    if let graph = model.tasks {
      var driver = TaskDriver(model, graph, setup)
      driver.run()
      return .tasks(driver)
    }
    var driver = FlowDriver(model, setup)
    driver.run()
    return .flow(driver)
  }
}

/// A run that is over: its log or its measures are taken from it by whoever wants them.
private enum FinishedRun: ~Copyable {
  case tasks(TaskDriver)
  case flow(FlowDriver)

  var measurement: RunMeasurement {
    switch self {
    case .tasks(let driver): RunMeasurement(driver.engine, driver.model, blocker: nil)
    case .flow(let driver):
      RunMeasurement(driver.engine, driver.model, blocker: driver.blocker)
    }
  }

  /// The end of the last call; nil if the run has not done all that it was to do.
  var makespan: Nanoseconds? {
    switch self {
    case .tasks(let driver): driver.engine.isWhole ? driver.engine.makespan : nil
    case .flow(let driver):
      driver.engine.isWhole && driver.blocker == nil ? driver.engine.makespan : nil
    }
  }

  consuming func log() -> Log {
    switch consume self {
    case .tasks(let driver): driver.closedLog()
    case .flow(let driver): driver.closedLog()
    }
  }
}
