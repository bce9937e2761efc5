internal import Formatting

/// A chapter as it is told in a terminal, section by section.
public struct ChapterText: Sendable {
  /// How a terminal shows what stands out; nothing of it elsewhere.
  public struct Style: Sendable {
    let (bold, dim, plain): (String, String, String)

    /// Without any.
    public static let none = Style(bold: "", dim: "", plain: "")
    /// With the escape sequences that every terminal knows (ECMA-48).
    public static let terminal = Style(
      bold: "\u{1b}[1m", dim: "\u{1b}[2m", plain: "\u{1b}[0m")
  }

  /// How wide lines of text are, and the terminal.
  private let (columns, room): (Int, Int)
  private let style: Style

  /// The most columns of a line of text: longer lines are hard to read.
  private static let widest = 88

  /// Tells chapters in a terminal of so many columns.
  public init(columns: Int, style: Style) {
    (self.columns, room) = (max(24, min(columns, Self.widest)), columns)
    self.style = style
  }

  /// The lines of a section, with its heading.
  ///
  /// - Complexity: O(*n*) in its length.
  public func lines(of section: Chapter.Section) -> [String] {
    var lines = wrapped("**\(section.heading)**", indentation: 0)
    var wasItem = false
    for block in section.blocks {
      var isItem = false
      if case .item = block { isItem = true }
      if !(isItem && wasItem) { lines.append("") }
      lines += self.lines(of: block)
      wasItem = isItem
    }
    return lines
  }

  private func lines(of block: Chapter.Block) -> [String] {
    switch block {
    case .paragraph(let text): return wrapped(text, indentation: 0)
    case .item(let text, let sign):
      var lines = wrapped(text, indentation: sign.count + 1)
      lines[0] = sign + lines[0].dropFirst(sign.count)
      return lines
    case .code(let code, _):
      return code.map { line in
        line.isEmpty
          ? "" : line.hasPrefix("$ ") ? "    \(style.bold)\(line)\(style.plain)" : "    \(line)"
      }
    case .table(let rows):
      var table = Table(Array(repeating: .left, count: rows.map(\.count).max() ?? 1))
      for row in rows { table.add(cells: row.map { Self.spans(of: $0).map(\.text).joined() }) }
      return fitting(table) { $0.joined(separator: " – ") }
    }
  }

  /// The chapters, each with its question, as a list to choose from.
  ///
  /// - Parameter chapters: The chapters.
  /// - Returns: The lines.
  public func list(of chapters: [Chapter]) -> [String] {
    var table = Table([.right, .left, .left])
    for (place, chapter) in chapters.enumerated() {
      table.add("\(place + 1)", chapter.title, chapter.question)
    }
    return fitting(table) { "\($0[0]) \($0[1]). \($0[2])" }
  }

  /// The lines of a table, or where they are wider than the terminal its rows as text.
  private func fitting(_ table: Table, _ text: ([String]) -> String) -> [String] {
    let lines = table.lines
    guard lines.contains(where: { $0.terminalColumns > room }) else { return lines }
    return table.rows.flatMap { row in
      var lines = wrapped(text(row), indentation: 2)
      lines[0] = String(lines[0].dropFirst(2))
      return lines
    }
  }

  /// A text in lines no wider than the terminal, broken between words.
  private func wrapped(_ text: String, indentation: Int) -> [String] {
    let margin = String(repeating: " ", count: indentation)
    var lines = [margin]
    var width = indentation
    for word in words(of: text, mostColumns: columns - indentation) {
      if width > indentation, width + 1 + word.columns > columns {
        lines.append(margin)
        width = indentation
      }
      if width > indentation {
        lines[lines.count - 1] += " "
        width += 1
      }
      lines[lines.count - 1] += word.text
      width += word.columns
    }
    return lines
  }

  /// The words of a text as they are shown, longer ones in pieces; a part of one may stand out.
  private func words(of text: String, mostColumns most: Int) -> [(text: String, columns: Int)] {
    var words: [(text: String, columns: Int)] = []
    var isOpen = false
    for span in Self.spans(of: text) {
      for (place, part) in span.text.split(separator: " ", omittingEmptySubsequences: false)
        .enumerated()
      {
        if place > 0 { isOpen = false }
        for piece in part.pieces(ofColumns: most) {
          let isTooLong = (words.last?.columns ?? 0) + piece.terminalColumns > most
          if !isOpen || isTooLong { words.append(("", 0)) }
          isOpen = true
          words[words.count - 1].text +=
            span.isStrong ? style.bold + piece + style.plain : String(piece)
          words[words.count - 1].columns += piece.terminalColumns
        }
      }
    }
    return words
  }

  /// A text without the signs of Markdown, in pieces that stand out and others.
  private static func spans(of text: String) -> [(text: String, isStrong: Bool)] {
    var spans: [(text: String, isStrong: Bool)] = []
    var isStrong = false
    for piece in text.split(separator: "**", omittingEmptySubsequences: false) {
      let plain = String(piece)
        .replacing(/<doc:([A-Za-z0-9]+)>/) { "the guide \($0.output.1)" }
        .replacing(/\[([^\]]*)\]\([^)]*\)/) { String($0.output.1) }
        .replacing(/(^|[\s(])\*([^*]+)\*/) { "\($0.output.1)\($0.output.2)" }
      if !plain.isEmpty { spans.append((plain, isStrong)) }
      isStrong.toggle()
    }
    return spans
  }
}

extension Substring {
  /// The text in pieces that take no more columns of a terminal than that.
  fileprivate func pieces(ofColumns most: Int) -> [Substring] {
    var pieces: [Substring] = []
    var rest = self
    while rest.terminalColumns > most {
      var piece = rest.prefix(most)
      while piece.count > 1, piece.terminalColumns > most { piece.removeLast() }
      pieces.append(piece)
      rest = rest[piece.endIndex...]
    }
    return rest.isEmpty ? pieces : pieces + [rest]
  }
}
