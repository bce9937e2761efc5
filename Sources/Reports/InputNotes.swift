public import TraceFormats
internal import Formatting

/// What had to be left out, repaired or guessed while one input was read.
///
/// A report in JSON carries these notes, so that a program can tell how far to trust it.
public struct InputNotes: Sendable {
  /// The input, as it was named.
  public var input: String
  /// The notes, in the order in which they were made.
  public var notes: [ImportNote]

  /// Puts the notes of an input together with its name.
  public init(input: String, _ notes: [ImportNote]) {
    self.input = input
    self.notes = notes
  }
}

extension JSONValue {
  /// A whole report for programs: the version of its keys, what it tells, and the notes on its inputs.
  static func report(
    _ fields: [(key: String, value: JSONValue)], _ notes: [InputNotes]
  ) -> String {
    object([("schema", .integer(1))] + fields + [("notes", JSONValue(notes))]).text
  }

  /// The notes of all inputs: `{"input": …, "kind": "skipped", "count": 2, "sentence": …}`.
  init(_ inputs: [InputNotes]) {
    self = .array(
      inputs.flatMap { input in
        input.notes.map { note in
          .object([
            ("input", .string(input.input)), ("kind", .string(note.kind.rawValue)),
            ("count", JSONValue(count: note.count)), ("sentence", .string(note.sentence)),
          ])
        }
      })
  }
}
