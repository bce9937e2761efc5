/// Rows of words set in columns for a terminal.
package struct Table {
  /// Where a cell stands in its column.
  package enum Alignment { case left, right }

  private let alignments: [Alignment]
  /// The cells, row by row.
  package private(set) var rows: [[String]] = []
  private let indentation: String
  /// The most columns of the terminal that a cell may take.
  private let widest: Int

  /// A table with columns so aligned; the last column is not padded.
  ///
  /// - Parameters:
  ///   - alignments: Where cells stand in each column.
  ///   - indentation: How many blanks come before each line.
  ///   - widest: The most columns of the terminal that a cell may take; what is wider ends in an ellipsis.
  package init(_ alignments: [Alignment], indentation: Int = 2, widest: Int = 100) {
    self.alignments = alignments
    self.widest = widest
    self.indentation = String(repeating: " ", count: indentation)
  }

  /// Adds a row.
  package mutating func add(_ cells: String...) { rows.append(cells) }

  /// Adds a row of as many cells as there are columns, or fewer.
  package mutating func add(cells: [String]) { rows.append(cells) }

  /// The lines of the table; names in it cannot move the cursor or the text beside them.
  package var lines: [String] {
    let shown = rows.map { $0.map { $0.visibleText.truncated(toColumns: widest) } }
    let widths = alignments.indices.map { column in
      shown.lazy.map { column < $0.count ? $0[column].terminalColumns : 0 }.max() ?? 0
    }
    return shown.map { row in
      var line = indentation
      for (column, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - cell.terminalColumns)
        let isLast = column == row.count - 1
        line += alignments[column] == .right ? padding + cell : isLast ? cell : cell + padding
        if !isLast { line += "  " }
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// The lines of the table in Markdown, with a head.
  package func markdownLines(head: [String]) -> [String] {
    let rules = alignments.map { $0 == .right ? "--:" : ":--" }
    let body = rows.map { row in
      alignments.indices.map { $0 < row.count ? row[$0].markdownText : "" }
    }
    let names = alignments.indices.map { $0 < head.count ? head[$0] : "" }
    return ([names, rules] + body).map { "| " + $0.joined(separator: " | ") + " |" }
  }
}
