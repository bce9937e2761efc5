internal import EventLog
internal import Simulation
internal import TraceAnalysis

/// What would make a run of calls shorter that need each other, found by running it again: each change that was tried and
/// saves time, with the options of `what-if` that ask for it.
struct TrialSuggestions {
  private let words: KindWords
  private let trials: ChangeTrials
  private let recorded: Nanoseconds

  /// Words what was tried of a run.
  init(_ run: Analysis, _ trials: ChangeTrials) {
    (words, self.trials, recorded) = (KindWords(run), trials, run.measures.makespan)
  }

  /// The changes, those first that save most.
  var all: [Suggestion] {
    trials.singles.map { trial in
      let change = trial.changes[0]
      // Run again unchanged it may take longer than it did; less than the least that there is it does not take.
      let most = trial.bound.map { max(0, min(recorded, trials.unchanged) - $0) }
      return Suggestion(
        title(of: change), saves: min(trials.unchanged - trial.makespan, most ?? .max),
        atMost: most,
        trials.isEstimate ? .estimate : .exact, cost: cost(of: change),
        caveats: caveats(of: change), trial: trial)
    }
  }

  /// What somebody would do who makes the change.
  private func title(of change: Change) -> String {
    switch change {
    case .workers: "run one more \(words.machine.one) at once"
    case .slots(let machine, _): "give \(machine) one more slot"
    case .faster(let name, _): "make \(name) take half its time, or split it"
    case .parallel(let name): "run \(name) beside whoever calls it"
    case .atOnce(let name, let count): "run up to \(count) calls of \(name) at once"
    case .noEdge(let from, let to): "let \(to) not wait for \(from)"
    case .policy(let policy): "start what waits \(policy.order)"
    default: change.words
    }
  }

  private func cost(of change: Change) -> String? {
    switch change {
    case .workers: "one more \(words.machine.one)"
    case .slots(let machine, _): "one more slot of \(machine)"
    default: nil
    }
  }

  private func caveats(of change: Change) -> [String] {
    var caveats: [String] = []
    switch change {
    case .noEdge: caveats.append("what it uses of it, it has to wait for")
    case .parallel, .atOnce: caveats.append("whether what comes next needs it is not recorded")
    case .policy: caveats.append("others start later")
    default: break
    }
    // What was simulated slows nothing down.
    if trials.isEstimate, change.letsMoreRunAtOnce {
      caveats.append("if \(words.call.many) slow each other down, it saves less")
    }
    return caveats
  }
}

extension Change {
  /// Whether with the change more runs at once, so that what runs may slow each other down.
  fileprivate var letsMoreRunAtOnce: Bool {
    switch self {
    case .workers, .slots, .parallel, .atOnce, .noEdge: true
    default: false
    }
  }
}

extension SchedulingPolicy {
  /// The order in which it lets calls start, as a part of a sentence.
  fileprivate var order: String {
    switch self {
    case .fifo: "in the order in which it is ready"
    case .priority: "in the order of priorities"
    case .longestFirst: "longest first"
    case .shortestFirst: "shortest first"
    case .criticalPathFirst: "by the longest chain that follows"
    case .heft: "as planned by HEFT"
    case .latestFinishFirst: "by what is still to come behind it"
    case .mostDependentsFirst: "by how many need it"
    }
  }
}
