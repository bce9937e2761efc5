/// A row of the file: one output of one command.
struct NinjaRow: Equatable {
  /// Milliseconds since the build began.
  var start: Int64
  var end: Int64
  /// A time of the output as it stands there, in the unit of whoever wrote it; 0 if it does not exist.
  var modified: Int64
  var output: String
  var hash: String
  var line: Int

  /// When the build can have begun by this row; nil if it holds no time.
  var beginning: NinjaBeginning? { NinjaBeginning(self) }

  /// Whether the row is of the same command as another beside it.
  func isSameCommand(as other: NinjaRow) -> Bool {
    start == other.start && end == other.end && hash == other.hash
  }

  /// Whether the command makes the description of the build itself.
  ///
  /// ninja does that before all else. Then it reads the description again and starts over, with a
  /// new clock.
  var makesManifest: Bool { Self.isManifest(output) }

  /// Whether a path is that of the description of a build, or of what stands for it.
  static func isManifest(_ path: String) -> Bool {
    let name = path.split { $0 == "/" || $0 == "\\" }.last ?? ""
    return name == "build.ninja" || name == "build.ninja.stamp"
  }
}

/// When a build can have begun by one of its rows, in milliseconds.
///
/// The time in a row lies between the start and the end of the command: newer ninjas write when it
/// started, older ones when the output was written, which may be long before the command is over. So
/// the build began no earlier than that time less the row's end, and no later than less its start.
///
/// The unit is told by the size: seconds before ninja 1.9, units of 100 ns since 2001 or 1601 on
/// Windows, else nanoseconds. Since when they count does not matter.
struct NinjaBeginning: Equatable {
  /// If the time is of the end of the command.
  let byEnd: Int64
  /// If the time is of its start.
  let byStart: Int64
  /// How much later it may have been, since the unit is coarse.
  let grain: Int64

  init?(_ row: NinjaRow) {
    let time: Int64
    switch row.modified {
    case ...0: return nil
    case ..<100_000_000_000: (time, grain) = (row.modified * 1_000, 999)
    case 3_000_000_000_000_000..<300_000_000_000_000_000:
      (time, grain) = (row.modified / 10_000, 0)
    default: (time, grain) = (row.modified / 1_000_000, 0)
    }
    byEnd = time - row.end
    byStart = time - row.start
  }

  var earliest: Int64 { byEnd }
  var latest: Int64 { byStart + grain }

  /// The beginning if the time is of the start or of the end.
  func point(_ stamp: NinjaStamp) -> Int64 { stamp == .start ? byStart : byEnd }
}

/// What the time in most rows of a log is of.
enum NinjaStamp {
  case start, end

  /// Finds it out: of rows side by side, which mostly are of one build, more agree on its beginning
  /// by the one than by the other.
  init(_ rows: [NinjaRow], version: Int) {
    let nearby: Int64 = 15
    var (byStart, byEnd) = (0, 0)
    var previous: NinjaRow?
    for row in rows {
      guard let time = row.beginning, time.grain == 0 else { continue }
      defer { previous = row }
      guard let other = previous, let before = other.beginning,
        abs((row.end - row.start) - (other.end - other.start)) > 2 * nearby
      else { continue }
      if abs(time.byStart - before.byStart) <= nearby { byStart += 1 }
      if abs(time.byEnd - before.byEnd) <= nearby { byEnd += 1 }
    }
    self = byStart > byEnd || (byStart == byEnd && version >= 7) ? .start : .end
  }
}
