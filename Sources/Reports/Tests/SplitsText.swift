internal import EventLog
internal import Formatting
internal import WhatIf

/// Every way to share tests out, beside what no way can be shorter than, and how well that is known.
struct SplitsText: TellsTimes {
  let advice: TestAdvice
  let name: String
  let timeScale: TimeScale

  /// The lines, each part behind an empty one.
  var lines: [String] { [""] + wayLines + (scoringLines.isEmpty ? [] : [""] + scoringLines) }

  private var wayLines: [String] {
    let scoring = advice.scoring
    var table = Table(
      scoring == nil ? [.right, .right, .left] : [.right, .right, .right, .right, .left])
    if scoring == nil {
      table.add("time", "above least", "")
    } else {
      table.add("time", "above least", "predicted", "error", "")
    }
    for way in advice.ways {
      let above = timeText(way.time - advice.least)
      var words = advice.runner.words(way.strategy, workers: advice.workers)
      if way.strategy == advice.asRecorded?.strategy,
        advice.asRecorded?.ends.count == advice.workers
      {
        words += "  (as recorded)"
      }
      if scoring == nil {
        table.add(timeText(way.time), above, words)
      } else {
        let predicted = way.predicted.makespan
        table.add(
          timeText(way.time), above, timeText(predicted), errorText(predicted, way.time), words)
      }
    }
    return [heading] + table.lines
  }

  private var heading: String {
    let unit = advice.areShards ? "shard" : "worker"
    let known = advice.areWorkersKnown ? "" : " (--workers asks for another number)"
    let longest = advice.least > evenShare ? "the longest test" : "all tests shared out evenly"
    var text =
      "each way on \(counted(advice.workers, unit))\(known); none takes less than "
      + "\(timeText(advice.least)), \(longest)"
    if advice.leastByFile > advice.least {
      text +=
        ", and none that keeps files whole less than \(timeText(advice.leastByFile)), the longest file"
    }
    return text + ":"
  }

  private var evenShare: Nanoseconds {
    let work = advice.work
    return Nanoseconds(clamping: (work + Int128(advice.workers) - 1) / Int128(advice.workers))
  }

  /// `−4.2 %`: how far what was predicted is from what came.
  private func errorText(_ predicted: Nanoseconds, _ came: Nanoseconds) -> String {
    let tenths =
      (abs(Int128(predicted) - Int128(came)) * 1_000 + Int128(came) / 2) / Int128(max(1, came))
    guard tenths > 0 else { return "0 %" }
    return "\(predicted < came ? "−" : "+")\(tenths / 10).\(tenths % 10) %"
  }

  private var scoringLines: [String] {
    guard let scoring = advice.scoring else {
      var lines: [String] = []
      if let split = advice.asRecorded, let makespan = advice.tests.makespan {
        let words = advice.runner.words(split.strategy, workers: split.ends.count)
        lines.append(
          "run again as \(words), the tests take \(timeText(split.makespan)), where \(timeText(makespan)) were "
            + "recorded (\(errorText(split.makespan, makespan))).")
      }
      lines.append(
        "All times are by this recording alone; --scored-on times the same splits with another one."
      )
      return lines.map(\.visibleText)
    }
    let (count, matched) = (advice.tests.tests.count, scoring.matched)
    var lines = [
      "Ways decide by the durations of \(name) and are timed with those of \(scoring.name). "
        + "\(matched) of \(counted(count, "test")) are in both"
        + (matched < count ? "; the others are taken to be of mean length" : "")
        + (scoring.left > 0 ? "; \(scoring.left) of \(scoring.name) are left out" : "") + "."
    ]
    if let recorded = scoring.recorded, let workers = scoring.workers, workers > 1,
      advice.runner != .other, let predicted = scoring.predicted, let replayed = scoring.replayed
    {
      let way = advice.runner.words(scoring.strategy, workers: workers)
      lines.append(
        "\(scoring.name) took \(timeText(recorded)) on \(counted(workers, "worker")). \(way)"
          + (scoring.isRecorded ? ", as it seems to have run them," : "") + " is predicted by the "
          + "durations of \(name) to take \(timeText(predicted)) (\(errorText(predicted, recorded))), by its own "
          + "\(timeText(replayed)) (\(errorText(replayed, recorded))).")
    }
    return lines.map(\.visibleText)
  }
}

extension TestAdvice {
  /// All ways for programs.
  var json: JSONValue {
    .object([
      ("workers", JSONValue(count: workers)), ("least_ns", .integer(least)),
      ("least_by_file_ns", .integer(leastByFile)),
      (
        "ways",
        .array(
          ways.map { way in
            .object([
              ("way", .string(way.strategy.rawValue)),
              ("words", .string(runner.words(way.strategy, workers: workers))),
              ("time_ns", .integer(way.time)), ("predicted_ns", .integer(way.predicted.makespan)),
              ("ends_ns", .array((way.scored ?? way.predicted).ends.map { .integer($0) })),
              (
                "tests", .array((way.scored ?? way.predicted).counts.map { JSONValue(count: $0) })
              ),
            ])
          })
      ),
      ("scored_on", JSONValue(scoring?.name)), ("tests_in_both", JSONValue(scoring?.matched)),
      ("recorded_ns", JSONValue(scoring?.recorded)),
      ("recorded_predicted_ns", JSONValue(scoring?.predicted)),
      ("recorded_replayed_ns", JSONValue(scoring?.replayed)),
    ])
  }
}
