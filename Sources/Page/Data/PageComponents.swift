internal import Diagrams
internal import EventLog
internal import Formatting
internal import Reports
internal import TraceAnalysis

/// The components of a run that were called or are declared, and the texts that other lists refer to by number.
struct PageComponents {
  /// The components, in the order of their declaration and then of their first calls.
  private(set) var all: [Name] = []
  private(set) var notes: [String] = []
  /// The number of each component, by the number of its name; −1 for names of other things.
  private var numbers: [Int32]
  private let names: NameTable

  /// - Complexity: O(*n*) in the number of events up to the first call, and of calls.
  init(_ run: Analysis) {
    names = run.log.names
    numbers = Array(repeating: -1, count: run.log.names.count)
    for event in run.log.events {
      if case .callRequested = event.kind { break }
      guard case .componentDeclared(let machine, let traits, let atOnce) = event.kind else {
        continue
      }
      add(event.component, Self.note(machine, traits, atOnce, run.log.names))
    }
    for call in run.table.calls where numbers[Int(call.component.index)] < 0 {
      add(call.component, "")
    }
  }

  /// The number of a component.
  subscript(name: Name) -> Int64 { Int64(numbers[Int(name.index)]) }

  /// The number of a component by its name; −1 for none.
  func number(of name: String) -> Int64 {
    let name = names.find(name)
    return name.isNone ? -1 : self[name]
  }

  /// The name of a component by its number.
  func name(of number: Int) -> String { names[all[number]] }

  private mutating func add(_ name: Name, _ note: String) {
    guard numbers[Int(name.index)] < 0 else { return }
    numbers[Int(name.index)] = Int32(all.count)
    all.append(name)
    notes.append(note)
  }

  private static func note(
    _ machine: Name, _ traits: ComponentTraits, _ atOnce: UInt32, _ names: NameTable
  ) -> String {
    traits.words(atOnce: atOnce, machine: machine.isNone ? nil : names[machine])
      .joined(separator: ", ")
  }

  /// Writes the names and the components.
  func write(to json: inout JSONSink, _ colours: ColourGroups) {
    json.texts("names", all.map { names[$0] })
    json.list("components", count: all.count) { list in
      for (number, name) in all.enumerated() {
        list.beginObject()
        list.field("name", number)
        list.field("note", notes[number].visibleText)
        list.field("colour", colours.colour(of: names[name]))
        list.endObject()
      }
    }
  }
}
