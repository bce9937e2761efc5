internal import TraceFormats

/// The lines of a workflow file that put steps of a job in the background and wait for them.
struct BackgroundLines {
  /// The lines, from the first step that changes to the last wait; nil where they cannot be written line by line.
  let text: String?
  /// Why there are none; nil where there are.
  let obstacle: String?

  init(_ plan: BackgroundPlan, _ model: JobModel, _ file: WorkflowFile) {
    do throws(Problem) {
      text = try Self.text(plan, model, file)
      obstacle = nil
    } catch {
      (text, obstacle) = (nil, error.sentence)
    }
  }

  /// Why there are no lines.
  private struct Problem: Error {
    var sentence: String
  }

  private static func text(
    _ plan: BackgroundPlan, _ model: JobModel, _ file: WorkflowFile
  ) throws(Problem) -> String {
    let flat = model.job.source?.flatSteps ?? []
    /// Where a step stands that was run.
    func lines(_ place: Int, isChanged: Bool) throws(Problem) -> StepLines {
      let name = "“\(model.job.steps[place].name)”"
      guard let source = model.job.steps[place].source else {
        throw Problem(sentence: "\(name) is not in the file")
      }
      do throws(StepLines.Obstacle) {
        let lines = try StepLines(flat[source], file)
        if isChanged, !lines.isBlock { throw .flow }
        return lines
      } catch {
        throw Problem(sentence: "\(name) \(error.rawValue)")
      }
    }
    var ids = Set(flat.compactMap(\.id))
    var names: [Int: String] = [:]
    var changed: [Int: (lines: StepLines, keys: [String])] = [:]
    for place in plan.steps {
      let own = try lines(place, isChanged: true)
      let given = model.job.steps[place].source.flatMap { flat[$0].id }
      let id = given ?? Self.id(for: model.job.steps[place].name, unlike: ids)
      ids.insert(id)
      names[place] = id
      changed[place] = (own, (given == nil ? ["id: \(id)"] : []) + ["background: true"])
    }
    var waits: [(before: StepLines, ids: [String])] = []
    for wait in plan.waits {
      waits.append(
        (try lines(wait.before, isChanged: false), wait.steps.compactMap { names[$0] }))
    }
    // What stands in the file from the first of them to the last or to the step that waits, each once.
    let first = changed.values.map(\.lines.start).min() ?? 1
    let last =
      (changed.values.map(\.lines.end) + waits.map { $0.before.start - 1 }).max() ?? first
    var text: [String] = []
    for number in first...max(first, last) {
      for wait in waits where wait.before.start == number { text += Self.wait(wait) }
      if let (step, keys) = changed.values.first(where: {
        ($0.lines.start...$0.lines.end).contains(number)
      }) {
        text += step.line(number, adding: keys)
      } else {
        text.append(file.lines[number - 1])
      }
    }
    for wait in waits where wait.before.start == last + 1 {
      while text.last?.allSatisfy({ $0 == " " }) ?? false { text.removeLast() }
      text += Self.wait(wait)
    }
    return text.joined(separator: "\n")
  }

  private static func wait(_ wait: (before: StepLines, ids: [String])) -> [String] {
    let dash = String(repeating: " ", count: wait.before.dash)
    let names = wait.ids.joined(separator: ", ")
    let list = wait.ids.count == 1 ? names : "[\(names)]"
    return ["\(dash)- name: Wait for \(names)", "\(dash)  wait: \(list)"]
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
