internal import EventLog
internal import FileSystem
internal import Platform

/// The folder for what commands write.
///
/// Of call 3 of `train` that is `3-train.out` and `3-train.err`, each of which is there if there is something to keep.
final class OutputFolder {
  let path: String
  private var open: [KeptOutput] = []
  private var isThere = false
  private var kept = 0
  /// How many files there are.
  private(set) var count = 0
  /// How many bytes were left out.
  private(set) var leftOut = 0
  /// What went wrong first.
  private(set) var failure: FileError?
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)

  init(_ path: String) { self.path = path }

  /// The ends of pipes at which something may come.
  var readEnds: [Int32] { open.compactMap(\.readEnd) }

  /// Makes two pipes, for what a call of a component writes to its output and for its errors.
  ///
  /// - Throws: `RecordingError` if there are none left.
  func pipes(
    for call: CallNumber, of component: String
  ) throws(RecordingError) -> (output: Int32, errors: Int32) {
    let output = try WakePipe.make()
    let errors: (read: Int32, write: Int32)
    do throws(RecordingError) { errors = try WakePipe.make() } catch {
      close(output.read)
      close(output.write)
      throw error
    }
    makeFolder()
    let name = "\(path)/\(call)-\(Self.fileName(of: component))"
    for (end, ending) in [(output.read, "out"), (errors.read, "err")] {
      // What an earlier recording left here is none of this one.
      unlink("\(name).\(ending)")
      open.append(KeptOutput(from: end, path: "\(name).\(ending)"))
    }
    return (output.write, errors.write)
  }

  private func makeFolder() {
    guard !isThere else { return }
    isThere = mkdir(path, 0o777) == 0 || errno == EEXIST
    if !isThere, failure == nil {
      failure = FileError(path: path, action: "make the folder", code: errno)
    }
  }

  /// Reads some of what has been written.
  func take() {
    for output in open {
      take(output, room(for: output))
    }
    forgetEnded()
  }

  /// Reads all that is there now, after which the folder is there only if it holds something.
  func takeRest() {
    for output in open {
      // What something writes that still runs may never come to an end.
      var most = 64
      while most > 0 {
        guard take(output, room(for: output)) else { break }
        most -= 1
      }
    }
    forgetEnded()
    if isThere, count == 0 { rmdir(path) }
  }

  /// How much more of an output is kept.
  private func room(for output: KeptOutput) -> Int {
    min(ScenarioRecorder.mostOutput - output.kept, ScenarioRecorder.mostOutputs - kept)
  }

  @discardableResult
  private func take(_ output: KeptOutput, _ bound: Int) -> Bool {
    let (before, lost) = (output.kept, output.leftOut)
    let isMore = output.take(&chunk, keeping: bound)
    if before == 0, output.kept > 0 { count += 1 }
    kept += output.kept - before
    leftOut += output.leftOut - lost
    if failure == nil { failure = output.failure }
    return isMore
  }

  private func forgetEnded() { open.removeAll { $0.readEnd == nil } }

  /// A name as a file may have it everywhere: other than letters, digits, `.`, `_` and `-` become `_`.
  static func fileName(of component: String) -> String {
    String(
      decoding: component.utf8.prefix(60).map { byte -> UInt8 in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
          UInt8(ascii: "-"):
          byte
        default: UInt8(ascii: "_")
        }
      }, as: UTF8.self)
  }
}
