internal import EventLog
internal import JSON

extension TraceFormat {
  /// What CMake's instrumentation writes (4.3 and later): a snippet for each command, in files of their own or in a trace.
  ///
  ///     {"role": "compile", "timeStart": 1795838573303, "duration": 1270, "result": 0, "target": "check1",
  ///      "outputs": ["CMakeFiles/check1.dir/tests/check1.cpp.o"], "command": "/usr/bin/g++ …", …}
  ///
  /// A trace is an array of Chrome's events with a snippet in the `args` of each. What needs what is in neither: the
  /// `build.ninja` of the build says it.
  static let cmakeInstrumentation = TraceFormat(
    name: "a trace of CMake's instrumentation", plural: "traces of CMake's instrumentation",
    fileExtensions: [".json"], parts: .builds, options: [.companion, .noCompanion],
    reasonAgainstFiles: nil,
    recognises: { head in
      guard let shape = head.shape else { return false }
      return shape.isOfCMake || shape.has("role", "timeStart", "duration")
    },
    companions: { name in
      let name = name.hasSuffix(".json") ? String(name.dropLast(5)) : name
      let trace = name.hasSuffix(".trace") ? String(name.dropLast(6)) : name
      // From the trace, its folder and the folder of snippets up to the build.
      return ["\(name).build.ninja", "\(trace).build.ninja", "build.ninja"]
        + [5, 4, 3].map { String(repeating: "../", count: $0) + "build.ninja" }
    },
    read: { input throws(ImportError) in
      let builds = try CMakeBuilds(CMakeSnippets(input))
      let number = try builds.number(input.part)
      let (graph, notes) =
        builds.all[number - 1].makesSomething ? try NinjaGraph.companion(of: input) : (nil, [])
      var run = try builds.run(of: number, graph, input)
      run.notes = notes + run.notes
      return run
    },
    list: { input throws(ImportError) in
      try CMakeBuilds(CMakeSnippets(input)).parts(NinjaGraph.companion(of: input).graph)
    })
}

extension JSONShape {
  /// Whether it is an array of Chrome's events that hold snippets of CMake.
  var isOfCMake: Bool { has("[].args.role", "[].args.timeStart") }
}
