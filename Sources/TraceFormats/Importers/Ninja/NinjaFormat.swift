extension TraceFormat {
  /// The log of the build tool ninja, with the `build.ninja` beside it.
  static let ninjaLog = TraceFormat(
    name: "a ninja log", plural: "ninja logs", fileExtensions: [".ninja_log"],
    fileInFolder: ".ninja_log", parts: .builds, options: [.companion, .noCompanion],
    recognises: { $0.bytes.starts(with: "# ninja log v".utf8) },
    companions: { name in
      let ending = ".ninja_log"
      guard name.hasSuffix(ending), name != ending else { return ["build.ninja"] }
      return ["\(name.dropLast(ending.count)).build.ninja", "build.ninja"]
    },
    read: { input throws(ImportError) in
      let (graph, notes) = try NinjaGraph.companion(of: input)
      var run = try NinjaLog.read(
        input.bytes, name: input.name, build: input.part, graph: graph,
        window: input.window, progress: input.progress)
      run.notes = notes + run.notes
      return run
    },
    list: { input throws(ImportError) in
      try NinjaLog.builds(input.bytes, graph: try NinjaGraph.companion(of: input).graph)
    })
}

extension NinjaGraph {
  /// The graph that goes with a trace, and what is to be said of it.
  static func companion(
    of input: TraceInput
  ) throws(ImportError) -> (graph: NinjaGraph?, notes: [ImportNote]) {
    let (graph, left) = try input.readCompanion("graph") { file throws(ImportError) in
      do throws(NinjaGraphError) {
        return try NinjaGraph.read(file.bytes, file: file.file, include: file.open)
      } catch {
        throw ImportError(line: error.line, problem: error.description, file: error.file)
      }
    }
    guard let graph else { return (nil, left) }
    let read = "What needs what is read from \(graph.file); order-only dependencies count."
    return (graph, [ImportNote(kind: .expected, count: 1, sentence: read)])
  }
}
