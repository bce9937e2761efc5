internal import TraceFormats

/// The lines of a workflow file that put steps of a job in the background and wait for them.
struct BackgroundLines {
  /// The lines, from the first step that changes to the last wait; nil where they cannot be written line by line.
  let text: String?

  init(_ plan: BackgroundPlan, _ model: JobModel, _ file: WorkflowFile) {
    guard let source = model.job.source else {
      text = nil
      return
    }
    let flat = source.flatSteps
    func step(_ place: Int) -> WorkflowFile.Step? { model.job.steps[place].source.map { flat[$0] } }
    var ids = Set(flat.compactMap(\.id))
    var names: [Int: String] = [:]
    for place in plan.steps {
      guard let step = step(place) else { continue }
      let id = step.id ?? Self.id(for: model.job.steps[place].name, unlike: ids)
      ids.insert(id)
      names[place] = id
    }
    // What stands in the file from the first of them to the last or to the step that waits, each once.
    let starts = plan.steps.compactMap(step).map(\.lines.lowerBound)
    let waits = plan.waits.compactMap { wait in step(wait.before).map { ($0, wait.steps) } }
    let ends =
      plan.steps.compactMap(step).map(\.lines.upperBound) + waits.map { $0.0.lines.lowerBound - 1 }
    guard names.count == plan.steps.count, waits.count == plan.waits.count,
      let first = starts.min(), let last = ends.max(), first <= last, last <= file.lines.count,
      plan.steps.allSatisfy({ place in step(place).map { Self.isBlock($0, file) } ?? false })
    else {
      text = nil
      return
    }
    var lines: [String] = []
    for number in first...last {
      for (step, waited) in waits where step.lines.lowerBound == number {
        lines += Self.wait(for: waited.compactMap { names[$0] }, like: step)
      }
      lines.append(file.lines[number - 1])
      for place in plan.steps {
        guard let step = step(place), step.lines.lowerBound == number, let id = names[place] else {
          continue
        }
        let indentation = String(repeating: " ", count: step.column - 1)
        if step.id == nil { lines.append("\(indentation)id: \(id)") }
        lines.append("\(indentation)background: true")
      }
    }
    for (step, waited) in waits where step.lines.lowerBound == last + 1 {
      while lines.last?.allSatisfy({ $0 == " " }) ?? false { lines.removeLast() }
      lines += Self.wait(for: waited.compactMap { names[$0] }, like: step)
    }
    text = lines.joined(separator: "\n")
  }

  private static func wait(for ids: [String], like step: WorkflowFile.Step) -> [String] {
    let dash = String(repeating: " ", count: max(0, step.column - 3))
    let list = ids.count == 1 ? ids[0] : "[\(ids.joined(separator: ", "))]"
    return ["\(dash)- name: Wait for \(ids.joined(separator: ", "))", "\(dash)  wait: \(list)"]
  }

  /// Whether a step has its first key behind its dash, and others below it.
  private static func isBlock(_ step: WorkflowFile.Step, _ file: WorkflowFile) -> Bool {
    let line = file.lines[step.lines.lowerBound - 1]
    let blanks = line.prefix { $0 == " " }.count
    guard line.dropFirst(blanks).hasPrefix("- "), blanks + 3 == step.column else { return false }
    // A text of several lines goes on in the next one.
    let rest = line.dropFirst(step.column - 1)
    guard let colon = rest.firstIndex(of: ":"), rest.first != "{" else { return false }
    let value = rest[rest.index(after: colon)...].drop { $0 == " " }
    return value.first.map { !"|>{[\"'".contains($0) || (value.last == $0 && value.count > 1) }
      ?? false
  }

  /// An id made of a name: `run-lint`.
  private static func id(for name: String, unlike others: Set<String>) -> String {
    var id = ""
    var words = name.hasPrefix("Run ") ? name.dropFirst(4) : name[...]
    // `setup-node` of `actions/setup-node@v4`.
    if !words.contains(" "), let at = words.firstIndex(of: "@") {
      words = words[..<at].split(separator: "/").last ?? words
    }
    for letter in words.lowercased() {
      if letter.isASCII, letter.isLetter || letter.isNumber {
        id.append(letter)
      } else if let last = id.last, last != "-" {
        id.append("-")
      }
      if id.count >= 40 { break }
    }
    while id.last == "-" { id.removeLast() }
    if !(id.first?.isLetter ?? false) { id = "step-\(id)" }
    if id.last == "-" { id.removeLast() }
    guard others.contains(id) else { return id }
    return (2...).lazy.map { "\(id)-\($0)" }.first { !others.contains($0) } ?? id
  }
}
