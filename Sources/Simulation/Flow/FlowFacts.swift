/// What can be said of a flow and its components before a run.
struct FlowFacts {
  /// What the flow looks at, and what could change that.
  let dependencies: FlowDependencies
  /// The streams that the calls of each component put items in.
  let emitted: [[Int]]
  /// How often calls of each component that failed are made again.
  let retries: [Behaviour.Retries?]
  /// The components whose calls can be busy for ever.
  let daemons: [Int]
  /// Whether entries of the queue can lose their meaning, such as timers of what has ended.
  let forgetsEntries: Bool
  /// Whether some condition looks at whether calls have started.
  let watchesStarts: Bool
  /// The components at whose calls some condition looks.
  let watched: Set<Int>

  init(_ model: Model, _ program: FlowProgram) {
    dependencies = FlowDependencies(model, program)
    emitted = model.components.map(\.behaviour.emittedStreams)
    retries = model.components.map(\.behaviour.retries)
    daemons = model.daemonComponents
    forgetsEntries = model.forgetsEntries
    watchesStarts = model.watchesStarts
    watched = model.watchedComponents
  }
}
