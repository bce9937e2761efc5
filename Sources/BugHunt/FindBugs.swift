import ArgumentParser
import ConcurrencyBugs

/// Looks for known bugs in simulated runs, and says how fast that is.
@main struct FindBugs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find-bugs",
    abstract:
      "Find known bugs of concurrent code by each strategy, or measure how fast schedules run.",
    subcommands: [Table.self, Speed.self], defaultSubcommand: Table.self)

  struct Table: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A table in Markdown: after how many schedules each strategy found each bug.")

    @Option(help: "How many seeds are tried.") var seeds = 30
    @Option(help: "How many schedules are run for a seed at most.") var schedules = 1_000
    @Option(help: "How many schedules the repaired twins are run under.") var twins = 3_000
    @Option(help: "Only bugs whose names have this in them.") var only = ""

    func run() throws {
      let bugs = ConcurrencyBug.all.filter { only.isEmpty || $0.name.contains(only) }
      let table = BugTable(bugs, seeds: seeds, schedules: schedules, twins: twins)
      print(table.text, terminator: "")
      if !table.falseAlarms.isEmpty { throw ExitCode(1) }
    }
  }

  struct Speed: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "How many steps and schedules are run in a second.")

    func run() { SimulationSpeed.measure() }
  }
}
