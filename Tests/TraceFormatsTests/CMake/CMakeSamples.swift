import TraceFormats

/// A build as CMake's instrumentation tells it, written by hand: a library of two sources and a program that needs it.
///
/// One compile fails; after the build two tests run, of which one fails.
enum CMakeSamples {
  /// Chrome's events, in no order.
  static let trace = seed("cmake.json")
  /// One compile, as it lies in the folder of snippets.
  static let snippet = seed("cmake-snippet.json")
  /// What needs what.
  static let graph = """
    rule c
      command = x
    build a.o: c a.cpp
    build b.o: c b.cpp
    build bad.o: c bad.cpp
    build main.o: c main.cpp || order
    build liblib.a: c a.o b.o
    build app: c main.o liblib.a
    build order: phony a.cpp

    """

  /// The trace, with the graph beside it if it is wanted.
  static func input(withGraph: Bool = true) -> TraceInput {
    TraceInput(
      bytes: Array(trace.utf8), name: "build",
      companion: withGraph
        ? TraceInput.Companion(file: "build.ninja", bytes: Array(graph.utf8)) : nil)
  }

  /// Inputs of the format, by its name.
  static let small = [
    "a trace of CMake's instrumentation": [
      input(), input(withGraph: false), TraceInput(bytes: Array(snippet.utf8), name: "snippet"),
    ]
  ]
}
