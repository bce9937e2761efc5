public import EventLog

/// Reads the log of the build tool ninja, versions 5 to 7.
///
/// The file holds one row per output: start and end in milliseconds since the build began, the
/// output's modification time, its path, and a hash of the command. Rows of one command are one
/// call. Which job ran a command is not recorded: lanes are worked out by giving each command the
/// lowest free one. What it depended on is not recorded either, but the build's graph says so: with
/// it, rows of one build statement are one call, which is asked for when the last that it needs has
/// ended, and queues for a job, or for a slot of its pool, as long as none is free.
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
  ///   - window: Which part of the build is read; nil for all of it.
  ///   - progress: Is told how many bytes are read.
  /// - Returns: The run of the build, and notes on what was left out or worked out.
  /// - Throws: `ImportError` if no build can be read.
  /// - Complexity: O(*n* log *n*) in the number of rows and dependencies.
  public static func read(
    _ bytes: [UInt8], name: String, build: Int? = nil, graph: NinjaGraph? = nil,
    window: TraceWindow? = nil, progress: ProgressHook = .none
  ) throws(ImportError) -> Import {
    let file = try NinjaRows(bytes, progress: progress)
    let builds = NinjaBuilds(file.rows, version: file.version)
    guard builds.count > 0 else {
      throw ImportError(line: 1, problem: "The log holds no finished command that can be read.")
    }
    let number = try TracePart.number(
      build, of: builds.count, usual: builds.usual, "build",
      held: "The log holds \(builds.count == 1 ? "one build" : "\(builds.count) builds")")
    let rows = builds.rows(of: number)
    let graph = graph.map { $0.asWritten(in: rows) }
    let commands = NinjaCommand.commands(of: rows, graph)
    let join = graph.map { NinjaJoin(commands, $0) }
    let needs = join.flatMap(\.needs)
    let layout = try RunLayout(
      NinjaCommand.run(commands, needs, graph),
      header: LogHeader(
        name: name, origin: .trace(format: "ninja log v\(file.version)", part: number),
        recordsDependencies: join?.isWhole), window: window)
    let notes =
      layout.cutNotes + file.notes
      + builds.notes(shown: number, isChosen: build != nil, commands: commands.count)
      + (join?.notes ?? []) + unmadeNotes(file.rows, graph, join) + NinjaGaps(commands).notes
      + layoutNotes(layout, knowsNeeds: needs != nil)
    return Import(log: layout.log, notes: notes, parts: builds.count)
  }

  /// The builds that a log holds, in order.
  ///
  /// - Throws: `ImportError` if there is none that can be read.
  /// - Complexity: O(*n* log *n*) in the number of rows.
  public static func builds(
    _ bytes: [UInt8], graph: NinjaGraph? = nil
  ) throws(ImportError) -> [TracePart] {
    let file = try NinjaRows(bytes)
    let builds = NinjaBuilds(file.rows, version: file.version)
    guard builds.count > 0 else {
      throw ImportError(line: 1, problem: "The log holds no finished command that can be read.")
    }
    let first = (1...builds.count).lazy.compactMap { builds.began($0) }.min()
    return (1...builds.count).map { number in
      let rows = builds.rows(of: number)
      let commands = NinjaCommand.commands(of: rows, graph?.asWritten(in: rows))
      return TracePart(
        number: number, calls: commands.count,
        work: commands.reduce(0) { $0.addingClamped($1.end - $1.start) },
        makespan: commands.lazy.map(\.end).max() ?? 0,
        began: builds.began(number).flatMap {
          TracePart.time(of: $0, after: first ?? $0, unit: 1_000_000)
        },
        isUsual: number == builds.usual, remark: builds.remark(on: number))
    }
  }

  /// What the graph has and the log has not; nothing where they are of different builds.
  private static func unmadeNotes(
    _ rows: [NinjaRow], _ graph: NinjaGraph?, _ join: NinjaJoin?
  ) -> [ImportNote] {
    guard let graph, join?.needs != nil else { return [] }
    return NinjaUnmade(rows, graph).notes
  }

  /// What has to be told of how the commands of a build were laid out.
  static func layoutNotes(_ layout: RunLayout, knowsNeeds: Bool) -> [ImportNote] {
    var notes = layout.exceeded.map { pool in
      ImportNote(
        kind: .skipped, count: 1,
        sentence: "More commands of pool \(pool.name) ran at once than its depth, which is "
          + "\(pool.slots): it is not the depth that this build had, so what waited for it is "
          + "not known.")
    }
    if !knowsNeeds {
      notes.append(
        ImportNote(
          kind: .expected, count: 1,
          sentence: "What needs what is not in the log, so the floor is unknown; --graph names the "
            + "build.ninja that says it."))
    }
    if layout.inferredEdges > 0 {
      let lanes = "\(layout.lanes) \(layout.lanes == 1 ? "lane" : "lanes")"
      let edges = "\(layout.inferredEdges) \(layout.inferredEdges == 1 ? "edge" : "edges")"
      notes.append(
        ImportNote(
          kind: .inherent, count: layout.inferredEdges,
          sentence:
            "Which job ran a command is not recorded: \(lanes) and \(edges) between commands "
            + "on one lane were inferred."))
    }
    return notes
  }
}
