internal import EventLog

/// The steps of a build, as ninja runs them, of the commands that CMake tells of.
///
/// A step may be several commands: a static library is `rm`, `ar` and `ranlib`, all under one name; a custom command has as many
/// as its author wrote; what runs after a link is told beside it.
struct CMakeSteps {
  /// A step: its times count from the first start.
  struct Step {
    var command: NinjaCommand
    var target: String?
    /// The status of the first command of it that failed; 0 if none did.
    var result: Int64 = 0
    /// What it ran, to tell a step that is made again.
    fileprivate var commands: Set<String> = []
  }

  /// By start, then end, then name.
  private(set) var steps: [Step] = []
  private let graph: NinjaGraph?
  private let count: Int
  /// Whether anything says what it made.
  private let makesSomething: Bool

  /// - Parameters:
  ///   - build: The commands; the first start is no more than one hundred years before the last end.
  ///   - graph: What makes what; nil if it is not known.
  /// - Complexity: O(*n* log *n*) in the number of commands.
  init(_ build: CMakeBuilds.Build, _ graph: NinjaGraph?) {
    count = build.commands.count
    let rows = build.commands.flatMap { command in
      command.outputs.map {
        NinjaRow(start: 0, end: 0, modified: 0, output: $0, hash: "", line: 1)
      }
    }
    // What is only configured makes nothing that a graph could know.
    makesSomething = !rows.isEmpty
    self.graph = rows.isEmpty ? nil : graph.map { $0.asWritten(in: rows) }
    let first = build.commands.lazy.map(\.start).min() ?? 0
    var places: [String: Int] = [:]
    var links: [String: Int] = [:]
    for snippet in build.commands {
      let edge = edge(of: snippet)
      var key = edge.map { "\($0)" } ?? snippet.outputs.joined(separator: "\u{0}")
      // What runs after the link of a target makes nothing of its own.
      if snippet.outputs.isEmpty, edge == nil {
        key = snippet.target.flatMap { links[$0] }.map { "after \($0)" } ?? ""
      }
      let text = "\(snippet.role) \(snippet.command)"
      if !key.isEmpty, let place = places[key], !steps[place].commands.contains(text) {
        steps[place].add(snippet, text, since: first)
        continue
      }
      if !key.isEmpty { places[key] = steps.count }
      if snippet.role == "link", let target = snippet.target {
        links[target] = steps.count
        places["after \(steps.count)"] = steps.count
      }
      steps.append(Step(snippet, edge, text, since: first))
    }
    steps.sort {
      ($0.command.start, $0.command.end, $0.command.outputs[0])
        < ($1.command.start, $1.command.end, $1.command.outputs[0])
    }
  }

  /// The statement of the graph that a command is of; nil if it is not known.
  private func edge(of snippet: CMakeSnippet) -> Int? {
    guard let graph else { return nil }
    for output in snippet.outputs {
      if let edge = graph.edge(making: output) { return edge }
    }
    guard snippet.outputs.isEmpty else { return nil }
    if ["configure", "generate"].contains(snippet.role) {
      return graph.edge(making: "build.ninja")
    }
    guard snippet.role == "custom", let target = snippet.target else { return nil }
    return graph.edge(making: "CMakeFiles/\(target)")
  }

  /// A log of the steps.
  ///
  /// - Throws: `ImportError` if it takes longer than a log can tell of.
  func imported(_ input: TraceInput, _ number: Int) throws(ImportError) -> Import {
    let commands = steps.map(\.command)
    let join = graph.map { NinjaJoin(commands, $0) }
    let needs = join.flatMap(\.needs)
    var run = NinjaCommand.run(commands, needs, graph)
    // Before and after each command its launcher takes time, up to 30 ms as measured.
    run.shortGap = 50_000_000
    for (place, step) in steps.enumerated() {
      if step.result != 0 {
        run.calls[place].status = .failed(
          run.texts.intern("it ended with status \(step.result)"))
      }
      if let target = step.target {
        let known = run.texts[run.calls[place].arguments]
        run.calls[place].arguments = run.texts.intern(
          (known.isEmpty ? "" : known + ", ") + "target \(target)")
      }
    }
    let layout = try RunLayout(
      run,
      header: LogHeader(
        name: input.name, origin: .trace(format: "CMake instrumentation", part: number),
        recordsDependencies: join?.isWhole), window: input.window)
    let several = count - steps.count
    let notes =
      layout.cutNotes + (join?.notes ?? [])
      + ImportNote.inherent(
        several, "command", "commands",
        " ran for a step that had begun, such as `ranlib` after `ar`: one call with it.")
      + NinjaLog.layoutNotes(layout, knowsNeeds: needs != nil || !makesSomething)
    return Import(log: layout.log, notes: notes, parts: 1)
  }
}

extension CMakeSteps.Step {
  fileprivate init(
    _ snippet: CMakeSnippet, _ edge: Int?, _ text: String, since first: Nanoseconds
  ) {
    command = NinjaCommand(
      start: snippet.start - first, end: snippet.end - first,
      outputs: snippet.outputs.isEmpty ? [snippet.name] : snippet.outputs, edge: edge)
    target = snippet.target
    result = snippet.result
    commands = [text]
  }

  /// Takes in another command of the step.
  fileprivate mutating func add(
    _ snippet: CMakeSnippet, _ text: String, since first: Nanoseconds
  ) {
    command.end = max(command.end, snippet.end - first)
    for output in snippet.outputs where !command.outputs.contains(output) {
      command.outputs.append(output)
    }
    if result == 0 { result = snippet.result }
    commands.insert(text)
  }
}
