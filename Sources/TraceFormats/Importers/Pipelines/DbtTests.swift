internal import EventLog

extension DbtManifest {
  /// Lets each node wait for the tests of what it needs, where it comes after all that the test needs.
  ///
  /// That is what `dbt build` does (dbt-core, `compilation.py`, `add_test_edges`).
  func addTests(to list: inout TaskList) {
    var dependents: [String: [Int]] = [:]
    for (place, task) in list.tasks.enumerated() where !DbtId.isTest(task.id) {
      for need in task.needs { dependents[need, default: []].append(place) }
    }
    var added: [(place: Int, test: String)] = []
    var steps = 0
    for test in list.tasks where DbtId.isTest(test.id) && test.ran != nil {
      guard steps <= Self.mostSteps else {
        list.notes.append(
          ImportNote(
            kind: .skipped, count: 1,
            sentence:
              "There are too many nodes and tests to tell of all which tests a node waited for."))
        break
      }
      let tested = Set(test.needs)
      var places = Set<Int>()
      for need in tested { places.formUnion(dependents[need] ?? []) }
      steps += places.count
      for place in places.sorted() where !tested.contains(list.tasks[place].id) {
        let comesAfterAll =
          tested.count == 1
          || tested.isSubset(of: ancestors(of: list.tasks[place].id, &steps))
        if comesAfterAll { added.append((place, test.id)) }
      }
    }
    for (place, test) in added { list.tasks[place].needs.append(test) }
  }

  /// The most steps from node to node that are gone to find which tests nodes waited for.
  private static let mostSteps = 20_000_000

  private func ancestors(of id: String, _ steps: inout Int) -> Set<String> {
    var all = Set<String>()
    var open = [id]
    while let next = open.popLast(), steps <= Self.mostSteps {
      steps += 1 + (needs[next]?.count ?? 0)
      for need in needs[next] ?? [] where all.insert(need).inserted { open.append(need) }
    }
    return all
  }
}
