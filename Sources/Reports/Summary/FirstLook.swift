internal import EventLog
internal import TraceAnalysis
internal import Formatting
internal import WhatIf

/// The calls of a run to look at first, each with what it is worth and why.
extension BoundText {
  /// The lines of the report; none where there is nothing to choose from.
  var firstLines: [String] {
    if words.hasNamedLanes || run.measures.dependencies == .nested { return componentLines }
    if run.measures.floor == nil { return longestLines }
    // Where there is one call, there is nothing to choose from.
    guard let estimates, !estimates.candidates.isEmpty, run.measures.calls > 1 else { return [] }
    var table = Table([.left, .right, .right, .right, .right, .left])
    table.add("", "ran", "of work", "drag", "on \(machines)", "")
    for candidate in estimates.candidates {
      let ran = run.table[candidate.call].running
      table.add(
        title(of: candidate.call), timeText(ran),
        percentText(
          Int128(ran) * Int128(run.table.slotCount(of: candidate.call)), run.measures.work),
        timeText(run.slack.drag[Int(candidate.call) - 1]), timeText(candidate.saved),
        remarks(on: candidate).joined(separator: "; "))
    }
    return [
      "look first at these \(words.call.many); what it saves if one takes no time, on any number of "
        + "\(words.machine.many) (drag) and on \(machines):"
    ] + table.lines + spread
  }

  /// What is little of a makespan: one part in so many.
  private var little: Nanoseconds { run.measures.makespan / 20 }

  /// What is saved if a call takes no time, by what bound the run.
  private func worth(of candidate: SpeedupEstimates.Candidate) -> Nanoseconds {
    bottleneck.bound == .chain ? run.slack.drag[Int(candidate.call) - 1] : candidate.saved
  }

  /// Whether the run takes longer than its work shared out evenly, so that smaller pieces fill the
  /// machines better.
  private var mayGainBySplitting: Bool {
    bottleneck.bound == .chain || run.measures.makespan - bottleneck.share >= little
  }

  /// Where no call is worth much, that is what there is to say.
  private var spread: [String] {
    guard (estimates?.candidates.map(worth).max() ?? 0) < little else { return [] }
    return [
      "  none is worth much: the work is spread over \(counted(run.measures.calls, words.call.one, words.call.many))"
    ]
  }

  /// Without dependencies only lengths are known.
  private var longestLines: [String] {
    let longest = run.calls.lazy.filter { $0.running > 0 }
      .first(3) { ($1.running, $0.number) < ($0.running, $1.number) }
    guard longest.count > 1 else { return [] }
    var table = Table([.left, .right, .right])
    for call in longest {
      table.add(
        title(of: call.number), timeText(call.running),
        "\(percentText(call.running, run.measures.work)) of work")
    }
    return [
      "the longest \(words.call.many); what they are worth is not known without dependencies:"
    ]
      + table.lines
  }

  private func title(of call: CallNumber) -> String {
    run.title(of: call).visibleText.endKept(toColumns: 48)
  }

  /// What is known of a call that bears on making it shorter.
  private func remarks(on candidate: SpeedupEstimates.Candidate) -> [String] {
    let record = run.table[candidate.call]
    var remarks: [String] = []
    if candidate.savedIfFirst > run.measures.makespan / 50 {
      remarks.append(
        "waited \(timeText(candidate.waited)): started at once, it saves "
          + timeText(candidate.savedIfFirst))
    }
    if candidate.dependents > 1 {
      remarks.append("\(candidate.dependents) \(words.call.many) wait for it")
    }
    if candidate.alone > record.running / 2, run.measures.machines > 1 {
      remarks.append("nothing else ran for \(timeText(candidate.alone)) of it")
    }
    if candidate.needs == 0, worth(of: candidate) >= little, mayGainBySplitting {
      remarks.append("needs nothing but runs long: split it")
    }
    return remarks
  }
}

extension String {
  /// This text, or an ellipsis and its end if it takes more columns than that: of a path, the file.
  func endKept(toColumns columns: Int) -> String {
    guard terminalColumns > columns else { return self }
    return "…" + String(String(reversed()).truncated(toColumns: columns).dropLast().reversed())
  }
}
