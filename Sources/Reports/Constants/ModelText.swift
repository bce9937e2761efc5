internal import EventLog
internal import Formatting
internal import Simulation

/// What a scenario says of its components, its flow and its tasks, in words.
extension Model.Component {
  /// What is said of a component: `takes 3 s, parallel, stopped after 10 s, tried again 2 times`.
  func words(in model: Model) -> String {
    var words = [takes.words]
    if let stream = behaviour.forEach {
      words.append("for each item of \(model.streams[stream].name)")
    }
    if isParallel { words.append("parallel") }
    if let machine { words.append("on " + Self.share(slots, of: model.machines[machine].name)) }
    for share in others {
      words.append("on " + Self.share(share.slots, of: model.machines[share.machine].name))
    }
    if atOnce > 1 { words.append("\(atOnce) at once") }
    if let timeout = behaviour.timeout { words.append("stopped after \(timeText(timeout))") }
    if let failure = behaviour.failure { words.append(failure.words) }
    if let retries = behaviour.retries { words.append(retries.words) }
    if !behaviour.raisesException { words.append("a failure raises nothing") }
    if behaviour.cachesCalls == true { words.append("answers are kept") }
    words += behaviour.effects.compactMap { $0.words(in: model) }
    return words.joined(separator: ", ")
  }

  private static func share(_ slots: UInt32, of machine: String) -> String {
    slots > 1 ? "\(slots) slots of \(machine)" : machine
  }
}

extension Model.RunningTime {
  /// How long a call runs: `takes 3 s`.
  var words: String {
    switch self {
    case .constant(let time): "takes \(timeText(time))"
    case .random(let distribution): "takes \(distribution.words)"
    case .emissions: "takes as long as what it emits"
    case .command: "runs a command"
    case .forever: "never ends"
    }
  }
}

extension Distribution {
  /// How times are spread: `from 1 s to 3 s, each as likely`.
  var words: String {
    switch form {
    case .uniform(let min, let max): "from \(timeText(min)) to \(timeText(max)), each as likely"
    case .normal(let mean, let sd): "normal: mean \(timeText(mean)), deviation \(timeText(sd))"
    case .lognormal(let median, let sigma): "lognormal: median \(timeText(median)), σ \(sigma)"
    case .exponential(let mean): "exponential: mean \(timeText(mean))"
    case .triangular(let min, let mode, let max):
      "triangular: from \(timeText(min)) to \(timeText(max)), mostly \(timeText(mode))"
    case .gamma(let shape, let mean): "gamma: shape \(shape), mean \(timeText(mean))"
    case .empirical(let values):
      "one of \(counted(values.count, "time")), from \(timeText(values.map(\.time).min() ?? 0)) to "
        + timeText(values.map(\.time).max() ?? 0)
    }
  }
}

extension Behaviour.Offset {
  fileprivate var words: String {
    switch self {
    case .after(let time): timeText(time)
    case .millionths(let share): percentText(Int64(share), 1_000_000)
    }
  }
}

extension Behaviour.Failure {
  fileprivate var words: String {
    var words = "fails"
    if !calls.isEmpty { words += " in call \(calls.map(String.init).joined(separator: ", "))" }
    if let at { words += " at \(at.words)" }
    if probability < 1 { words += " with a probability of \(probability)" }
    return words
  }
}

extension Behaviour.Retries {
  fileprivate var words: String {
    var words = "tried again \(counted(Int(times), "time"))"
    if backoff > 0 { words += " after \(timeText(backoff))" }
    if backoff > 0, factor > 1 { words += ", each time \(factor)× as long" }
    return words
  }
}

extension Behaviour.Effect {
  /// What a call does at which point of its running; nil for what it does for its arguments alone.
  fileprivate func words(in model: Model) -> String? {
    let what: String
    switch act {
    case .read(let variable): what = "reads \(model.variables[variable].name)"
    case .write(let variable, _): what = "writes \(model.variables[variable].name)"
    case .emit(let stream): what = "emits \(model.streams[stream].name)"
    }
    switch time {
    case .start: return "\(what) at its start"
    case .at(let offsets):
      return "\(what) at \(offsets.prefix(8).map(\.words).joined(separator: ", "))"
        + (offsets.count > 8 ? " and \(offsets.count - 8) more" : "")
    case .every(.constant(let step), let times):
      return "\(what) every \(timeText(step))"
        + (times.map { ", \(counted(Int($0), "time"))" } ?? "")
    case .every(.random(let spread), let times):
      return "\(what) every \(spread.words)" + (times.map { ", \(counted(Int($0), "time"))" } ?? "")
    case .every: return what
    case .item: return "\(what) after each item"
    case .end: return "\(what) at its end"
    }
  }
}

extension Model {
  /// The waits of the flow that have a time-out or are for a time, each with how long.
  var waits: [(String, String)] {
    var waits: [(String, String)] = []
    // What is still to be told, the last first: no recursion, however deep steps lie in each other.
    var open = [flow[...]]
    while let steps = open.popLast() {
      guard let step = steps.first else { continue }
      open.append(steps.dropFirst())
      switch step {
      case .wait(.time(let time), _): waits.append(("its own time", timeText(time)))
      case .wait(.component(let component), let timeout?):
        waits.append(("for \(components[component].name)", timeText(timeout)))
      case .wait(.condition(let condition), let timeout?):
        waits.append(("for \(condition.text)", timeText(timeout)))
      case .when(_, let inner, let otherwise): open += [otherwise[...], inner[...]]
      case .repeat(_, let inner): open.append(inner[...])
      case .run, .wait, .set, .stop: break
      }
    }
    return waits
  }

  /// How tasks are scheduled.
  var taskWords: [(String, String)] {
    guard let tasks else { return [] }
    return [
      ("policy", tasks.policy.rawValue),
      ("needs", "\((0..<tasks.count).reduce(0) { $0 + tasks.needs(of: $1).count })"),
    ]
  }
}
