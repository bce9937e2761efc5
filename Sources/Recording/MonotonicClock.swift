internal import EventLog
internal import Platform

/// The clock that the times of a recording are of, which nobody sets: the same for all processes of the machine.
enum MonotonicClock {
  /// Nanoseconds since some instant before the run.
  static var now: Nanoseconds {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Nanoseconds(time.tv_sec) * 1_000_000_000 + Nanoseconds(time.tv_nsec)
  }
}
