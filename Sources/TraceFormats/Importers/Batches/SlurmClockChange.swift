internal import EventLog

/// A change of the local clock in which a list of jobs of Slurm has its times, such as that to summer time.
///
/// Start and end of a job are local, and how long it took is not. Where the two differ by exactly an hour, the clock was
/// changed while the job ran: after the latest start of such a job, and before the earliest end.
struct SlurmClockChange {
  private static let hour: Nanoseconds = 3_600_000_000_000

  /// How many jobs ran across it.
  private(set) var jobs = 0
  /// Since when times are of the changed clock, by that clock, and what has to be added to them.
  private var since = Nanoseconds.max
  private var correction: Nanoseconds = 0

  /// Finds the change; nil where no job ran across one, or jobs ran across several.
  ///
  /// - Parameter jobs: Jobs by the names of their fields.
  /// - Complexity: O(*n*) in the number of jobs.
  init?(_ jobs: [[String: String]]) {
    var (latest, earliest) = (Nanoseconds.min, Nanoseconds.max)
    var others: [(start: Nanoseconds, end: Nanoseconds)] = []
    for job in jobs {
      guard let start = job["Start"].flatMap(slurmInstant),
        let end = job["End"].flatMap(slurmInstant), let elapsed = slurmElapsed(job),
        case let (time, overflow) = end.subtractingReportingOverflow(start), !overflow, time >= 0
      else { continue }
      let difference = elapsed - time
      guard abs(difference) == Self.hour else {
        if difference == 0 { others.append((start, end)) }
        continue
      }
      guard self.jobs == 0 || difference == correction else { return nil }
      correction = difference
      self.jobs += 1
      (latest, earliest) = (max(latest, start), min(earliest, end))
    }
    guard self.jobs > 0, latest < earliest else { return nil }
    // What did not run across it, and goes on beyond it, began after it.
    since = others.lazy.filter { $0.start < earliest && $0.end >= earliest && $0.start > latest }
      .reduce(earliest) { min($0, $1.start) }
  }

  /// A local time on the clock as it was before the change.
  func corrected(_ time: Nanoseconds) -> Nanoseconds {
    time >= since ? time.addingClamped(correction) : time
  }
}

/// How long a job of Slurm took, or has taken so far: `ElapsedRaw` in seconds, or `Elapsed` as days, hours, minutes and
/// seconds, `1-02:00:00`; nil if neither is told.
func slurmElapsed(_ job: [String: String]) -> Nanoseconds? {
  if let seconds = job["ElapsedRaw"].flatMap({ Int64($0) }) {
    return slurmTime(seconds)
  }
  guard let text = job["Elapsed"] else { return nil }
  let days = text.split(separator: "-", maxSplits: 1)
  guard let clock = days.last, let more = days.count > 1 ? Int64(days[0]) : 0 else { return nil }
  let parts = clock.split(separator: ":").map { Int64($0) }
  guard parts.count == 2 || parts.count == 3, (0...100_000).contains(more) else { return nil }
  var seconds: Int64 = 0
  for part in parts {
    guard let part, (0...100_000).contains(part) else { return nil }
    seconds = seconds * 60 + part
  }
  return slurmTime(more * 86_400 + seconds)
}

/// Seconds as nanoseconds; nil if that is no time that a job can have taken.
private func slurmTime(_ seconds: Int64) -> Nanoseconds? {
  let (time, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
  return overflow || time < 0 ? nil : time
}
