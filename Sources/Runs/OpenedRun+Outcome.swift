public import EventLog
internal import Platform
internal import Simulation
public import TraceAnalysis

extension OpenedRun {
  /// How the same scenario goes in another way; nil where it cannot be run.
  ///
  /// Where nobody has asked for that twin itself, no log of it is kept: that takes less time and far
  /// less memory.
  public func outcome(as mode: RunMode) -> RunOutcome? {
    if setup?.mode == mode { return RunOutcome(analysis) }
    if let twin = twins[mode] { return RunOutcome(twin.analysis) }
    if let outcome = outcomes[mode] { return outcome }
    guard let (model, setup) = plan(for: mode) else { return nil }
    let outcome = RunOutcome(
      Simulator.measure(model, setup, progress: progress.begin(.simulating(model.name, mode))))
    outcomes[mode] = outcome
    return outcome
  }

  /// Finds out how the same scenario goes in several other ways, all at once, for whoever will ask for each.
  public func findOutcomes(as modes: [RunMode]) {
    let open = modes.filter { setup?.mode != $0 && twins[$0] == nil && outcomes[$0] == nil }
    guard open.count > 1, let model, let setup else { return }
    // The first tells how far it is; the others take about as long.
    let progress = progress.begin(.simulating(model.name, open[0]))
    let runs = Cores.map(open.count) { place in
      var setup = setup
      setup.mode = open[place]
      return Simulator.measure(model, setup, progress: place == 0 ? progress : .none)
    }
    for (mode, run) in zip(open, runs) { outcomes[mode] = RunOutcome(run) }
  }

  /// The log of the same scenario run in another way, for whoever writes it down; nil where it cannot be run.
  ///
  /// Unlike that of a twin it is not kept, so that three logs of a large scenario need the memory of one. How the
  /// run went is.
  public func freshLog(as mode: RunMode) -> Log? {
    if setup?.mode == mode { return log }
    if let twin = twins[mode] { return twin.log }
    guard let (model, setup) = plan(for: mode) else { return nil }
    let run = Simulator.measuredRun(
      model, setup, progress: progress.begin(.simulating(model.name, mode)))
    outcomes[mode] = RunOutcome(run.measurement)
    return run.log
  }
}

extension RunOutcome {
  /// What is known of a run of which no log was kept.
  init(_ run: RunMeasurement) {
    var end = End(run.ending)
    if let blocker = run.blocker {
      end = .stuck(behind: blocker)
    } else if let starved = run.starved {
      end = .starved(starved)
    }
    let calls = run.calls.map {
      CallCounts.Entry(
        component: $0.component, started: $0.isEndless ? 0 : $0.started, succeeded: $0.succeeded)
    }
    self.init(
      makespan: run.makespan, end: end, endedAt: run.end, calls: CallCounts(calls))
  }
}
