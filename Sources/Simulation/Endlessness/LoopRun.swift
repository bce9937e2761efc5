internal import EventLog

/// How things stood at some moment, as far as it could make a difference to what a flow does next.
struct Configuration: Equatable {
  /// How often something had happened by then that does not happen alike each time.
  var unrepeatable: Int
  /// What the variables were.
  var values: [Value]
  /// The states and numbers of calls that somebody looks at.
  var statuses: [Value]
}

/// A loop of the flow at work.
struct LoopRun {
  /// How things stood at its top, and when.
  struct Top {
    var configuration: Configuration
    var at: Nanoseconds
  }

  /// How often it was at its top and went on.
  private(set) var passes = 0
  private(set) var previous: Top
  /// The top of a pass that all later ones are compared with, until there are twice as many.
  private var mark: Top

  init(_ top: Top) {
    previous = top
    mark = top
  }

  /// Takes in that the loop is at its top again; gives when it was there before and things stood as
  /// they do now, if it was.
  ///
  /// That finds a circle of *n* passes after at most 3 *n* (Brent, "An improved Monte Carlo factorization
  /// algorithm", 1980), and one of a single pass at once.
  mutating func takeIn(_ top: Top) -> Nanoseconds? {
    passes += 1
    defer {
      previous = top
      if passes.nonzeroBitCount == 1 { mark = top }
    }
    if previous.configuration == top.configuration { return previous.at }
    return mark.configuration == top.configuration ? mark.at : nil
  }
}

extension FlowDriver {
  /// How things stand.
  ///
  /// - Complexity: O(*s*) for *s* states that somebody looks at.
  var configuration: Configuration {
    Configuration(
      unrepeatable: flow.unrepeatable, values: board.values,
      statuses: facts.dependencies.statuses.map(board.value))
  }

  /// Whether no call is open that could make a difference: of those that never end, none that will
  /// still write something else.
  ///
  /// - Complexity: O(*c*²) at worst for *c* components that are busy for ever.
  var nothingElseMatters: Bool {
    guard retries.isEmpty else { return false }
    let kept = keptCalls
    return flow.openThatMatter
      == kept.count { facts.dependencies.matters[engine.component(of: $0)] }
      && variablesToChange(by: kept).isEmpty
  }

  /// Why a loop of the flow that is at its top will go round for ever; nil if it may not.
  ///
  /// It does where it is there just as it was before and nothing else matters, or no time has
  /// passed since; and, unless a time limit ends it, where neither its steps nor what is open can
  /// change its condition.
  ///
  /// - Complexity: O(*v* + *s*) for *v* variables and *s* states that somebody looks at; O(*c*²) more at
  ///   worst, for *c* components, where it may do so.
  mutating func endlessness(ofLoopAt place: Int) -> Endlessness? {
    let top = LoopRun.Top(configuration: configuration, at: engine.now)
    guard var loop = flow.loops[place] else {
      flow.loops[place] = LoopRun(top)
      return nil
    }
    let isInNoTime = loop.previous.at == engine.now
    let before = loop.takeIn(top)
    flow.loops[place] = loop
    let changers = facts.dependencies.changers[place]
    if before == engine.now || isInNoTime && changers != nil { return .inNoTime }
    // Who sets a time limit wants to see it go round until then.
    guard engine.limits.time == Limits.longestTime else { return nil }
    if before != nil, nothingElseMatters { return .unchanged }
    return changers?.allSatisfy { board.counts[$0].open == 0 } ?? false ? .unchanged : nil
  }
}

/// Why a loop goes round for ever.
enum Endlessness {
  /// No time passes, so nothing else comes to do anything.
  case inNoTime
  /// Nothing is left that could change its condition.
  case unchanged
}
