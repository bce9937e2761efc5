package import EventLog

extension Simulator {
  /// Runs a model on the clock of a world outside, in which its commands run for real.
  ///
  /// What has no command takes its time there too, and does nothing. Of a component with a command, how long its calls
  /// take and whether they fail is what the command says, and not what the model does.
  ///
  /// - Returns: The log, which is that of a real machine; its last lines are not told to the world.
  /// - Complexity: As `run`, and O(*n*) more for an instant, in the number of commands that run then.
  package static func record(
    _ model: Model, _ setup: LogHeader.Setup, in world: any OutsideWorld
  ) -> Log {
    let model = model.recorded.running(as: setup.mode)
    let setup = RunSetup(
      header: LogHeader(name: model.name, origin: .scenario(setup), clock: .wall),
      seed: setup.seed, limits: model.limits, keepsLog: true, progress: .none)
    let outside = OutsideCalls(world)
    if let graph = model.tasks {
      var driver = TaskDriver(model, graph, setup, outside: outside)
      driver.run(in: world)
      return driver.closedLog()
    }
    var driver = FlowDriver(model, setup, outside: outside)
    driver.run(in: world)
    return driver.closedLog()
  }
}

extension Model {
  /// The same model, with what is assumed of commands taken away.
  fileprivate var recorded: Model {
    var model = self
    for index in components.indices where components[index].behaviour.command != nil {
      model.components[index].behaviour.failure = nil
      if components[index].takes != .forever { model.components[index].takes = .command }
    }
    return model
  }
}
