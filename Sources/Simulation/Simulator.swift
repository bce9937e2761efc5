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
    let model = model.running(as: setup.mode)
    let setup = runSetup(model, setup, limits, progress, keepsLog: true)
    if let graph = model.tasks {
      var driver = TaskDriver(model, graph, setup)
      driver.run()
      return driver.engine.journal.close()
    }
    var driver = FlowDriver(model, setup)
    driver.run()
    return driver.engine.journal.close()
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
    let model = model.running(as: setup.mode)
    let setup = runSetup(
      model, setup, limits, progress, keepsLog: model.areWritesContended.contains(true))
    if let graph = model.tasks {
      var driver = TaskDriver(model, graph, setup)
      driver.run()
      return RunMeasurement(driver.engine, model, blocker: nil)
    }
    var driver = FlowDriver(model, setup)
    driver.run()
    return RunMeasurement(driver.engine, model, blocker: driver.blocker)
  }

  private static func runSetup(
    _ model: Model, _ setup: LogHeader.Setup, _ limits: Limits?, _ progress: ProgressHook,
    keepsLog: Bool
  ) -> RunSetup {
    RunSetup(
      header: LogHeader(name: model.name, origin: .scenario(setup)), seed: setup.seed,
      limits: limits ?? model.limits, keepsLog: keepsLog, progress: progress)
  }
}
