internal import EventLog
internal import Formatting

/// The runs of tasks that one file holds, of which one is read: workflows of Argo, runs of Tekton pipelines.
struct TaskRuns {
  /// One of them.
  struct Run {
    /// What it is called; empty if it has no name.
    var name: String
    /// When it began, on the clock of its tasks; nil if that is not told.
    var began: Nanoseconds?
    /// Reads its tasks; throws where they cannot be read.
    var tasks: () throws(ImportError) -> TaskList
  }

  /// In the order of the file.
  var runs: [Run] = []
  /// What the tasks of a log are said to be of: `Argo workflow`.
  let format: String
  /// What a task is called, and several: `pod`, `pods`.
  let words: (one: String, many: String)
  /// What was left out or mended while reading the file.
  var notes: [ImportNote] = []

  init(format: String, _ words: (one: String, many: String)) {
    (self.format, self.words) = (format, words)
  }

  /// The number of the run that is read if no other is asked for: the one that began last, of several the last.
  private var usual: Int {
    let begun = runs.map { $0.began ?? .min }
    return (begun.indices.max { (begun[$0], $0) < (begun[$1], $1) } ?? 0) + 1
  }

  /// The run that is asked for, or else the one that began last.
  ///
  /// - Throws: `ImportError` if there is none of that number, or none of its tasks ran.
  func imported(_ input: TraceInput) throws(ImportError) -> Import {
    let number = try TracePart.number(
      input.part, of: max(runs.count, 1), usual: usual, "run",
      held: "The file holds \(counted(runs.count, "run"))")
    guard number <= runs.count else {
      throw ImportError(line: 1, problem: "There is no run in it.")
    }
    var run = try runs[number - 1].tasks().imported(input, format: format, part: number, words)
    run.notes = notes + choice(of: number, isChosen: input.part != nil) + run.notes
    run.parts = runs.count
    return run
  }

  /// Which of several it is; that others are left out is no loss where one was asked for.
  private func choice(of number: Int, isChosen: Bool) -> [ImportNote] {
    guard runs.count > 1 else { return [] }
    let name = runs[number - 1].name.isEmpty ? "which has no name" : runs[number - 1].name
    return [
      ImportNote(
        kind: isChosen ? .expected : .skipped, count: runs.count - 1,
        sentence:
          "The file holds \(runs.count) runs; this is number \(number), \(name)"
          + (isChosen ? "" : ", which began last")
          + ". --run 1 to \(runs.count) reads one of them; `summary --runs` lists them.")
    ]
  }

  /// All runs, for whoever chooses one.
  var parts: [TracePart] {
    let usual = usual
    let first = runs.compactMap(\.began).min()
    return runs.enumerated().map { place, run in
      let tasks = try? run.tasks().tasks
      let ran = (tasks ?? []).compactMap(\.ran)
      let start = ran.map(\.start).min() ?? 0
      let end = ran.map { max($0.start, $0.end) }.max() ?? 0
      return TracePart(
        number: place + 1, calls: ran.count,
        work: ran.reduce(0) { $0.addingClamped(max($1.end - $1.start, 0)) }, makespan: end - start,
        began: run.began.flatMap { TracePart.time(of: $0, after: first ?? $0) },
        isUsual: place + 1 == usual,
        remark: tasks == nil
          ? run.name + (run.name.isEmpty ? "" : ", ") + "unreadable" : run.name)
    }
  }
}
