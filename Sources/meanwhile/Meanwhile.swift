import ArgumentParser
import FileSystem
import Formatting
import Platform
import Scenarios

/// The command: one verb a file.
struct Meanwhile: ParsableCommand {
  /// The version of the command.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "meanwhile",
    abstract: "Run components in parallel in virtual time, and see exactly what it saves.",
    discussion: """
      INPUT is a scenario (YAML; it is run first), an event log
      (.events.jsonl) or a trace of another tool (.ninja_log), plain or
      compressed by gzip, told by its content; - reads standard input.
      Notes and progress go to standard error; --quiet leaves them away.

      EXAMPLES
        meanwhile summary traces/toy_two_parallel.yaml
        meanwhile gantt traces/toy_two_parallel.yaml -o gantt.svg
        meanwhile open build
        meanwhile run traces/toy_two_parallel.yaml -o out
        meanwhile replay out/toy_two_parallel.events.jsonl
        meanwhile compare traces/build.j1.ninja_log traces/build.j2.ninja_log
        meanwhile diff traces/toy_parallel.yaml traces/toy_two_parallel.yaml
        meanwhile state traces/shared_machine.yaml --at 3.5s
        meanwhile page traces/toy_two_parallel.yaml -o page.html
        meanwhile convert traces/shared_machine.yaml -o run.json
        meanwhile record --wrap cc -o build.events.jsonl -- make -j8

      EXIT STATUS
         0  done
         1  the check or the replay says no, runs differ, there are races, or a run
            did not come to its end or was not as expected
        64  the command was not understood
        65  an input was not understood
        66  there is no such input
        70  a fault of the program
        74  reading or writing failed
      and record with the status of the command

      COMPLETION FOR YOUR SHELL
        meanwhile --generate-completion-script bash|zsh|fish
      """,
    version: version,
    subcommands: [
      Run.self, Open.self, Summary.self, Compare.self, ShowCriticalPath.self, ShowSlack.self,
      ShowRaces.self,
      AskWhatIf.self, Merge.self, Advise.self, Gantt.self, Dag.self, WritePage.self,
      WriteFrames.self, Convert.self,
      Events.self,
      ShowState.self,
      Diff.self,
      Check.self, Replay.self, TestScenarios.self, Record.self, Watch.self, Learn.self,
    ])
}

@main
enum Main {
  static func main() {
    Interruption.prepare()
    do {
      try refuseUnknownVerb()
      var command = try parsed()
      try command.run()
      ProgressLine.end()
    } catch let failure as Failure {
      failure.leave()
    } catch {
      ProgressLine.end()
      leave(with: error)
    }
  }

  /// What the words of the command line ask for.
  private static func parsed() throws -> any ParsableCommand {
    var words = Array(CommandLine.arguments.dropFirst())
    while true {
      let command: any ParsableCommand
      do { command = try Meanwhile.parseAsRoot(words) } catch {
        guard let joined = NegativeValues.joined(words, after: Meanwhile.message(for: error)) else {
          throw error
        }
        words = joined
        continue
      }
      try OptionsGivenTwice.refuse(words, of: type(of: command))
      return command
    }
  }

  /// Says what the parser of arguments has to say: help, or what was wrong with them.
  private static func leave(with error: any Error) -> Never {
    let text = Meanwhile.fullMessage(for: error)
    let code = Meanwhile.exitCode(for: error)
    if code.isSuccess {
      do { try Files.write(text.isEmpty ? "" : text + "\n") } catch { error.leave() }
    } else {
      Files.tell(lines: visible(text))
    }
    exit(code.rawValue)
  }

  /// The lines of a message that repeats arguments as they were given, with those made visible.
  private static func visible(_ message: String) -> [String] {
    var message = message
    for argument in CommandLine.arguments.dropFirst() {
      // The value of an option stands alone in some messages.
      for part in [argument[...], argument.drop { $0 != "=" }.dropFirst()] {
        let shown = part.visibleText
        if shown != part { message = message.replacing(part, with: shown) }
      }
    }
    return message.split(separator: "\n", omittingEmptySubsequences: false).map(\.visibleText)
  }

  /// Names the verb that was meant, if the first word is none.
  private static func refuseUnknownVerb() throws {
    let words = CommandLine.arguments.dropFirst()
    let asksForHelp = words.first == "help"
    guard let word = words.dropFirst(asksForHelp ? 1 : 0).first, !word.hasPrefix("-") else {
      return
    }
    let verbs = Meanwhile.configuration.subcommands.map {
      $0.configuration.commandName ?? "\($0)".lowercased()
    }
    guard !verbs.contains(word), word != "help" else { return }
    let advice =
      if let nearest = nearestWord(to: word, in: verbs) {
        "Did you mean `\(nearest)`?"
      } else if asksForHelp {
        "There are: \(verbs.joined(separator: ", "))."
      } else if access(word + "/.", F_OK) == 0 {
        "To learn what there is to read in that folder, try `meanwhile open \(word)`."
      } else if access(word, F_OK) == 0 {
        "To learn about that file, try `meanwhile summary \(word)`."
      } else {
        "There are: \(verbs.joined(separator: ", "))."
      }
    throw Failure(.usage, "There is no verb `\(word)`. \(advice)")
  }
}
