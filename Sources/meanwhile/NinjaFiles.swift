import EventLog
import Platform
import TraceFormats

/// Finds and reads the graph of a build.
enum NinjaFiles {
  /// Which graph goes with a log.
  enum Choice {
    /// The one beside the log, if there is one.
    case beside
    case named(String)
    case none
  }

  /// The graph that goes with a log; nil if there is none.
  ///
  /// A graph that was named has to be readable; one that was only found is told about and left out.
  ///
  /// - Throws: `Failure` if the one that was named cannot be read.
  static func graph(
    for log: String, _ choice: Choice, isStrict: Bool
  ) throws(Failure) -> NinjaGraph? {
    switch choice {
    case .none: return nil
    case .named(let path): return try read(path)
    case .beside:
      guard let path = beside(log) else { return nil }
      do { return try read(path) } catch {
        if isStrict { throw error }
        Files.note("note: \(log): the graph beside it was left out: \(error.message)")
        return nil
      }
    }
  }

  /// `build.ninja` in the folder of a log; for `X.ninja_log` first `X.build.ninja`.
  static func beside(_ log: String) -> String? {
    guard log != "-" else { return nil }
    let end = log.lastIndex(of: "/").map { log.index(after: $0) } ?? log.startIndex
    let (folder, name) = (log[..<end], log[end...])
    var candidates = ["\(folder)build.ninja"]
    let ending = ".ninja_log"
    if name.hasSuffix(ending), name != ending {
      candidates.insert("\(folder)\(name.dropLast(ending.count)).build.ninja", at: 0)
    }
    return candidates.first { isOrdinary($0) }
  }

  /// Reads a graph, and what it includes from its folder.
  private static func read(_ path: String) throws(Failure) -> NinjaGraph {
    let bytes = try Files.read(path)
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    do {
      return try NinjaGraph.read(bytes, file: path) { included in
        let place = included.hasPrefix("/") ? included : folder + included
        return isOrdinary(place) ? try? Files.read(place) : nil
      }
    } catch {
      throw Failure(.badInput, error.description)
    }
  }

  /// Whether a path leads to a file that can be read to its end: no folder, pipe or device.
  private static func isOrdinary(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFREG
  }
}
