internal import EventLog
public import TraceAnalysis
internal import Formatting

/// The races of a run: accesses to shared state that could have come in another order, why, and what would order them.
public struct RacesReport: Report, Sendable, TellsTimes {
  private let run: Analysis
  private let races: Races
  var timeScale: TimeScale { run.log.timeScale }

  /// Finds the races of a run.
  public init(_ run: Analysis) { self.init(run, Races(run.log)) }

  /// Makes the report of races that were found in a run.
  init(_ run: Analysis, _ races: Races) { (self.run, self.races) = (run, races) }

  /// The first race, why it is one and what would put it in order, a line each; none if there is none.
  var firstRace: [String] {
    races.races.first.map { [heading(of: $0), reason(of: $0), remedy(of: $0)] } ?? []
  }

  /// Whether there are any.
  public var hasRaces: Bool { !races.races.isEmpty }

  /// The first line: how many races there are.
  private var answer: String {
    let name = run.name.visibleText
    var shared: [String] = []
    if races.variables > 0 { shared.append(counted(races.variables, "variable")) }
    if races.states > 0 { shared.append("the state of calls") }
    if shared.isEmpty { return "\(name): no access to shared state, so nothing can race" }
    let accesses =
      "\(counted(races.accesses, "access", "accesses")) to \(shared.joined(separator: " and "))"
    guard hasRaces else {
      return "\(name): no races; \(accesses), each write in order with all others"
    }
    let least = races.areAll ? "" : "at least "
    return "\(name): \(least)\(counted(races.races.count, "race")) in \(accesses)"
  }

  /// The report for people.
  public var text: String {
    var lines = [answer] + [run.partRemark].compactMap(\.self)
    for race in races.races.prefix(Self.most) {
      lines += ["", "  " + heading(of: race).visibleText]
      lines += [reason(of: race), remedy(of: race)].map { "    " + $0.visibleText }
    }
    if races.races.count > Self.most {
      lines += [
        "", "  … and \(races.races.count - Self.most) more; --format json and csv list all",
      ]
    }
    if !races.areAll { lines += ["", "  The search ended there: there are too many to find all."] }
    return lines.joined(separator: "\n") + "\n"
  }

  /// How many races are told at most.
  private static let most = 200

  private func heading(of race: Races.Race) -> String {
    let more = race.count > 1 ? "; \(counted(race.count, "time")) in all" : ""
    return
      "\(run.log.names[race.variable]): \(words(race.earlier)), then \(words(race.later))\(more)"
  }

  private func words(_ access: Races.Access) -> String {
    let verb = access.isWrite ? "written" : "read"
    let change = change(by: access).map { "\(title(of: access)) \($0)" }
    return "\(change ?? "\(verb) by \(title(of: access))") at \(timeText(access.at))"
  }

  /// How an access changes the state of its call, if that is what it is.
  private func change(by access: Races.Access) -> String? {
    switch run.log.events[access.event].kind {
    case .callRequested: "was called"
    case .callStarted: "started"
    case .callSucceeded: "succeeded"
    case .callFailed: "failed"
    case .callStopped: "was stopped"
    default: nil
    }
  }

  private func title(of access: Races.Access) -> String {
    run.table[access.call].isFlow ? "the flow" : run.title(of: access.call)
  }

  private func reason(of race: Races.Race) -> String {
    let sides = run.parallelSides(of: race)
    guard let first = sides.first else {
      return
        "No cause leads from the one to the other, so they could have come the other way round."
    }
    if sides.count == 2, first.component != sides[1].component {
      return
        "\(title(of: first)) and \(title(of: sides[1])) are parallel, and nothing makes one wait "
        + "for the other: they could have come the other way round."
    }
    return
      "\(title(of: first)) is parallel: the flow went on while it ran, so they could have come "
      + "the other way round."
  }

  private func remedy(of race: Races.Race) -> String {
    switch run.remedy(for: race) {
    case .handOn: return "Hand the value on as data, or wait in between."
    case .wait(let call, let place, let orNotParallel):
      let name = run.component(of: call)
      return "To put them in order: `- wait: \(name)` before \(words(place))"
        + (orNotParallel ? ", or \(name) not parallel." : ".")
    case .cope(let call, let other):
      let endless = run.component(of: call)
      let who = run.table[other].isFlow ? "the flow" : run.component(of: other)
      return
        "\(endless) never ends, so \(who) cannot wait for it: let \(endless) cope with either order, "
        + "or `- stop: \(endless)` before."
    }
  }

  private func words(_ place: RaceRemedy.Place) -> String {
    switch place {
    case .call(let call): "step \(run.table[call].step), which calls \(run.component(of: call))"
    case .flow(let isWrite): "the flow \(isWrite ? "writes" : "reads") it"
    }
  }

  /// The report for programs.
  public func jsonText(with notes: [InputNotes]) -> String {
    JSONValue.report(
      [
        ("name", .string(run.name)),
        ("variables", JSONValue(count: races.variables)),
        ("accesses", JSONValue(count: races.accesses)), ("all_found", .bool(races.areAll)),
        (
          "races",
          .array(
            races.races.map { race in
              .object(
                [
                  ("variable", .string(run.log.names[race.variable])),
                  ("times", JSONValue(count: race.count)),
                ] + fields("earlier", race.earlier) + fields("later", race.later) + [
                  ("reason", .string(reason(of: race))), ("remedy", .string(remedy(of: race))),
                ])
            })
        ),
      ], notes)
  }

  private func fields(
    _ side: String, _ access: Races.Access
  ) -> [(key: String, value: JSONValue)] {
    [
      ("\(side)_event", JSONValue(count: access.event)),
      ("\(side)_call", JSONValue(count: access.call)),
      ("\(side)_component", .string(run.component(of: access.call))),
      ("\(side)_access", .string(access.isWrite ? "write" : "read")),
      ("\(side)_at_ns", .integer(access.at)),
    ]
  }

  /// The report for tables: a row for each race.
  public var csv: String {
    let sides = ["earlier", "later"].flatMap { side in
      ["event", "call", "component", "access", "at_ns"].map { "\(side)_\($0)" }
    }
    return csvText(
      [["variable", "times"] + sides]
        + races.races.map { race in
          [run.log.names[race.variable], "\(race.count)"]
            + [race.earlier, race.later].flatMap { access in
              [
                "\(access.event)", "\(access.call)", run.component(of: access.call),
                access.isWrite ? "write" : "read", "\(access.at)",
              ]
            }
        })
  }
}
