import ArgumentParser

/// The command: one verb a file.
struct Meanwhile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "meanwhile",
    abstract: "Run components in parallel in virtual time, and see exactly what it saves.",
    discussion: """
      INPUT is a scenario (YAML; it is run first), an event log
      (.events.jsonl) or a trace of another tool (.ninja_log), told by its
      content; - reads standard input.

      EXAMPLES
        meanwhile summary traces/toy_two_parallel.yaml
        meanwhile gantt traces/toy_two_parallel.yaml -o gantt.svg
        meanwhile run traces/toy_two_parallel.yaml -o out
        meanwhile replay out/toy_two_parallel.events.jsonl
        meanwhile compare traces/build.j1.ninja_log traces/build.j2.ninja_log
        meanwhile diff traces/toy_parallel.yaml traces/toy_two_parallel.yaml
        meanwhile state traces/shared_machine.yaml --at 3.5s

      EXIT STATUS
         0  done
         1  the check or the replay says no, runs differ, or a run hit a limit
        64  the command was not understood
        65  an input was not understood
        66  there is no such input
        70  a fault of the program
        74  reading or writing failed

      COMPLETION FOR YOUR SHELL
        meanwhile --generate-completion-script bash|zsh|fish
      """,
    version: "0.1.0",
    subcommands: [
      Run.self, Summary.self, Compare.self, ShowCriticalPath.self, ShowSlack.self, Gantt.self,
      Dag.self, Events.self, ShowState.self, Diff.self, Check.self, Replay.self,
    ])
}

@main
enum Main {
  static func main() {
    do {
      var command = try Meanwhile.parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      failure.leave()
    } catch {
      Meanwhile.exit(withError: error)
    }
  }
}
