internal import EventLog
internal import Simulation

/// A scheduling problem as it is read, task after task; one unit of its time is a second.
struct ProblemModel {
  var machines: [Model.Machine] = []
  private var components: [Model.Component] = []
  /// What each task needs.
  private var needs: [[Int]] = []

  /// How many tasks there are.
  var count: Int { components.count }

  /// Adds a machine.
  mutating func addMachine(_ name: String, slots word: ProblemText.Word) throws(ScenarioError) {
    guard let slots = word.number, slots >= 0, slots <= 100_000 else {
      throw word.error(
        "Expected how much there is of a resource, from 0 to 100000, found `\(word.text)`.")
    }
    machines.append(Model.Machine(name: name, slots: UInt32(slots)))
  }

  /// Adds a task that takes slots of machines, each by the machine's index.
  mutating func addTask(
    _ name: String, takes time: ProblemText.Word, slots: [(machine: Int, word: ProblemText.Word)]
  ) throws(ScenarioError) {
    guard let units = time.number, units >= 0,
      units <= Int(Limits.longestTime / Self.unit)
    else { throw time.error("Expected how long a task takes, found `\(time.text)`.") }
    var shares: [Model.Share] = []
    for (machine, word) in slots {
      guard let count = word.number, count >= 0 else {
        throw word.error("Expected how much a task takes, found `\(word.text)`.")
      }
      guard count <= Int(machines[machine].slots) else {
        throw word.error(
          "`\(machines[machine].name)` has \(machines[machine].slots), fewer than the \(count) that "
            + "this task takes: it could never run.")
      }
      if count > 0 { shares.append(.init(machine: machine, slots: UInt32(count))) }
    }
    var component = Model.Component(
      name: name, takes: .constant(Nanoseconds(units) * Self.unit),
      machine: shares.first?.machine, slots: shares.first?.slots ?? 1)
    if shares.count > 1 { component.others = Array(shares.dropFirst()) }
    components.append(component)
    needs.append([])
  }

  /// Lets a task need another, both by their indices; once is enough.
  mutating func addNeed(of task: Int, _ need: Int) { needs[task].append(need) }

  /// The model.
  ///
  /// - Throws: `ScenarioError` if tasks need each other in a circle, or there is none.
  /// - Complexity: O(*n* log *n*) in the number of tasks and needs.
  func model(named name: String) throws(ScenarioError) -> Model {
    guard count > 0 else {
      throw ScenarioError(line: 1, column: 1, problem: "The problem has no tasks.")
    }
    var graph = TaskGraph()
    for row in needs {
      let row = row.sorted()
      graph.append(
        needing: row.indices.filter { $0 == 0 || row[$0] != row[$0 - 1] }.map { row[$0] })
    }
    if let cycle = graph.cycle() {
      let names = (cycle.prefix(9) + [cycle[0]]).map { "`\(self.components[$0].name)`" }
      throw ScenarioError(
        line: 1, column: 1,
        problem: "Tasks need each other in a circle: \(names.joined(separator: " needs ")).")
    }
    // What nobody can use is no machine.
    let used = machines.indices.filter { machines[$0].slots > 0 }
    var places = [Int](repeating: 0, count: machines.count)
    for (place, machine) in used.enumerated() { places[machine] = place }
    var components = components
    if used.count < machines.count {
      for index in components.indices {
        components[index].machine = components[index].machine.map { places[$0] }
        let others = components[index].others
        guard !others.isEmpty else { continue }
        components[index].others = others.map {
          .init(machine: places[$0.machine], slots: $0.slots)
        }
      }
    }
    return Model(
      name: name, machines: used.map { machines[$0] }, components: components, tasks: graph)
  }

  private static let unit: Nanoseconds = 1_000_000_000
}
