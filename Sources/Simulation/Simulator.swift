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
    simulate(model, setup, limits, progress) { $0.close() }
  }

  /// Runs a model to its end without keeping a log; returns how many events there were.
  ///
  /// - Complexity: As `run`, in memory that does not grow with the number of events.
  public static func countEvents(
    of model: Model, _ setup: LogHeader.Setup, limits: Limits? = nil
  ) -> Int {
    simulate(model, setup, limits, keepsLog: false) { $0.log.count + 1 }
  }

  private static func simulate<Result>(
    _ model: Model, _ setup: LogHeader.Setup, _ limits: Limits?,
    _ progress: ProgressHook = .none, keepsLog: Bool = true,
    _ result: (inout CallJournal) -> Result
  ) -> Result {
    let model = model.running(as: setup.mode)
    let setup = RunSetup(
      header: LogHeader(name: model.name, origin: .scenario(setup)), seed: setup.seed,
      limits: limits ?? model.limits, keepsLog: keepsLog, progress: progress)
    if let graph = model.tasks {
      var driver = TaskDriver(model, graph, setup)
      driver.run()
      return result(&driver.engine.journal)
    }
    var driver = FlowDriver(model, setup)
    driver.run()
    return result(&driver.engine.journal)
  }
}
