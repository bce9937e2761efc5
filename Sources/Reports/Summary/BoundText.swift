internal import EventLog
internal import TraceAnalysis
internal import Formatting
internal import WhatIf

/// What bound a run of calls that no flow orders, in words: for a person who waits for a build.
///
///     bound by its 2 jobs: it took 57 ms more than its work shared out evenly among them; both were
///     busy for 99.7 % of the time, and the observed path waited 38.45 s for a free one
struct BoundText: TellsTimes {
  let run: Analysis
  let bottleneck: Bottleneck
  /// What running it again says; nil where that is not known or not wanted.
  let estimates: SpeedupEstimates?
  let timeScale: TimeScale
  private var measures: Measures { run.measures }

  /// Words what bound a run, on the scale of the report that it is part of.
  init(
    _ run: Analysis, _ bottleneck: Bottleneck, _ estimates: SpeedupEstimates?,
    _ timeScale: TimeScale
  ) {
    self.timeScale = timeScale
    self.run = run
    self.bottleneck = bottleneck
    self.estimates = estimates
  }

  /// What bound the run, and what one more machine would have saved.
  ///
  /// Where much of the run is not explained, what one more would have done is not known either.
  var sentences: [String] {
    // What one more thread would do is nobody's question.
    if hasLanesOfItsOwn { return laneSentences }
    let oneMore = isSimulated ? simulatedSentences : oneMoreSentences + estimateSentences
    return [boundSentence] + unexplainedSentences + (bottleneck.isExplained ? oneMore : [])
  }

  /// The most that one more machine could have saved; nil where much of the run is not explained.
  var mostSavedByOneMore: Nanoseconds? {
    bottleneck.isExplained && bottleneck.hasMachines && bottleneck.knowsSlots
      ? bottleneck.mostSavedByOneMore : nil
  }

  /// What running it again says that one more machine saves: never more than could be saved.
  var savedByOneMore: Nanoseconds? {
    guard let most = mostSavedByOneMore else { return nil }
    return estimates.map { min($0.replayed - $0.withOneMore, most) }
  }

  // MARK: Words

  /// What a call is called where such a run comes from.
  var call: String { words.call.one }

  /// `2 jobs`, `2 workers`, `2 slots of press`, `2 at once in pool link`.
  var machines: String {
    guard let machine = bottleneck.machine else {
      return counted(bottleneck.slots, words.machine.one, words.machine.many)
    }
    if isPool { return "\(bottleneck.slots) at once in \(name(of: machine))" }
    return "\(counted(bottleneck.slots, "slot")) of \(run.log.names[machine.name])"
  }

  var words: Vocabulary { Vocabulary(run) }

  private var isPool: Bool { measures.hasPools && bottleneck.machine != nil }

  /// What there is more of, one and several: `job`, `slot of press`.
  private var unit: (one: String, many: String) {
    guard let machine = bottleneck.machine else { return words.machine }
    let name = run.log.names[machine.name]
    return isPool ? words.machine : ("slot of \(name)", "slots of \(name)")
  }

  private func name(of machine: MachineUse) -> String { words.machine(machine.name) }

  private var isSimulated: Bool {
    run.log.header.clock == .virtual
  }

  private var longest: String {
    measures.floor == nil ? "its longest \(call)" : "its longest chain"
  }

  private var leastOnAny: Nanoseconds {
    measures.floor == nil ? measures.longestCall : measures.span
  }

  // MARK: What bound it

