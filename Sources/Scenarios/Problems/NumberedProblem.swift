internal import Simulation

/// Problems that are nothing but numbers, told apart by how many of them stand where.
///
/// - Job shop (as in the OR-Library): `jobs machines`, then for each job its steps as pairs of a machine from 0 and a
///   time.
/// - Patterson (`.rcp`): `tasks resources`, the capacity of each resource, then for each task its time, what it takes
///   of each resource, and how many and which tasks follow it.
/// - STG (Kasahara): `tasks`, then for each, and one before and behind them, its number, its time, and how many and
///   which tasks come before it.
struct NumberedProblem {
  private let words: [ProblemText.Word]
  private let first: [ProblemText.Word]
  private var place = 0

  static func read(_ text: ProblemText) throws(ScenarioError) -> ProblemModel {
    guard let first = text.lines.first else {
      throw ScenarioError(line: 1, column: 1, problem: "The problem has no numbers.")
    }
    let words = text.words
    if let word = words.first(where: { $0.text.hasPrefix("[") }) {
      throw word.error("This problem has time lags between tasks, which are not read.")
    }
    var problem = NumberedProblem(words: words, first: first)
    if first.count > 2 {
      throw first[2].error(
        "This may be a flexible job shop, in which a step runs on one of several machines. That is "
          + "not read.")
    }
    return first.count == 1
      ? try problem.readSTG()
      : problem.isJobShop ? try problem.readJobShop() : try problem.readPatterson()
  }

  private init(words: [ProblemText.Word], first: [ProblemText.Word]) {
    (self.words, self.first) = (words, first)
  }

  /// The next number from 0 on.
  private mutating func next(_ what: String) throws(ScenarioError) -> (Int, ProblemText.Word) {
    guard place < words.count else {
      let last = words[words.count - 1]
      throw last.error("Expected \(what) behind this. The file may be cut off.")
    }
    let word = words[place]
    place += 1
    guard let number = word.number, number >= 0 else {
      throw word.error("Expected \(what), found `\(word.text)`.")
    }
    return (number, word)
  }

  private func expectEnd() throws(ScenarioError) {
    guard place < words.count else { return }
    throw words[place].error("The problem is complete before this; expected nothing more.")
  }

  /// Whether there are as many numbers as pairs for each job and machine, with machines at the first places.
  private var isJobShop: Bool {
    guard let jobs = first[0].number, let machines = first[1].number, jobs > 0, machines > 0,
      (words.count - 2) % 2 == 0, (words.count - 2) / 2 / jobs == machines,
      (words.count - 2) / 2 % jobs == 0
    else { return false }
    return stride(from: 2, to: words.count, by: 2).allSatisfy {
      words[$0].number ?? .max < machines
    }
  }

  private mutating func readJobShop() throws(ScenarioError) -> ProblemModel {
    let (jobs, machines) = (try next("a number of jobs").0, try next("a number of machines").0)
    var problem = ProblemModel()
    for machine in 0..<machines {
      problem.machines.append(Model.Machine(name: "machine \(machine)"))
    }
    for job in 1...jobs {
      for step in 1...machines {
        let (machine, _) = try next("a machine")
        let (_, time) = try next("a time")
        let task = problem.count
        let one = ProblemText.Word(text: "1", line: time.line, column: time.column)
        try problem.addTask("job \(job).\(step)", takes: time, slots: [(machine, one)])
        if step > 1 { problem.addNeed(of: task, task - 1) }
      }
    }
    return problem
  }

  private mutating func readPatterson() throws(ScenarioError) -> ProblemModel {
    let (tasks, resources) = (try next("a number of tasks").0, try next("a number of resources").0)
    var problem = ProblemModel()
    // There can be no more of anything than numbers.
    guard tasks <= words.count, resources <= words.count else {
      throw first[0].error(
        "Expected a job shop, a problem of Patterson's or one of the standard task graph set; there are "
          + "too few numbers for this to be one.")
    }
    for resource in 0..<resources {
      try problem.addMachine("R\(resource + 1)", slots: try next("a capacity").1)
    }
    var followers: [(of: Int, ProblemText.Word)] = []
    for task in 0..<tasks {
      let (_, time) = try next("a time")
      var slots: [(machine: Int, word: ProblemText.Word)] = []
      for resource in 0..<resources { slots.append((resource, try next("a request").1)) }
      try problem.addTask("task \(task + 1)", takes: time, slots: slots)
      for _ in 0..<(try next("a number of tasks that follow").0) {
        followers.append((task, try next("a task that follows").1))
      }
    }
    try expectEnd()
    for (task, word) in followers {
      guard let follower = word.number, follower >= 1, follower <= tasks else {
        throw word.error("Expected a task from 1 to \(tasks), found `\(word.text)`.")
      }
      problem.addNeed(of: follower - 1, task)
    }
    return problem
  }

  private mutating func readSTG() throws(ScenarioError) -> ProblemModel {
    let (inner, _) = try next("a number of tasks")
    var problem = ProblemModel()
    var needs: [(of: Int, ProblemText.Word)] = []
    // One task without time stands before all others, and one behind them.
    for task in 0..<(min(inner, words.count) + 2) {
      let (number, word) = try next("task \(task)")
      guard number == task else { throw word.error("Expected task \(task), found `\(word.text)`.") }
      try problem.addTask("task \(task)", takes: try next("a time").1, slots: [])
      for _ in 0..<(try next("a number of tasks that come before").0) {
        needs.append((task, try next("a task that comes before").1))
      }
    }
    try expectEnd()
    for (task, word) in needs {
      guard let need = word.number, need < problem.count else {
        throw word.error("Expected a task from 0 to \(problem.count - 1), found `\(word.text)`.")
      }
      problem.addNeed(of: task, need)
    }
    return problem
  }
}
