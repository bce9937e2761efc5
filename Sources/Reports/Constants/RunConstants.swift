internal import EventLog
internal import Formatting
public import Simulation
public import TraceAnalysis

/// Every constant that a run depends on, in words: what it was run with and under which rules.
///
///     the run:
///       seed     7, from which random times are drawn
///     machines:
///       box      2 slots
///
/// Of a run whose scenario is known that is all that the scenario says; of any other what its log declares.
public struct RunConstants: Sendable {
  /// Constants of one kind.
  package struct Group: Sendable {
    /// Of what they are.
    package var name: String
    /// Each by its name and its value in words; of many, the first.
    package var rows: [(name: String, value: String)]
  }

  /// The groups that there are.
  package private(set) var groups: [Group] = []

  /// So many of a kind are told.
  private static let most = 200

  /// Gathers the constants of a run.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - model: The scenario that it is a run of; nil where only its log is known.
  /// - Complexity: O(*n*) in the number of events up to the first call, and of components.
  public init(_ run: Analysis, _ model: Model?) {
    let log = run.log
    add("the run", Self.rows(of: log.header, model))
    add(
      "machines",
      Self.declared(in: log) { kind, names in
        guard case .machineDeclared(let machine, let slots) = kind else { return nil }
        return (names[machine], counted(Int(slots), "slot"))
      })
    add(
      "streams",
      Self.declared(in: log) { kind, names in
        guard case .streamDeclared(let stream, let buffer) = kind else { return nil }
        return (
          names[stream],
          buffer == 0 ? "room for any number of items" : "room for \(counted(Int(buffer), "item"))"
        )
      })
    add(
      "variables",
      Self.declared(in: log) { kind, names in
        guard case .stateDeclared(let variable, let value) = kind else { return nil }
        return (names[variable], "at first \(log.value(value).shown)")
      })
    if let model {
      add(
        "components", model.components.lazy.map { ($0.name, $0.words(in: model)) },
        of: model.components.count)
      add("the flow waits at most", model.waits)
      add("tasks", model.taskWords)
    } else {
      add("components", Self.components(of: log))
    }
  }

  /// The constants as lines for people.
  public var text: String {
    groups.map { group in
      var table = Table([.left, .left], indentation: 4, widest: 400)
      for row in group.rows { table.add(row.name, row.value) }
      return "  \(group.name):\n" + table.lines.map { "\($0)\n" }.joined()
    }.joined()
  }

  private mutating func add(_ name: String, _ rows: [(String, String)]) {
    add(name, rows, of: rows.count)
  }

  private mutating func add(_ name: String, _ rows: some Sequence<(String, String)>, of count: Int)
  {
    guard count > 0 else { return }
    var told = rows.prefix(Self.most).map { (name: $0.0, value: $0.1) }
    if count > told.count { told.append((name: "…", value: "and \(count - told.count) more")) }
    groups.append(Group(name: name, rows: told))
  }
}

extension RunConstants {
  /// What the log says of the run as a whole.
  private static func rows(of header: LogHeader, _ model: Model?) -> [(String, String)] {
    var rows: [(String, String)] = []
    switch header.origin {
    case .scenario(let setup):
      rows.append(
        ("clock", header.clock == .virtual ? "virtual: it was simulated" : "that of a real machine")
      )
      rows.append(
        (
          "seed",
          model.map {
            $0.isRandom
              ? "\(setup.seed), from which random times are drawn"
              : "\(setup.seed), from which nothing is drawn"
          }
            ?? "\(setup.seed)"
        ))
      rows.append(("mode", setup.mode.words(isOfTasks: model?.tasks != nil)))
      rows.append(("profile", setup.profile.words))
      if let limits = model?.limits {
        rows.append(("limits", "\(counted(limits.events, "event")), \(timeText(limits.time))"))
      }
      if let model, model.tasks == nil {
        rows.append(
          (
            "flow",
            model.isReactive ? "reactive: again when something changes" : "once from its top"
          ))
      }
    case .code(let name, let digest, let seed, let mode):
      rows.append(("clock", header.clock == .virtual ? "virtual" : "that of a real machine"))
      rows.append(("code", "\(name), digest \(digest)"))
      rows.append(("seed", "\(seed)"))
      rows.append(("mode", mode.words(isOfTasks: false)))
    case .trace(let format, let part):
      rows.append(("clock", "that of the machine on which it was recorded"))
      rows.append(("trace", part > 1 ? "\(format), number \(part) of its file" : format))
      rows.append(("dependencies", header.recordsDependencies ? "recorded" : "not all recorded"))
    }
    if let plan = header.plan {
      rows.append(
        ("predicted", "from the log \(plan.of), with \(plan.changes.joined(separator: " "))"))
    }
    rows.append(("rules", "log format \(LogHeader.currentFormat), semantics \(header.semantics)"))
    return rows
  }

  /// What the events before the first call declare.
  private static func declared(
    in log: Log, _ row: (Event.Kind, NameTable) -> (String, String)?
  ) -> [(String, String)] {
    log.events.lazy.prefix {
      if case .callRequested = $0.kind { false } else { true }
    }.compactMap { row($0.kind, log.names) }
  }

  private static func components(of log: Log) -> [(String, String)] {
    log.events.lazy.prefix {
      if case .callRequested = $0.kind { false } else { true }
    }.compactMap { event in
      guard case .componentDeclared(let machine, let traits, let atOnce) = event.kind else {
        return nil
      }
      let words = traits.words(atOnce: atOnce, machine: machine.isNone ? nil : log.names[machine])
      return words.isEmpty ? nil : (log.names[event.component], words.joined(separator: ", "))
    }
  }
}

extension RunMode {
  /// Which components run in parallel, in words.
  fileprivate func words(isOfTasks: Bool) -> String {
    switch self {
    case .declared: "as declared"
    case .serial: isOfTasks ? "on one worker" : "nothing parallel"
    case .parallel: isOfTasks ? "on workers without limit" : "everything parallel"
    }
  }
}

extension Profile {
  /// What the system does that is simulated, in words.
  fileprivate var words: String {
    switch self {
    case .ideal: "ideal: a call takes its own time; asking, starting, going on and ending take 0 s"
    }
  }
}
