package import EventLog
package import Schedules

/// A run of a simulated program, as it was taken down while it ran; what is to be told of it is worked out when it is asked for.
package struct RunRecord {
  /// What happened, step by step.
  package var run = ScheduledRun()
  private(set) var tasks: [TaskLanes.Lane] = []
  /// Of each step, the code in which its task waits after it; 0 if it has ended.
  private(set) var stops: [UInt] = []
  /// The things that happened though they do not mostly: in which step, and which.
  private(set) var picks: [(step: Int32, choice: Int)] = []
  /// How often steps asked for random bytes, of those that did.
  private(set) var draws: [(step: Int32, count: UInt64)] = []
  /// Of each decision about tasks, where those that could go on begin in `readyLanes`, and its place among all choices.
  private(set) var decisions: [(start: UInt32, choice: UInt32)] = []
  /// The tasks that could go on at decisions, the first few of each.
  private(set) var readyLanes: [UInt32] = []
  private(set) var places = PlaceTable()
  private var ways: Outside = []

  init() {}

  /// What has just run.
  init(_ world: SimulatedWorld) {
    tasks = world.lanes.all
    stops = world.stops
    picks = world.picks
    draws = world.draws
    decisions = world.decisions
    readyLanes = world.readyLanes
    places = world.places
    ways = world.outside
  }

  /// In what ways the run had to do with what is not simulated, in words.
  package var outside: [String] { ways.words }

  /// Who waits where, of a run that cannot go on.
  var deadlock: String { RunDetails(self).deadlock }

  /// The steps of the run, as a table: when, which task, and what it comes to.
  ///
  /// Steps at which a task went on although another one could have gone on with less ado are marked, and so is the one in which
  /// the run failed. Of a long run, those around the marked ones are shown.
  ///
  /// - Parameter most: How many lines there may be.
  /// - Returns: The table, with a line end after each line.
  package func table(most: Int = 18) -> String { RunDetails(self).table(most: most) }

  /// The log of the run: each task is a call, each step a part of one.
  ///
  /// A step takes no time on the virtual clock. So that charts show it, the log counts a microsecond for each.
  ///
  /// - Parameters:
  ///   - name: What the run is called.
  ///   - test: The test.
  ///   - seed: The seed of random numbers.
  ///   - isNamed: Whether code is told by names, which takes half a second in a process; or else by where it lies in its file.
  /// - Returns: The log.
  package func log(name: String, test: String, seed: UInt64, isNamed: Bool = true) -> Log {
    var writer = RunLogWriter(
      RunDetails(self), name: name, test: test, seed: seed, isNamed: isNamed)
    return writer.write()
  }
}
