import ArgumentParser
import Scenarios
import Simulation
import WhatIf

/// What would be another way; the options are in the order in which changes are made.
struct ChangeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Leave it out, with all that runs within it.", valueName: "name"))
  var remove: [String] = []

  @Option(
    help: ArgumentHelp(
      "Let whoever calls them go on at once; several are separated by commas.", valueName: "names"))
  var parallel: [String] = []

  @Option(
    name: .customLong("at-once"),
    help: ArgumentHelp(
      "Let so many calls of it run at once, beside whoever calls them, such as query=8.",
      valueName: "name=n"))
  var atOnce: [String] = []

  @Option(
    help: ArgumentHelp("Let whoever calls them wait until they have ended.", valueName: "names"))
  var serial: [String] = []

  @Option(
    help: ArgumentHelp(
      "Let a step of a job of GitHub Actions run in the background, until the job has to wait for it.",
      valueName: "job:step"))
  var background: [String] = []

  @Option(
    name: .customLong("no-edge"),
    help: ArgumentHelp("Let b no longer wait for a, where it does so directly.", valueName: "a->b"))
  var noEdge: [String] = []

  @Option(help: ArgumentHelp("Let b wait until a has ended.", valueName: "a->b"))
  var edge: [String] = []

  @Option(help: ArgumentHelp("Let calls run that long, such as link=1.5s.", valueName: "name=time"))
  var set: [String] = []

  @Option(
    help: ArgumentHelp(
      "Let calls run that many times as fast, such as compile=2x; what they wait for stays.",
      valueName: "name=factor"))
  var faster: [String] = []

  @Option(help: ArgumentHelp("Let every call run that much longer.", valueName: "time"))
  var overhead: String?

  @Option(
    help: ArgumentHelp("Let so many calls run at once, on workers that all share.", valueName: "n"),
    transform: NumberArgument.whole(1...100_000))
  var workers: Int?

  @Option(
    name: [.customLong("machine"), .customLong("pool")],
    help: ArgumentHelp("Give a machine or pool so many slots, such as gpu=2.", valueName: "name=n"))
  var machine: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Let waiting calls get slots in another order: \(SchedulingPolicy.names.joined(separator: ", ")); \
      share tests out as pytest-xdist does: \(SplitStrategy.policies.joined(separator: ", ")); or \
      search for the best order of the tasks of a scenario.
      """, valueName: "policy"))
  var policy: String?

  @Option(
    help: ArgumentHelp(
      "Let --policy search look at so many schedules: the same result on every machine.",
      valueName: "n"), transform: NumberArgument.whole(1...1_000_000_000))
  var iterations: Int?

  @Option(
    name: .customLong("time-limit"),
    help: ArgumentHelp("Let --policy search go on that long; 1s by default.", valueName: "time"))
  var timeLimit: String?

  /// The changes that were given.
  ///
  /// - Throws: `ValidationError` for one that cannot be understood.
  func given() throws -> [Change] {
    var changes = remove.map(Change.remove)
    changes += parallel.map(Change.parallel) + serial.map(Change.serial)
    for text in atOnce {
      let (name, value) = try Self.pair(text, "--at-once", "query=8")
      changes.append(.atOnce(name, try Self.count(Int(value), "--at-once")))
    }
    changes += try background.map { text in
      guard let colon = text.firstIndex(of: ":"), colon > text.startIndex,
        text.index(after: colon) < text.endIndex
      else {
        throw ValidationError("--background takes a job and a step, such as 'test:Run linter'.")
      }
      return .background(
        job: String(text[..<colon]), step: String(text[text.index(after: colon)...]))
    }
    changes += try noEdge.map {
      let (from, to) = try Self.edge($0, "--no-edge")
      return .noEdge(from: from, to: to)
    }
    changes += try edge.map {
      let (from, to) = try Self.edge($0, "--edge")
      return .edge(from: from, to: to)
    }
    for text in set {
      let (name, value) = try Self.pair(text, "--set", "link=1.5s")
      changes.append(.takes(name, try Self.time(value, "--set")))
    }
    for text in faster {
      let (name, value) = try Self.pair(text, "--faster", "compile=2x")
      changes.append(.faster(name, try Self.ratio(value, "--faster")))
    }
    if let overhead { changes.append(.overhead(try Self.time(overhead, "--overhead"))) }
    if let workers { changes.append(.workers(try Self.count(workers, "--workers"))) }
    for text in machine {
      let (name, value) = try Self.pair(text, "--machine", "gpu=2")
      changes.append(.slots(machine: name, try Self.count(Int(value), "--machine")))
    }
    if let limit = try searchLimit() {
      changes.append(.search(limit))
    } else if let strategy = policy.flatMap(SplitStrategy.init(policy:)) {
      changes.append(.split(strategy))
    } else if let policy {
      guard let policy = SchedulingPolicy(rawValue: policy) else {
        throw ValidationError(
          "--policy takes \((SchedulingPolicy.names + SplitStrategy.policies + ["search"]).joined(separator: ", ")), not "
            + "\(policy.visible)."
        )
      }
      changes.append(.policy(policy))
    }
    return changes
  }

  /// How long a search may go on, if one is asked for.
  private func searchLimit() throws -> SearchLimit? {
    guard policy == "search" else {
      guard iterations == nil, timeLimit == nil else {
        throw ValidationError("--iterations and --time-limit are for --policy search.")
      }
      return nil
    }
    if let iterations {
      guard timeLimit == nil, (1...1_000_000_000).contains(iterations) else {
        throw ValidationError(
          "--iterations takes a number from 1 to 1000000000, and no --time-limit beside it.")
      }
      return .iterations(iterations)
    }
    return .time(try timeLimit.map { try Self.time($0, "--time-limit") } ?? 1_000_000_000)
  }

  private static func edge(_ text: String, _ option: String) throws -> (String, String) {
    guard let arrow = text.firstRange(of: "->"), arrow.lowerBound > text.startIndex,
      arrow.upperBound < text.endIndex
    else { throw ValidationError("\(option) takes two names, such as 'fetch->compile'.") }
    return (String(text[..<arrow.lowerBound]), String(text[arrow.upperBound...]))
  }

  /// The name and the value of `name=value`; a name may hold `=` itself.
  static func pair(_ text: String, _ option: String, _ example: String) throws -> (String, String) {
    guard let equals = text.lastIndex(of: "="), equals > text.startIndex else {
      throw ValidationError("\(option) takes a name and a value, such as \(example).")
    }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }

  static func time(_ text: String, _ option: String) throws -> Int64 {
    do throws(DurationProblem) { return try nanoseconds(in: text) } catch {
      throw ValidationError("\(option) takes a time such as 1.5s or 20ms, not \(text.visible).")
    }
  }

  static func ratio(_ text: String, _ option: String) throws -> Ratio {
    guard let ratio = Ratio(text) else {
      throw ValidationError(
        "\(option) takes a factor above 0 such as 2x or 1.5x, not \(text.visible).")
    }
    return ratio
  }

  static func count(_ count: Int?, _ option: String) throws -> Int {
    guard let count, (1...100_000).contains(count) else {
      throw ValidationError("\(option) takes a number from 1 to 100000.")
    }
    return count
  }
}
