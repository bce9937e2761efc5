internal import TraceFormats

/// Where a step stands in a workflow file, as far as lines can be put before it and keys into it.
struct StepLines {
  /// The line on which it begins, with its dash.
  let start: Int
  /// The last line.
  let end: Int
  /// How far its dash is indented.
  let dash: Int
  private let step: WorkflowFile.Step
  private let file: WorkflowFile

  /// - Throws: `Obstacle` where its lines cannot be told from those of others.
  init(_ step: WorkflowFile.Step, _ file: WorkflowFile) throws(Obstacle) {
    (self.step, self.file) = (step, file)
    end = step.lines.upperBound
    let first = step.lines.lowerBound
    guard end <= file.lines.count else { throw .elsewhere }
    let line = file.lines[first - 1]
    let blanks = line.prefix { $0 == " " }.count
    guard line.dropFirst(step.column - 1).first != "&" else { throw .anchor }
    if line.dropFirst(blanks).hasPrefix("- ") {
      (start, dash) = (first, blanks)
      // Another dash may stand between.
      guard
        line.dropFirst(blanks + 1).prefix(while: { $0 == " " }).count + blanks + 2 == step.column
      else { throw .elsewhere }
    } else if blanks + 1 == step.column, first > 1,
      case let before = file.lines[first - 2], before.allSatisfy({ $0 == " " || $0 == "-" }),
      before.last(where: { $0 != " " }) == "-"
    {
      (start, dash) = (first - 1, before.prefix { $0 == " " }.count)
    } else {
      throw line.contains("{") ? .flow : .elsewhere
    }
  }

  /// Why there are no lines to put in the place of those of a step.
  enum Obstacle: String, Error {
    case flow = "is written in flow style, as { … }"
    case anchor = "has an anchor, so that other steps may be the same lines"
    case elsewhere = "is an alias for what stands elsewhere in the file"
  }

  /// Whether its keys stand below each other, so that others can be put between them.
  var isBlock: Bool {
    file.lines[step.lines.lowerBound - 1].dropFirst(step.column - 1).first != "{"
  }

  /// The lines of it from a number on, of which one is its first key, with some keys more.
  func line(_ number: Int, adding keys: [String]) -> [String] {
    let line = file.lines[number - 1]
    guard number == step.lines.lowerBound else { return [line] }
    let indentation = String(repeating: " ", count: step.column - 1)
    let more = keys.map { indentation + $0 }
    guard isContinued else { return [line] + more }
    // Its first value goes on in the next line: the others come before it.
    let key = indentation + line.dropFirst(step.column - 1)
    guard start == number, let first = more.first else { return more + [line] }
    let dashed = line.prefix(step.column - 1) + first.dropFirst(step.column - 1)
    return [String(dashed)] + more.dropFirst() + [key]
  }

  /// Whether the value of its first key goes on in the next line.
  private var isContinued: Bool {
    let next = file.lines[step.lines.lowerBound..<step.lines.upperBound].first {
      !$0.allSatisfy { $0 == " " }
    }
    return (next?.prefix { $0 == " " }.count ?? 0) >= step.column
  }
}
