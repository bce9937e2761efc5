import TestSupport

/// A build statement of a made-up project.
struct MadeUpStatement {
  var outputs: [String]
  /// The statements whose outputs it needs, all before it.
  var needs: [Int] = []
  /// How long its command takes, in milliseconds.
  var length: Int64
  /// Leaves its outputs as they are if nothing changes in them.
  var restats = false
  /// Makes no file, so it runs in every build.
  var writesNothing = false
  /// The part of its time, in hundredths, after which its output has its last change.
  var writtenAt: Int64 = 100
  /// Runs only so many of its pool at once; 0 for no pool.
  var depth = 0
}

/// A command of a build that ran to its end, in milliseconds from the beginning of the build.
struct MadeUpCommand {
  var statement: Int
  var start: Int64
  var end: Int64
}

/// A build as ninja runs it: whenever a job is free, the first statement that is ready gets it.
struct SimulatedBuild {
  private(set) var commands: [MadeUpCommand] = []
  /// When all was over.
  private(set) var length: Int64 = 0

  /// Runs some statements on so many jobs; one may fail, and then what needs it does not run.
  init(
    _ statements: [MadeUpStatement], running: Set<Int>, jobs: Int, failing: Int? = nil,
    _ generator: inout SeededGenerator
  ) {
    var waiting = running.sorted()
    var active: [MadeUpCommand] = []
    var isDone = statements.indices.map { !running.contains($0) }
    var now: Int64 = 0
    while true {
      for statement in waiting where active.count < jobs {
        let depth = statements[statement].depth
        let inPool = active.count { statements[$0.statement].depth == depth }
        guard statements[statement].needs.allSatisfy({ isDone[$0] }), depth == 0 || inPool < depth
        else { continue }
        // ninja itself needs a moment between commands.
        now += Int64.random(in: 0...1, using: &generator)
        let length = max(
          1, statements[statement].length * .random(in: 80...120, using: &generator) / 100)
        active.append(MadeUpCommand(statement: statement, start: now, end: now + length))
        waiting.removeAll { $0 == statement }
      }
      guard let next = active.min(by: { ($0.end, $0.start) < ($1.end, $1.start) }) else { break }
      active.removeAll { $0.statement == next.statement }
      now = max(now, next.end)
      length = now
      // A command that fails has no row.
      if next.statement == failing { continue }
      isDone[next.statement] = true
      commands.append(MadeUpCommand(statement: next.statement, start: next.start, end: now))
    }
  }
}
