internal import EventLog
internal import JSON

/// The units of a build by cargo, each with those that it waited for last.
///
/// Where a page tells when the metadata of a unit was there, its frontend and its code generation are calls of their own,
/// whether or not a unit waited for the metadata: which did depends on the run, and two runs make the same calls.
struct CargoUnits {
  private(set) var list = TaskList(place: "job")

  init(_ units: [JSONNode]) {
    list.needs = .some
    // Times are seconds with two decimals.
    list.unit = 20_000_000
    let needs = Self.needs(units)
    var fresh = 0
    for unit in units {
      guard let number = unit["i"]?.integer(), let name = unit["name"]?.string,
        let start = unit["start"]?.integer(timesTenTo: 9),
        let time = unit["duration"]?.integer(timesTenTo: 9), time >= 0
      else { continue }
      let target = unit["target"]?.string?.trimmed ?? ""
      let title = [name, unit["version"]?.string.map { "v\($0)" }, target.isEmpty ? nil : target]
        .compactMap(\.self).joined(separator: " ")
      guard start > 0 || time > 0 else {
        fresh += 1
        continue
      }
      let own = needs["\(number)"] ?? []
      let kind = unit["mode"]?.isString("todo") == false ? unit["mode"]?.string : nil
      guard let frontend = Self.end(ofFrontend: unit), frontend >= 0 else {
        list.tasks.append(
          TaskList.Task(
            id: "\(number)", name: title, arguments: kind,
            ran: (start, start.addingClamped(time)), needs: own))
        continue
      }
      let middle = start.addingClamped(min(frontend, time))
      list.tasks.append(
        TaskList.Task(
          id: "\(number) frontend", name: title, arguments: "frontend", ran: (start, middle),
          needs: own))
      list.tasks.append(
        TaskList.Task(
          id: "\(number)", name: title, arguments: "code generation",
          ran: (middle, start.addingClamped(time)), needs: ["\(number) frontend"]))
    }
    list.notes =
      ImportNote.inherent(
        fresh, "unit was", "units were", " fresh: nothing was done for it.")
      + [
        ImportNote(
          kind: .expected, count: list.tasks.count,
          sentence:
            "A page of cargo names for each unit only those that it held up last, not all that need it: so the "
            + "floor is unknown. A unit that failed takes no time there, and nothing says that it failed."
        )
      ]
  }

  /// What each unit waited for last, by their numbers: units, or their frontends.
  ///
  /// Older pages, such as those of cargo 1.65, call the lists `unlocked_units` and `unlocked_rmeta_units`.
  private static func needs(_ units: [JSONNode]) -> [String: [String]] {
    var needs: [String: [String]] = [:]
    for unit in units {
      guard let number = unit["i"]?.integer() else { continue }
      let whole =
        Array(unit.elements(of: "unblocked_units")) + Array(unit.elements(of: "unlocked_units"))
      for other in whole.compactMap({ $0.integer() }) {
        needs["\(other)", default: []].append("\(number)")
      }
      let early =
        Array(unit.elements(of: "unblocked_rmeta_units"))
        + Array(unit.elements(of: "unlocked_rmeta_units"))
      for other in early.compactMap({ $0.integer() }) {
        needs["\(other)", default: []].append("\(number) frontend")
      }
    }
    return needs
  }

  /// How long after its beginning the metadata of a unit was there: the end of its frontend, or in older pages `rmeta_time`.
  private static func end(ofFrontend unit: JSONNode) -> Nanoseconds? {
    for section in unit.elements(of: "sections") {
      let parts = Array(section.elements)
      if parts.count == 2, parts[0].isString("frontend") {
        return parts[1]["end"]?.integer(timesTenTo: 9)
      }
    }
    return unit["rmeta_time"]?.integer(timesTenTo: 9)
  }
}
