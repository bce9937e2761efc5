public import EventLog
internal import Formatting

/// A trace of another tool, read as a run, and what was left out, repaired or guessed to read it.
public struct Import: Sendable {
  /// The run, from time 0.
  public var log: Log
  /// What was left out, repaired or worked out, each with its count.
  public var notes: [ImportNote]
  /// How many builds or runs the file holds; the log is of one of them.
  public var parts: Int
  /// What the run of a workflow was made of; nil if it is something else.
  public var workflow: WorkflowRun?
}

/// Something that an importer left out, repaired or guessed.
public struct ImportNote: Equatable, Sendable {
  /// What kind of decision it was.
  public enum Kind: String, Sendable {
    /// Part of the input is not in the run.
    case skipped
    /// The order or the kind of what is there was doubtful; it was worked out.
    case inferred
    /// It holds for every trace of the format, however whole, or was asked for: nothing of this
    /// input was lost or guessed.
    case expected
    /// It changes nothing that a reader could do, such as what holds for every trace of the format; it
    /// is told to programs only.
    case inherent
  }

  /// What kind of decision it was.
  public var kind: Kind
  /// How often it was made.
  public var count: Int
  /// The whole sentence, with the count and the place of the first example.
  public var sentence: String
  /// Whether it says that the trace ends before it is complete, so that the run may have gone on.
  var isOfCutTrace = false

  /// Makes a note.
  public init(kind: Kind, count: Int, sentence: String) {
    self.kind = kind
    self.count = count
    self.sentence = sentence
  }

  /// The note that a trace ends before it is complete.
  static func cutTrace() -> ImportNote {
    var note = ImportNote(
      kind: .skipped, count: 1,
      sentence: "The file ends before it is complete: what stands before that was read.")
    note.isOfCutTrace = true
    return note
  }
}

extension ImportNote {
  /// The same where it says nothing of whether the run went on: of a file that goes with the trace, or of a format that needs no
  /// end.
  var withoutCut: ImportNote { ImportNote(kind: kind, count: count, sentence: sentence) }

  /// The note that so much was left out or mended; none where it is nothing.
  ///
  /// The sentence is the number, what it is a number of, and the rest:
  ///
  ///     .skipped(2, "line was", "lines were", " left out, the first at line 7.")
  static func skipped(
    _ count: Int, _ one: String, _ many: String, _ rest: @autoclosure () -> String
  ) -> [ImportNote] {
    counted(.skipped, count, one, many, rest)
  }

  /// The note that so much was doubtful and worked out; none where it is nothing.
  static func inferred(
    _ count: Int, _ one: String, _ many: String, _ rest: @autoclosure () -> String
  ) -> [ImportNote] {
    counted(.inferred, count, one, many, rest)
  }

  /// The note of so much that no trace of the format has; none where it is nothing.
  static func expected(
    _ count: Int, _ one: String, _ many: String, _ rest: @autoclosure () -> String
  ) -> [ImportNote] {
    counted(.expected, count, one, many, rest)
  }

  /// The note of so much that changes nothing that a reader could do; none where it is nothing.
  static func inherent(
    _ count: Int, _ one: String, _ many: String, _ rest: @autoclosure () -> String
  ) -> [ImportNote] {
    counted(.inherent, count, one, many, rest)
  }

  private static func counted(
    _ kind: Kind, _ count: Int, _ one: String, _ many: String, _ rest: () -> String
  ) -> [ImportNote] {
    guard count > 0 else { return [] }
    let sentence = "\(count) \(count == 1 ? one : many)\(rest())"
    return [ImportNote(kind: kind, count: count, sentence: sentence)]
  }
}

extension [ImportNote] {
  /// The same notes, each with the name of the file that it is on before it; as they are for nil, where there is one file.
  func of(file: String?) -> [ImportNote] {
    guard let file else { return self }
    return map {
      var note = $0
      note.sentence = "\(file): \($0.sentence)"
      return note
    }
  }
}

/// Why a trace cannot be read at all.
public struct ImportError: Error, Equatable, Sendable {
  /// The line, from 1.
  public var line: Int
  /// What was wrong, what was expected, what to do.
  public var problem: String
  /// The file, if it is another than the trace; the problem then says where in it.
  public var file: String?

  /// The whole message, with the file it is about.
  public func description(of file: String) -> String {
    self.file == nil ? "\(file):\(line): \(problem)" : problem
  }
}
