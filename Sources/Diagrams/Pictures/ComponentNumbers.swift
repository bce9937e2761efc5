internal import EventLog
internal import TraceAnalysis

/// Numbers components in the order in which they come up; those of several runs by name.
struct ComponentNumbers {
  private(set) var names: [String] = []
  private var numbers: [String: Int32] = [:]
  private var table = NameTable()
  /// The numbers of the names of the run that is being read, as far as they were asked for.
  private var known: [Int32] = []

  /// Goes on with the names of a run.
  mutating func begin(_ run: Analysis) {
    table = run.log.names
    known = Array(repeating: -1, count: table.count)
  }

  mutating func number(of name: Name) -> Int32 {
    let index = Int(name.index)
    if known.indices.contains(index), known[index] >= 0 { return known[index] }
    let text = table[name]
    let number = numbers[text] ?? Int32(names.count)
    if Int(number) == names.count {
      names.append(text)
      numbers[text] = number
    }
    if known.indices.contains(index) { known[index] = number }
    return number
  }
}
