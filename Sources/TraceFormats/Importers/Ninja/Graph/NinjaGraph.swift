/// What needs what in a build: the graph that a `build.ninja` describes.
///
///     let graph = try NinjaGraph.read(bytes, file: "build.ninja") { path in nil }
///     let build = try NinjaLog.read(log, name: "build", graph: graph)
///
/// An edge is a build statement: it makes its outputs from its inputs. All inputs count, order-only
/// ones too, since ninja waits for them as well; validations do not. What no edge makes is a source.
public struct NinjaGraph: Sendable {
  /// A build statement.
  struct Edge: Equatable, Sendable {
    /// What it makes and needs, in the order in which it is written, each by its number in `paths`.
    var outputs: [Int32]
    var inputs: [Int32]
    /// Whether it only gives a name to its inputs, and runs nothing.
    var isPhony: Bool
    /// Whether its command says, while it runs, which headers it needs.
    var reportsHeaders: Bool
    /// The pool that its command runs in, by its place in `pools`; -1 if it is in none.
    var pool: Int32 = -1
    /// The name of its rule, by its number in `rules`; -1 if it is phony.
    var rule: Int32 = -1
  }

  /// Commands of which only so many may run at once.
  struct Pool: Equatable, Sendable {
    var name: String
    /// How many; 0 if any number may.
    var depth: Int
  }

  /// What was left out or guessed while it was read, each with its count and the place of the first.
  public internal(set) var notes: [ImportNote] = []
  /// The file it was read from.
  public let file: String

  var edges: [Edge] = []
  /// All outputs and inputs, as ninja writes them in its log.
  var paths = NinjaTexts()
  /// For each path the edge that makes it; -1 for sources.
  var makers: [Int32] = []
  /// The paths that are made where no other is asked for; empty where the graph does not say any.
  var defaults: [Int32] = []
  /// The pools that some edge runs in.
  var pools: [Pool] = []
  /// The names of rules.
  var rules = NinjaTexts()
  /// The edges, each behind those that it needs.
  var order: [Int32] = []
  /// The folder that relative paths start from, with a `/` at its end; empty if it is not known.
  var folder: [UInt8] = []
  /// Whether some rules are in a file that is missing, so that not all is known of commands.
  var lacksRules = false

  init(file: String) { self.file = file }

  /// How many build statements run a command.
  public var commandCount: Int { edges.lazy.filter { !$0.isPhony }.count }

  /// Reads a graph.
  ///
  /// - Parameters:
  ///   - bytes: The file; any bytes may be given.
  ///   - file: Its name, for messages.
  ///   - include: Gives the file that an `include` or `subninja` names, or nil if there is none.
  /// - Returns: The graph, with what was left out or decided in `notes`.
  /// - Throws: `NinjaGraphError` if a statement cannot be read.
  /// - Complexity: O(*n*) in the number of bytes, of all files and of what their variables expand
  ///   to, which is at most 16 times as much and 4 MiB.
  public static func read(
    _ bytes: [UInt8], file: String, include: (String) -> [UInt8]?
  ) throws(NinjaGraphError) -> NinjaGraph {
    var reader = NinjaGraphReader(file: file)
    try reader.read(bytes, include: include)
    return reader.finish()
  }

  /// The edge that makes a path as it stands in a log; nil if none does.
  func edge(making output: String) -> Int? {
    let path = NinjaPath.canonical(Array(output.utf8)[...])
    if let found = maker(of: path) { return found }
    if folder.isEmpty { return nil }
    return path.starts(with: folder)
      ? maker(of: path.dropFirst(folder.count)) : maker(of: (folder + path)[...])
  }

  /// What an edge is called: its first output.
  func name(of edge: Int) -> String { paths.string(Int(edges[edge].outputs[0])) }

  private func maker(of path: ArraySlice<UInt8>) -> Int? {
    guard let number = paths.find(path), makers[number] >= 0 else { return nil }
    return Int(makers[number])
  }
}
