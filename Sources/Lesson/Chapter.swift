internal import CLesson

/// A chapter of the lesson: one question, a scenario, what comes of it, and exercises.
///
///     Chapter.all[0].title   // When to run a component in parallel
///
/// The chapters are those of the guides, `Sources/Meanwhile.docc/Lesson`, as they were when the program was built.
public struct Chapter: Sendable {
  /// A part of a chapter, below a heading of its own.
  public struct Section: Sendable {
    /// The heading; that of the first section is the title of the chapter.
    public let heading: String
    /// Whether it is a part of the section before it.
    public let isPart: Bool
    /// What stands below it.
    public fileprivate(set) var blocks: [Block] = []
  }

  /// What is shown as one.
  public enum Block: Equatable, Sendable {
    /// A paragraph, on one line.
    case paragraph(String)
    /// An item of a list with the sign before it, `-` or `2.`, on one line.
    case item(String, sign: String)
    /// Lines that are shown as they are: a scenario, a command with its output, a formula.
    case code([String], language: String)
    /// The rows of a table, the first being its head.
    case table([[String]])
  }

  /// What the chapter is about.
  public let title: String
  /// The question that it answers.
  public let question: String
  /// The sections in their order.
  public let sections: [Section]

  /// The chapters in their order.
  public static let all: [Chapter] = (0..<lesson_chapter_count()).map {
    Chapter(markdown: lesson_chapter($0).text)
  }

  /// Takes the text of a chapter apart.
  ///
  /// - Parameter markdown: The text: headings, paragraphs, lists, tables and fenced blocks.
  /// - Complexity: O(*n*) in its length.
  public init(markdown: String) {
    var reader = ChapterReader()
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      reader.take(line)
    }
    reader.endBlock()
    sections = reader.sections
    title = sections.first?.heading ?? ""
    guard case .paragraph(let first)? = sections.first?.blocks.first else {
      question = ""
      return
    }
    question = first
  }
}

/// Takes a chapter apart, line by line.
private struct ChapterReader {
  var sections: [Chapter.Section] = []
  /// The block that the lines go on with; nil between blocks.
  private var open: Chapter.Block?
  private var isFenced = false
  /// Whether the lines are those of a directive for DocC, which says nothing to readers.
  private var isDirective = false

  mutating func take(_ line: Substring) {
    if isDirective {
      isDirective = line != "}"
    } else if line.hasPrefix("```") {
      takeFence(line)
    } else if isFenced {
      if case .code(let lines, let language) = open {
        open = .code(lines + [String(line)], language: language)
      }
    } else if line.hasPrefix("@") {
      isDirective = line.hasSuffix("{")
    } else if line.hasPrefix("#") {
      takeHeading(line)
    } else {
      takeText(line)
    }
  }

  private mutating func takeFence(_ line: Substring) {
    let wasFenced = isFenced
    endBlock()
    isFenced = !wasFenced
    if isFenced { open = .code([], language: String(line.dropFirst(3))) }
  }

  private mutating func takeHeading(_ line: Substring) {
    endBlock()
    let depth = line.prefix { $0 == "#" }.count
    sections.append(
      Chapter.Section(heading: String(line.dropFirst(depth).drop { $0 == " " }), isPart: depth > 2))
  }

  private mutating func takeText(_ line: Substring) {
    let text = line.drop { $0 == " " }
    if text.isEmpty { return endBlock() }
    if text.hasPrefix("|") { return takeRow(text) }
    if let sign = Self.sign(of: text) {
      endBlock()
      open = .item(String(text.dropFirst(sign.count + 1)), sign: String(sign))
      return
    }
    switch open {
    case .paragraph(let before): open = .paragraph("\(before) \(text)")
    case .item(let before, let sign): open = .item("\(before) \(text)", sign: sign)
    default:
      endBlock()
      open = .paragraph(String(text))
    }
  }

  private mutating func takeRow(_ line: Substring) {
    let cells = line.split(separator: "|").map { cell in
      String(cell.trimmingPrefix { $0 == " " }).trimmingEnd
    }
    // The row of rules below the head.
    let isRule = cells.allSatisfy { !$0.isEmpty && $0.allSatisfy { "-: ".contains($0) } }
    guard case .table(let rows) = open else {
      endBlock()
      open = .table([cells])
      return
    }
    if !isRule { open = .table(rows + [cells]) }
  }

  /// `-`, or a number with a dot, before a blank.
  private static func sign(of text: Substring) -> Substring? {
    if text.hasPrefix("- ") { return text.prefix(1) }
    let digits = text.prefix(while: \.isNumber)
    return !digits.isEmpty && text.dropFirst(digits.count).hasPrefix(". ")
      ? text.prefix(digits.count + 1) : nil
  }

  mutating func endBlock() {
    if let block = open, !sections.isEmpty { sections[sections.count - 1].blocks.append(block) }
    open = nil
    isFenced = false
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

extension LessonFile {
  /// The file as text.
  var text: String {
    String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }
}
