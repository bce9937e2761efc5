internal import Simulation

/// Problems of PSPLIB: jobs with the jobs that follow them, how long each takes, and what it takes of renewable
/// resources (Kolisch and Sprecher, "PSPLIB: a project scheduling problem library", 1996).
///
///     PRECEDENCE RELATIONS:
///     jobnr.    #modes  #successors   successors
///        1        1          2           2   3
///     REQUESTS/DURATIONS:
///     jobnr. mode duration  R 1  R 2
///       2      1     8       4    0
///     RESOURCEAVAILABILITIES:
///       R 1  R 2
///        12   13
enum PSPLIBProblem {
  static func read(_ text: ProblemText) throws(ScenarioError) -> ProblemModel {
    let successors = try rows(of: text, behind: "PRECEDENCE", at: 3)
    let requests = try rows(of: text, behind: "REQUESTS/DURATIONS:", at: 3)
    let (names, capacities) = try resources(of: text)
    var problem = ProblemModel()
    for (name, capacity) in zip(names, capacities) { try problem.addMachine(name, slots: capacity) }
    try refuseModes(successors)
    guard requests.count == successors.count else {
      let place = requests.last?[0] ?? successors[0][0]
      throw place.error(
        "Expected \(successors.count) jobs, as many as precede one another; found "
          + "\(requests.count). The file may be cut off.")
    }
    for (index, row) in requests.enumerated() {
      try check(row[0], isJob: index + 1)
      guard row.count == 3 + names.count else {
        throw row[0].error(
          "Expected a job, its mode, its duration and \(names.count) requests; found \(row.count) "
            + "numbers.")
      }
      if let kind = names.indices.first(where: {
        !names[$0].hasPrefix("R") && row[3 + $0].number != 0
      }) {
        throw row[3 + kind].error(
          "The resource \(names[kind]) is used up by what takes it. Only renewable resources are read."
        )
      }
      try problem.addTask(
        "job \(index + 1)", takes: row[2], slots: names.indices.map { ($0, row[3 + $0]) })
    }
    for (index, row) in successors.enumerated() {
      try check(row[0], isJob: index + 1)
      guard row.count >= 3, let count = row[2].number, count == row.count - 3 else {
        throw row[0].error("Expected as many successors as it says, found \(row.count - 3).")
      }
      for word in row.dropFirst(3) {
        guard let job = word.number, job >= 1, job <= successors.count else {
          throw word.error("Expected a job from 1 to \(successors.count), found `\(word.text)`.")
        }
        problem.addNeed(of: job - 1, index)
      }
    }
    return problem
  }

  /// The rows of numbers of a section.
  private static func rows(
    of text: ProblemText, behind heading: Substring, at least: Int
  ) throws(ScenarioError) -> [[ProblemText.Word]] {
    guard let start = text.lines.firstIndex(where: { $0[0].text == heading }) else {
      throw ScenarioError(
        line: text.lineCount, column: 1,
        problem: "There is no section `\(heading)`. The file may be cut off.")
    }
    var rows: [[ProblemText.Word]] = []
    for line in text.lines[(start + 1)...] {
      if line[0].text == "jobnr." { continue }
      guard line.allSatisfy({ $0.number != nil }) else { break }
      guard line.count >= least else {
        throw line[0].error("Expected \(least) numbers or more, found \(line.count).")
      }
      rows.append(line)
    }
    guard !rows.isEmpty else {
      throw text.lines[start][0].error("The section `\(heading)` is empty.")
    }
    return rows
  }

  /// The resources by their names, such as `R1`, and how much there is of each.
  private static func resources(
    of text: ProblemText
  ) throws(ScenarioError) -> ([String], [ProblemText.Word]) {
    guard let start = text.lines.firstIndex(where: { $0[0].text == "RESOURCEAVAILABILITIES:" }),
      start + 2 < text.lines.count
    else {
      throw ScenarioError(
        line: text.lineCount, column: 1,
        problem: "There is no section `RESOURCEAVAILABILITIES:`. The file may be cut off.")
    }
    let heading = text.lines[start + 1]
    let names = stride(from: 0, to: heading.count - 1, by: 2).map {
      String(heading[$0].text + heading[$0 + 1].text)
    }
    let row = text.lines[start + 2]
    guard row.count == names.count else {
      throw row[0].error("Expected \(names.count) resources, found \(row.count) numbers.")
    }
    return (names, row)
  }

  private static func refuseModes(_ rows: [[ProblemText.Word]]) throws(ScenarioError) {
    guard let row = rows.first(where: { $0[1].number != 1 }) else { return }
    throw row[1].error(
      "Job \(row[0].text) can be done in \(row[1].text) modes. Only problems with one mode are read."
    )
  }

  private static func check(_ word: ProblemText.Word, isJob job: Int) throws(ScenarioError) {
    guard word.number == job else {
      throw word.error("Expected job \(job), found `\(word.text)`.")
    }
  }
}