  private var boundSentence: String {
    let overSpan = measures.makespan - measures.span
    switch bottleneck.bound {
    case .chain:
      return "bound by \(longest): no number of \(unit.many) makes it faster than "
        + timeText(leastOnAny) + (overSpan > 0 ? ", and it took \(timeText(overSpan)) more" : "")
    case .machines where isPool:
      return "bound by \(theMachines): \(shared); \(busy)\(waiting)"
    case .machines where bottleneck.slots == 1:
      let name = bottleneck.machine.map { machineText(run.log.names[$0.name]) }
      return "bound by \(name ?? "its only \(words.machine.one)"), which was busy \(busyTime)"
        + otherWaits
    case .machines:
      return "bound by \(theMachines): \(shared); \(busy)\(waiting)\(enough)"
    case .both:
      let longer = overSpan - bottleneck.unexplained
      return
        "bound by its longest chain of \(timeText(leastOnAny)) and by waiting for "
        + "\(isPool ? theMachines : "one of \(theMachines)"), which made it "
        + "\(timeText(longer)) longer; \(busy)\(otherWaits)"
    case .unknown where measures.floor != nil && bottleneck.hasMachines: return unexplainedBound
    case .unknown where !bottleneck.knowsSlots:
      return "what bound it is not known, since dependencies are not recorded; at most "
        + "\(counted(measures.peak, words.call.one, words.call.many)) ran at once, "
        + "\(ratioText(bottleneck.slotTime, Int128(measures.makespan))) on average"
    case .unknown where !bottleneck.hasMachines:
      if measures.floor != nil {
        return
          "what bound it is not known: its longest chain takes \(timeText(measures.span)), and nothing tells what "
          + "else it waited for"
      }
      guard measures.dependencies == .nested else {
        return "what bound it is not known, since dependencies are not recorded"
      }
      return "its critical path, worked out from what ran within what and when, explains "
        + (overSpan > 0
          ? "\(timeText(measures.span)) of it; what the rest waited for is not recorded"
          : "all of it")
    case .unknown:
      return "what bound it is not known, since dependencies are not recorded; "
        + (bottleneck.slots == 1
          ? "its only \(words.machine.one) was busy \(busyTime)" : busy)
    }
  }

  /// What there is to say where neither dependencies nor machines explain how long it took.
  private var unexplainedBound: String {
    let shared =
      bottleneck.slots == 1
      ? "its work \(timeText(bottleneck.share))"
      : "its work shared out among \(machines) \(timeText(bottleneck.share))"
    return
      "nothing that is recorded bounds it: its longest chain takes \(timeText(leastOnAny)), and \(shared)"
  }

  /// `its 2 jobs`, `the 2 slots of press`, `pool link (2 at once)`.
  private var theMachines: String {
    guard let machine = bottleneck.machine else { return "its \(machines)" }
    if isPool { return "\(name(of: machine)) (\(machine.slots) at once)" }
    return "the \(counted(machine.slots, "slot")) of \(run.log.names[machine.name])"
  }

  private var shared: String {
    let over = measures.makespan - bottleneck.share
    let what = isPool ? "the work in it" : "its work"
    let among =
      bottleneck.slots == 1 ? "" : isPool ? " shared out evenly" : " shared out evenly among them"
    return over > 0
      ? "it took \(timeText(over)) more than \(what)\(among)"
      : "it took as long as \(what)\(among)"
  }

  /// For how long all were busy, or if that is hardly ever, how many were on average.
  private var busy: String {
    let slots = bottleneck.slots
    if isPool {
      return slots == 1 ? "it was taken \(busyTime)" : "it was full \(busyTime)"
    }
    if slots > 1, bottleneck.allBusy < measures.makespan / 20 {
      let average = ratioText(bottleneck.slotTime, Int128(measures.makespan))
      return "on average \(average) of them were busy"
    }
    if bottleneck.machine != nil {
      return slots == 1 ? "it was busy \(busyTime)" : "all were busy \(busyTime)"
    }
    let all =
      switch slots {
      case 1: "it was"
      case 2: "both \(words.machine.many) were"
      default: "all \(machines) were"
      }
    return "\(all) busy \(busyTime)"
  }

  private var busyTime: String {
    bottleneck.allBusy == measures.makespan
      ? "all the time" : "for \(percentText(bottleneck.allBusy, measures.makespan)) of the time"
  }

  private var waiting: String {
    guard bottleneck.waiting > 0 else { return "" }
    let what = isPool ? "it" : "a free one"
    return ", and the observed path waited \(timeText(bottleneck.waiting)) for \(what)\(otherWaits)"
  }

