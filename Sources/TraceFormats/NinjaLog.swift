public import EventLog

/// Reads the log of the build tool ninja, versions 5 to 7.
///
/// The file holds one row per output: start and end in milliseconds since the build began, the
/// output's modification time, its path, and a hash of the command. Rows of one command are one
/// call. Which job ran a command is not recorded: lanes are worked out by giving each command the
/// lowest free one. What it depended on is not recorded either, but the build's graph says so: with
/// it, rows of one build statement are one call, which is asked for when the last that it needs has
/// ended, and is queued until it starts.
///
/// Format: ninja's `build_log.cc`.
public enum NinjaLog {
  /// Reads a build.
  ///
  /// - Parameters:
  ///   - bytes: The file; any bytes may be given.
  ///   - name: The name of the run.
  ///   - build: Which build of the file, from 1; the last if nil.
  ///   - graph: What needs what, as the `build.ninja` of the build says; nil if it is not known.
  ///   - progress: Is told how many bytes are read.
  /// - Returns: The run of the build, and notes on what was left out or worked out.
  /// - Throws: `ImportError` if no build can be read.
  /// - Complexity: O(*n* log *n*) in the number of rows and dependencies.
  public static func read(
    _ bytes: [UInt8], name: String, build: Int? = nil, graph: NinjaGraph? = nil,
    progress: ProgressHook = .none
  ) throws(ImportError) -> Import {
    let file = try NinjaRows(bytes, progress: progress)
    let builds = NinjaBuilds(file.rows)
    guard builds.count > 0 else {
      throw ImportError(line: 1, problem: "The log holds no finished command that can be read.")
    }
    let number = build ?? builds.count
    guard number >= 1, number <= builds.count else {
      let held = builds.count == 1 ? "one build" : "\(builds.count) builds"
      throw ImportError(
        line: 1, problem: "The log holds \(held); there is no build \(number). They count from 1.")
    }
    let commands = NinjaCommand.commands(of: builds.rows(of: number), graph)
    let join = graph.map { NinjaJoin(commands, $0) }
    let needs = join.flatMap(\.needs)
    let header = LogHeader(
      name: name, origin: .trace(format: "ninja log v\(file.version)", part: number))
    let lanes = LaneLayout(commands, needs, header: header)
    var notes = file.notes
    notes += builds.notes(shown: number, isChosen: build != nil, commands: commands.count)
    notes += join?.notes ?? []
    notes += lanes.notes
    return Import(log: lanes.log, notes: notes, parts: builds.count)
  }
}

/// A row of the file: one output of one command.
struct NinjaRow: Equatable {
  /// Milliseconds since the build began.
  var start: Int64
  var end: Int64
  /// When the output was written, in nanoseconds since 1970; 0 if it does not exist.
  var modified: Int64
  var output: String
  var hash: String
  var line: Int

  /// When the build began by this row, in milliseconds since 1970.
  var origin: Int64 { modified / 1_000_000 - end }
}

/// One command of a build, with all its outputs.
struct NinjaCommand {
  var start: Nanoseconds
  var end: Nanoseconds
  var outputs: [String]
  /// The edge of the graph that ran, if it is known.
  var edge: Int?

  /// Puts the rows of each command together; commands come by start, then end, then row.
  ///
  /// Rows are of one command if the graph says that one edge makes their outputs; where it does not
  /// know them, if they have the same hash.
  static func commands(of rows: [NinjaRow], _ graph: NinjaGraph? = nil) -> [NinjaCommand] {
    enum Command: Hashable {
      case edge(Int)
      case hash(String)
    }
    struct Key: Hashable {
      var start: Int64
      var end: Int64
      var command: Command
    }
    var places: [Key: Int] = [:]
    var commands: [NinjaCommand] = []
    let begin = rows.lazy.map(\.start).min() ?? 0
    // The same command under a path that the graph knows and one that it does not.
    var edges: [Key: Int] = [:]
    let known = rows.map { row in
      let edge = graph?.edge(making: row.output)
      if let edge {
        edges[Key(start: row.start, end: row.end, command: .hash(row.hash))] = edge
      }
      return edge
    }
    for (row, edge) in zip(rows, known) {
      var key = Key(start: row.start, end: row.end, command: .hash(row.hash))
      let edge = edge ?? edges[key]
      if let edge { key.command = .edge(edge) }
      if let place = places[key] {
        commands[place].outputs.append(row.output)
      } else {
        places[key] = commands.count
        commands.append(
          NinjaCommand(
            start: (row.start - begin) * 1_000_000, end: (row.end - begin) * 1_000_000,
            outputs: [row.output], edge: edge))
      }
    }
    let order = commands.indices.sorted {
      (commands[$0].start, commands[$0].end, $0) < (commands[$1].start, commands[$1].end, $1)
    }
    return order.map { commands[$0] }
  }
}
