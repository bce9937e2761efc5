internal import EventLog
internal import TraceAnalysis
internal import Formatting

/// How the flow came from step to step, in sentences: only the flags of earlier calls matter, and
/// what the flow itself waits for and looks at.
struct FlowText: TellsTimes {
  private let run: Analysis
  private let story: FlowStory
  var timeScale: TimeScale { run.timeScale }

  init(_ run: Analysis) {
    self.run = run
    story = FlowStory(run)
  }

  /// The sentences, at most so many about steps.
  func sentences(most: Int) -> [String] {
    var sentences = story.passages.prefix(most).map(sentence)
    if story.passages.count > most {
      sentences.append("… and \(story.passages.count - most) more steps")
    }
    sentences += roundSentences(most: most)
    if let blocker = run.blockerText { sentences.append("the flow never got past \(blocker)") }
    return sentences + cacheSentences
  }

  private func sentence(of passage: FlowStory.Passage) -> String {
    let seen = passage.seen.prefix(4).map {
      "\(run.log.names[$0.name]) = \(run.log.value($0.value).shown)"
    }
    return arrival(of: passage)
      + (seen.isEmpty ? "" : "; it saw \(seen.joined(separator: ", "))")
  }

  private func arrival(of passage: FlowStory.Passage) -> String {
    let time = timeText(passage.at)
    let step = "flow step \(passage.step)"
    // The wait is a step of its own, which the log does not number.
    let wait = "before step \(passage.step) the flow waited until \(time)"
    switch passage.wait {
    case .blocking(let call):
      return "\(step) waited until \(time), because \(run.title(of: call)) is not parallel"
    case .call(let call): return "\(wait) for \(run.title(of: call))"
    case .condition(let text): return "\(wait) for \(run.log.names[text])"
    case .timer: return "\(wait), when its time was over"
    case nil:
      let previous = run.table[passage.previous]
      guard previous.traits.contains(.parallel) else { return "\(step) went on at \(time)" }
      return "\(step) went on at \(time), because \(run.title(of: passage.previous)) is parallel"
    }
  }

  /// How often a reactive flow went through its steps, and where it stopped so long that what comes
  /// after had to wait too.
  private func roundSentences(most: Int) -> [String] {
    guard story.iterations > 0 else { return [] }
    let iterations =
      "the flow went through its steps "
      + (story.iterations == 1
        ? "once" : "\(story.iterations) times, at the start and whenever something had changed")
    let stops = story.stops.filter { $0.step > 0 && $0.start < $0.end }.prefix(most).map { stop in
      let times =
        "from \(timeText(stop.start)) to \(timeText(stop.end)) it stopped at step \(stop.step)"
      switch stop.wait {
      case .blocking(let call) where run.table[call].traits.contains(.parallel):
        return "\(times), to wait for \(run.title(of: call))"
      case .blocking(let call):
        return "\(times), because \(run.title(of: call)) is not parallel; what comes after that "
          + "step had to wait too"
      case .condition(let text): return "\(times), to wait for \(run.log.names[text])"
      default: return times
      }
    }
    return [iterations] + stops
  }

  /// Which calls were answered by earlier ones; of a reactive flow that is how it goes on.
  private var cacheSentences: [String] {
    guard story.iterations == 0 else { return [] }
    guard run.log.events.contains(where: \.isAnswer) else { return [] }
    let answers = CachedAnswers(run.log)
    var hits: [Answer] = []
    var places: [Answer: Int] = [:]
    var counts: [Int] = []
    for (seq, event) in run.log.events.enumerated() {
      guard case .callCached(let hit, _, _) = event.kind else { continue }
      let answer = Answer(call: hit, outcome: answers.outcome(of: hit, at: seq).words)
      if let place = places[answer] {
        counts[place] += 1
      } else {
        places[answer] = hits.count
        hits.append(answer)
        counts.append(1)
      }
    }
    let order = hits.indices.sorted { (hits[$0].call, $0) < (hits[$1].call, $1) }
    return order.prefix(4).map { place in
      let (hit, count) = (hits[place], counts[place])
      let arguments = run.table[hit.call].arguments
      let with = arguments.isNone ? "" : " with \(run.log.names[arguments])"
      return "\(run.component(of: hit.call))\(with) was asked for again"
        + (count > 1 ? " \(count) times" : "")
        + " and answered by call \(hit.call), which had the same arguments"
        + (hit.outcome.map { " and \($0)" } ?? "")
    }
  }

  /// A call that answers others, and what had become of it by then if it had not succeeded.
  private struct Answer: Hashable {
    var call: CallNumber
    var outcome: String?
  }
}

extension Event {
  fileprivate var isAnswer: Bool {
    if case .callCached = kind { true } else { false }
  }
}