  /// What the observed path waited for besides, if that is much.
  private var otherWaits: String {
    bottleneck.otherWaits.prefix(2).filter { $0.time >= measures.makespan / 20 }
      .map { " and \(timeText($0.time)) for \(words.reason($0.reason))" }.joined()
  }

  /// Of a trace it is said with what one more machine saves.
  private var enough: String {
    isSimulated ? "; with enough of them its longest chain would take \(timeText(leastOnAny))" : ""
  }

  /// How much of the run is not explained, if that is much, and where most of it is.
  private var unexplainedSentences: [String] {
    guard !bottleneck.isExplained, let (time, call) = bottleneck.longestUnexplained else {
      return []
    }
    let all = bottleneck.unexplained
    let isAll = all == time.upperBound - time.lowerBound
    let ready = ", when \(run.title(of: call)) had all that it needs"
    return [
      "for \(timeText(all)) of it the log does not say what it waited for: "
        + (isAll ? "" : "above all ")
        + "from \(timeText(time.lowerBound)) to \(timeText(time.upperBound))\(ready)"
    ]
  }

  // MARK: One more

  private var oneMoreSentences: [String] {
    let most = bottleneck.mostSavedByOneMore
    // That the chain leaves no more is said already.
    guard most > 0, bottleneck.bound != .chain else { return [] }
    if let machine = bottleneck.machine, isPool {
      return [
        "one more at once in \(name(of: machine)) would have saved at most \(timeText(most))"
      ]
    }
    let number = bottleneck.slots + 1
    let pool = measures.machineUses.lazy.filter { _ in measures.hasPools }
      .max { $0.share < $1.share }
    let limit =
      if let pool, pool.share > leastOnAny {
        "\(timeText(pool.share)), the work in \(name(of: pool)) (\(pool.slots) at once)"
      } else { "\(timeText(leastOnAny)), \(longest)" }
    let least = timeText(bottleneck.leastWithOneMore)
    let isShared =
      most == measures.makespan - bottleneck.leastWithOneMore
      && bottleneck.leastWithOneMore > max(leastOnAny, pool?.share ?? 0)
    let shared =
      isShared && bottleneck.machine == nil
      ? " (its work shared out among \(number) takes \(least))" : ""
    return [
      "one more \(unit.one) would have saved at most \(timeText(most))\(shared); no number of "
        + "\(unit.many) helps below \(limit)"
    ]
  }

  /// What running the calls again gives, and how near the same rule comes to what was measured.
  private var estimateSentences: [String] {
    guard let estimates, let saved = savedByOneMore,
      bottleneck.mostSavedByOneMore > measures.makespan / 1_000
    else { return [] }
    let gain = saved > 0 ? timeText(saved) : "nothing"
    let contention = saved > 0 ? "; if they slow each other down, it saves less" : ""
    return [
      "one more \(unit.one) by estimate: \(gain). In the same order the \(words.call.many) take "
        + "\(timeText(estimates.withOneMore)) on \(bottleneck.slots + 1), and "
        + "\(timeText(estimates.replayed)) on \(bottleneck.slots), where "
        + "\(timeText(measures.makespan)) were \(run.isPrediction ? "predicted" : "measured")\(contention)"
    ]
  }

  /// A simulated run is run again by its own rule, so what that gives is no estimate.
  private var simulatedSentences: [String] {
    guard let estimates, bottleneck.mostSavedByOneMore > 0,
      estimates.replayed == measures.makespan
    else { return [] }
    let saved = measures.makespan - estimates.withOneMore
    guard saved != 0 else { return ["one more \(unit.one) would save nothing"] }
    let word = saved > 0 ? "save" : "lose"
    return [
      "one more \(unit.one) would \(word) \(timeText(abs(saved))): it takes "
        + "\(timeText(estimates.withOneMore)) on \(bottleneck.slots + 1)"
    ]
  }
}
