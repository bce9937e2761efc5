import ArgumentParser
import FileSystem
import Formatting
import Lesson
import Platform

struct Learn: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Walk through the lesson, chapter by chapter.",
    discussion: """
      Without a chapter, lists them. In a terminal a chapter stops after each section: the return key \
      goes on, q and the return key end it. What it shows can be tried out: --copy writes the \
      scenarios and traces that it is about into a folder, where its commands run as they are shown.

      EXAMPLES
        meanwhile learn
        meanwhile learn 1
        meanwhile learn --copy lesson && cd lesson
      """)

  @Argument(help: "The number of the chapter.")
  var chapter: Int?

  @Option(
    help: ArgumentHelp(
      "Write the scenarios and traces of the lesson into a folder `traces` in this one.",
      valueName: "folder"), completion: .directory)
  var copy: String?

  @OptionGroup var general: GeneralOptions

  func validate() throws {
    guard let chapter else { return }
    guard Chapter.all.indices.contains(chapter - 1) else {
      throw ValidationError("There are chapters from 1 to \(Chapter.all.count), not \(chapter).")
    }
  }

  func run() throws {
    if let copy { try writeTraces(into: copy) }
    if let chapter { return try tell(Chapter.all[chapter - 1]) }
    if copy == nil { try Files.write(list) }
  }

  /// The chapters with their questions.
  private var list: String {
    // Who reads it from somewhere else gets the table, however wide it is.
    let columns = isatty(STDOUT_FILENO) == 1 ? Files.columns : .max
    let text = ChapterText(columns: columns, style: .none)
    return
      (["The lesson, by chapters:", ""] + text.list(of: Chapter.all) + [
        "", "meanwhile learn 1 begins.",
      ])
      .joined(separator: "\n") + "\n"
  }

  private func tell(_ chapter: Chapter) throws {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let text = ChapterText(columns: Files.columns, style: isTerminal ? .terminal : .none)
    // Who cannot be asked, or reads on from somewhere else, gets all of it.
    let asks = isTerminal && isatty(STDIN_FILENO) == 1
    for (place, section) in chapter.sections.enumerated() {
      try Files.write(text.lines(of: section).joined(separator: "\n") + "\n\n")
      guard asks, place + 1 < chapter.sections.count else { continue }
      guard let answer = readLine(), !answer.hasPrefix("q") else { return }
    }
  }

  private func writeTraces(into folder: String) throws {
    let traces = "\(folder)/traces"
    guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
      throw Failure(FileError(path: folder, action: "make the folder", code: errno))
    }
    // What somebody has changed in one that is there is not written over.
    guard mkdir(traces, 0o777) == 0 else {
      throw Failure(FileError(path: traces, action: "make the folder", code: errno))
    }
    for trace in LessonTrace.all { try Files.write(trace.bytes, to: "\(traces)/\(trace.name)") }
    try Files.write(
      "\(traces): \(counted(LessonTrace.all.count, "file")); run the commands of the lesson in \(folder)"
        .visibleText + "\n")
  }
}
