import ArgumentParser
import Formatting
import Synchronization
import TraceFormats

/// What a person is told beside results and errors: what had to be decided on the way.
enum Notes {
  private static let unwanted = Mutex(false)

  /// Whether nobody wants to be told, nor how far work is.
  static var areUnwanted: Bool { unwanted.withLock { $0 } }

  static func silence() { unwanted.withLock { $0 = true } }

  /// Tells one note, a whole sentence, as a line on standard error.
  static func tell(_ sentence: String) {
    if !areUnwanted { Files.tell(lines: ["note: \(sentence)".visibleText]) }
  }

  /// Tells the notes of an input that a person can do something about: the path once, a line for each.
  static func tell(_ notes: [ImportNote], of path: String) {
    for (index, note) in notes.filter({ $0.kind != .inherent }).enumerated() {
      tell(index == 0 ? "\(path): \(note.sentence)" : "  \(note.sentence)")
    }
  }
}

/// What every verb takes: what it may use, and what it tells beside its result.
struct GeneralOptions: ParsableArguments {
  @OptionGroup var memory: MemoryOptions

  @Flag(
    name: .shortAndLong,
    help: "Tell results and errors only: no notes, and not how far work is.")
  var quiet = false

  func validate() throws { if quiet { Notes.silence() } }
}
