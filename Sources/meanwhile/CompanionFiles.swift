import Compression
import EventLog
import Platform
import TraceFormats

/// Finds and reads what goes with a trace, such as the `build.ninja` of a ninja log.
enum CompanionFiles {
  /// Which file goes with a trace.
  enum Choice {
    /// The one beside it, if there is one.
    case beside
    case named(String)
    case none
  }

  /// What goes with a trace, nil if nothing does; and why it was left out, if it was.
  ///
  /// - Throws: `Failure` if a file that was named cannot be read, or, if strict, one that was found.
  static func companion(
    of trace: String, _ format: TraceFormat, _ choice: Choice, _ isStrict: Bool
  ) throws(Failure) -> (file: TraceInput.Companion?, notes: [ImportNote]) {
    switch choice {
    case .none: return (nil, [])
    case .named(let path): return (try read(path, isChosen: true), [])
    case .beside:
      guard let path = beside(trace, format) else { return (nil, []) }
      do { return (try read(path, isChosen: isStrict), []) } catch {
        if isStrict { throw error }
        let sentence = "the file beside it was left out: \(error.message)"
        return (nil, [ImportNote(kind: .skipped, count: 1, sentence: sentence)])
      }
    }
  }

  /// The file in the folder of a trace that goes with it; nil if there is none.
  static func beside(_ trace: String, _ format: TraceFormat) -> String? {
    guard trace != "-" else { return nil }
    let end = trace.lastIndex(of: "/").map { trace.index(after: $0) } ?? trace.startIndex
    let folder = trace[..<end]
    let name = Gzip.withoutEnding(String(trace[end...]))
    let names = format.companions(name).flatMap { [$0, $0 + Gzip.ending] }
    return names.lazy.map { folder + $0 }.first(where: isOrdinary)
  }

  private static func read(
    _ path: String, isChosen: Bool
  ) throws(Failure) -> TraceInput.Companion {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    return TraceInput.Companion(file: path, bytes: try Files.read(path), isChosen: isChosen) {
      let place = $0.hasPrefix("/") ? $0 : folder + $0
      return isOrdinary(place) ? try? Files.read(place) : nil
    }
  }

  /// Whether a path leads to a file that can be read to its end: no folder, pipe or device.
  private static func isOrdinary(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFREG
  }
}
