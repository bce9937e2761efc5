internal import EventLog
internal import TraceAnalysis

/// How the flow came from step to step, in sentences: only the flags of earlier calls matter, and
/// what the flow itself waits for.
struct FlowText {
  private let run: Analysis
  private let story: FlowStory

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
    if story.rounds > 0 {
      sentences.append(
        "the flow went through its steps \(counted(story.rounds, "time")), once at the start and "
          + "then whenever something had changed; "
          + (story.completedRounds == 0
            ? "it never came to its end"
            : "\(counted(story.completedRounds, "time")) it came to its end"))
    }
    if story.stuckOn > 0 {
      let started = run.table[story.stuckOn].startedAt != nil
      sentences.append(
        "the flow never got past \(run.title(of: story.stuckOn)), which never "
          + (started ? "ends" : "starts"))
    }
    return sentences + cacheSentences
  }

  private func sentence(of passage: FlowStory.Passage) -> String {
    let step = "flow step \(passage.step)"
    let time = timeText(passage.at)
    switch passage.wait {
    case .blocking(let call):
      return "\(step) waited until \(time), because \(run.title(of: call)) is not parallel"
    case .call(let call): return "\(step) waited until \(time) for \(run.title(of: call))"
    case .condition(let text): return "\(step) waited until \(time) for \(run.log.names[text])"
    case .timer: return "\(step) waited until \(time), when its time was over"
    case nil:
      let previous = run.table[passage.previous]
      guard previous.traits.contains(.parallel) else { return "\(step) went on at \(time)" }
      return "\(step) went on at \(time), because \(run.title(of: passage.previous)) is parallel"
    }
  }

  /// Which calls were answered by earlier ones; of a reactive flow that is how it goes on.
  private var cacheSentences: [String] {
    guard story.rounds == 0 else { return [] }
    var hits: [CallNumber: Int] = [:]
    for case .callCached(let hit, _, _) in run.log.events.lazy.map(\.kind) {
      hits[hit, default: 0] += 1
    }
    return hits.sorted { $0.key < $1.key }.prefix(4).map { hit, count in
      let arguments = run.table[hit].arguments
      let with = arguments.isNone ? "" : " with \(run.log.names[arguments])"
      return "\(run.component(of: hit))\(with) was asked for again \(counted(count, "time")) and "
        + "answered by call \(hit), which had the same arguments"
    }
  }
}
