internal import EventLog
internal import TraceAnalysis
internal import Formatting
internal import WhatIf

/// What bound a run of calls that no flow orders, in words: for a person who waits for a build.
///
///     bound by its 2 jobs: it took 57 ms more than its work shared out evenly among them; both were
///     busy for 99.7 % of the time, and the observed path waited 38.45 s for a free one
struct BoundText {
  let run: Analysis
  let bottleneck: Bottleneck
  /// What running it again says; nil where that is not known or not wanted.
  let estimates: SpeedupEstimates?
  private var measures: Measures { run.measures }

  init(_ run: Analysis, _ bottleneck: Bottleneck, _ estimates: SpeedupEstimates? = nil) {
    self.run = run
    self.bottleneck = bottleneck
    self.estimates = estimates
  }

  /// What bound the run, and what one more machine would have saved.
  var sentences: [String] {
    [boundSentence] + (isSimulated ? simulatedSentences : oneMoreSentences + estimateSentences)
  }

  /// What running it again says that one more machine saves: never more than could be saved.
  var savedByOneMore: Nanoseconds? {
    estimates.map { min($0.replayed - $0.withOneMore, bottleneck.mostSavedByOneMore) }
  }

  // MARK: Words

  /// What a call is called where such a run comes from.
  var call: String { words.call }

  /// `2 jobs`, `2 workers`.
  var machines: String { counted(bottleneck.slots, words.machine, words.machines) }

  private var words: (machine: String, machines: String, call: String) {
    if case .trace(let format, _) = run.log.header.origin {
      return format.hasPrefix("ninja")
        ? ("job", "jobs", "command") : ("machine", "machines", "call")
    }
    guard let machine = bottleneck.machine else { return ("worker", "workers", "task") }
    let name = run.log.names[machine.name]
    return ("slot of \(name)", "slots of \(name)", "task")
  }

  private var isSimulated: Bool {
    run.log.header.clock == .virtual
  }

  private var longest: String {
    measures.floor == nil ? "its longest \(call)" : "its longest chain"
  }

  private var leastOnAny: String {
    timeText(measures.floor == nil ? measures.longestCall : measures.span)
  }

  // MARK: What bound it

  private var boundSentence: String {
    let over = measures.makespan - bottleneck.share
    let overSpan = measures.makespan - measures.span
    switch bottleneck.bound {
    case .chain:
      return "bound by \(longest): no number of \(words.machines) makes it faster than "
        + leastOnAny + (overSpan > 0 ? ", and it took \(timeText(overSpan)) more" : "")
    case .machines where bottleneck.slots == 1:
      let name = bottleneck.machine.map { "machine \(run.log.names[$0.name])" }
      return "bound by \(name ?? "its only \(words.machine)"), which was busy \(busyTime)"
    case .machines:
      let shared =
        over > 0
        ? "it took \(timeText(over)) more than its work shared out evenly among them"
        : "it took as long as its work shared out evenly among them"
      return "bound by \(theMachines): \(shared); \(busy)\(waiting)\(enough)"
    case .both:
      return
        "bound by its longest chain of \(leastOnAny) and by waiting for one of \(theMachines), "
        + "which made it \(timeText(overSpan)) longer; \(busy)"
    case .unknown:
      return "what bound it is not known, since dependencies are not recorded; "
        + (bottleneck.slots == 1
          ? "its only \(words.machine) was busy \(busyTime)" : busy)
    }
  }

  /// `its 2 jobs`, `the 2 slots of press`.
  private var theMachines: String {
    guard let machine = bottleneck.machine else { return "its \(machines)" }
    return "the \(counted(machine.slots, "slot")) of \(run.log.names[machine.name])"
  }

  private var busy: String {
    if bottleneck.machine != nil {
      return bottleneck.slots == 1 ? "it was busy \(busyTime)" : "all were busy \(busyTime)"
    }
    let all =
      switch bottleneck.slots {
      case 1: "it was"
      case 2: "both \(words.machines) were"
      default: "all \(machines) were"
      }
    return "\(all) busy \(busyTime)"
  }

  private var busyTime: String {
    bottleneck.allBusy == measures.makespan
      ? "all the time" : "for \(percentText(bottleneck.allBusy, measures.makespan)) of the time"
  }

  private var waiting: String {
    bottleneck.waiting > 0
      ? ", and the observed path waited \(timeText(bottleneck.waiting)) for a free one" : ""
  }

  /// Of a trace it is said with what one more machine saves.
  private var enough: String {
    isSimulated ? "; with enough of them its longest chain would take \(leastOnAny)" : ""
  }

  // MARK: One more

  private var oneMoreSentences: [String] {
    let most = bottleneck.mostSavedByOneMore
    // That the chain leaves no more is said already.
    guard most > 0, bottleneck.bound != .chain else { return [] }
    let number = bottleneck.slots + 1
    let least = timeText(bottleneck.leastWithOneMore)
    let isShared =
      bottleneck.leastWithOneMore > (measures.floor == nil ? measures.longestCall : measures.span)
    let shared =
      isShared && bottleneck.machine == nil
      ? " (its work shared out among \(number) takes \(least))" : ""
    return [
      "one more \(words.machine) would have saved at most \(timeText(most))\(shared); no number of "
        + "\(words.machines) helps below \(leastOnAny), \(longest)"
    ]
  }

  /// What running the calls again gives, and how near the same rule comes to what was measured.
  private var estimateSentences: [String] {
    guard let estimates, let saved = savedByOneMore, bottleneck.mostSavedByOneMore > 0 else {
      return []
    }
    let gain = saved > 0 ? timeText(saved) : "nothing"
    let contention = saved > 0 ? "; if they slow each other down, it saves less" : ""
    return [
      "one more \(words.machine) by estimate: \(gain). In the same order the \(call)s take "
        + "\(timeText(estimates.withOneMore)) on \(bottleneck.slots + 1), and "
        + "\(timeText(estimates.replayed)) on \(bottleneck.slots), where "
        + "\(timeText(measures.makespan)) were measured\(contention)"
    ]
  }

  /// A simulated run is run again by its own rule, so what that gives is no estimate.
  private var simulatedSentences: [String] {
    guard let estimates, bottleneck.mostSavedByOneMore > 0,
      estimates.replayed == measures.makespan
    else { return [] }
    let saved = measures.makespan - estimates.withOneMore
    guard saved != 0 else { return ["one more \(words.machine) would save nothing"] }
    let word = saved > 0 ? "save" : "lose"
    return [
      "one more \(words.machine) would \(word) \(timeText(abs(saved))): it takes "
        + "\(timeText(estimates.withOneMore)) on \(bottleneck.slots + 1)"
    ]
  }
}
