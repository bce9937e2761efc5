/// The variables and rules of a `build.ninja`, by the scopes in which they hold.
///
/// A file's variable is expanded where it is set. A build statement's own variables see the file's
/// and stand before them. A rule's variables are expanded for each build statement, and see first
/// its own variables, then the rule's, then the file's, beside `in` and `out`; what the file sets
/// after the statement is not seen here.
///
/// Values that name one another twice over grow without measure, so all that is expanded is held
/// to a multiple of what was read.
struct NinjaVariables {
  /// Why a text cannot be expanded.
  enum ExpansionError: Error {
    /// Variables grew beyond measure.
    case tooLong(limit: Int)
    /// A rule's variable needs itself, or so many others that it comes to the same.
    case endless
  }

  /// A scope, by its number.
  typealias Scope = Int

  /// What a build statement adds to the scope it stands in.
  struct Edge {
    var bytes: [UInt8]
    var bindings: [NinjaManifest.Binding] = []
    var rule: Rule?
    /// `in` and `out`.
    var inputs: [UInt8] = []
    var outputs: [UInt8] = []
  }

  /// A rule's variables, as they stand there.
  struct Rule {
    fileprivate var bindings: [(name: [UInt8], value: [UInt8])]
  }

  private struct Level {
    var parent: Scope?
    var values: [Int: [UInt8]] = [:]
    var rules: [Int: Rule] = [:]
  }

  private var names = NinjaTexts()
  private var levels = [Level(parent: nil)]
  private var expanded = 0
  private var limit = 4 << 20

  /// How many variables the value of one rule's variable may be made of.
  private static let mostSteps = 10_000

  /// The scope of the first file.
  static let top: Scope = 0

  /// Allows for as much more as goes with so many bytes of input.
  mutating func allow(forInput count: Int) { limit += 16 * count }

  /// A new scope that sees all of another.
  mutating func open(in parent: Scope) -> Scope {
    levels.append(Level(parent: parent))
    return levels.count - 1
  }

  mutating func set(
    _ binding: NinjaManifest.Binding, of bytes: [UInt8], in scope: Scope
  ) throws(ExpansionError) {
    var value: [UInt8] = []
    try expand(binding.value, of: bytes, in: scope, into: &value)
    levels[scope].values[names.enter(bytes[binding.name])] = value
  }

  mutating func set(
    rule: NinjaManifest.Text, _ bindings: [NinjaManifest.Binding], of bytes: [UInt8],
    in scope: Scope
  ) {
    let bindings = bindings.map { (Array(bytes[$0.name]), Array(bytes[$0.value])) }
    levels[scope].rules[names.enter(bytes[rule])] = Rule(bindings: bindings)
  }

  /// The rule of that name; nil if there is none.
  func rule(_ name: ArraySlice<UInt8>, in scope: Scope) -> Rule? {
    find(name, in: scope) { level, number in level.rules[number] }
  }

  /// The value of a file's variable; nil if it is not set.
  func value(_ name: ArraySlice<UInt8>, in scope: Scope) -> [UInt8]? {
    find(name, in: scope) { level, number in level.values[number] }
  }

  /// Adds a text of a file, as it is in a scope, to `result`.
  mutating func expand(
    _ text: NinjaManifest.Text, of bytes: [UInt8], in scope: Scope, into result: inout [UInt8]
  ) throws(ExpansionError) {
    var at = text.lowerBound
    while let name = nextVariable(in: bytes, &at, text.upperBound, into: &result) {
      guard let value = value(bytes[name], in: scope) else { continue }
      result += value
      try count(value.count)
    }
  }

  /// Adds a path of a build statement to `result`.
  mutating func expand(
    _ text: NinjaManifest.Text, of edge: Edge, in scope: Scope, into result: inout [UInt8]
  ) throws(ExpansionError) {
    var at = text.lowerBound
    while let name = nextVariable(in: edge.bytes, &at, text.upperBound, into: &result) {
      let name = edge.bytes[name]
      if let own = edge.binding(name) {
        let start = result.count
        try expand(own.value, of: edge.bytes, in: scope, into: &result)
        try count(result.count - start)
      } else if let value = value(name, in: scope) {
        result += value
        try count(value.count)
      }
    }
  }

  /// The value of a variable for a build statement, as its command would see it.
  mutating func value(
    _ name: String, of edge: Edge, in scope: Scope
  ) throws(ExpansionError) -> [UInt8] {
    struct Open {
      var bytes: [UInt8]
      var at: Int
    }
    var result: [UInt8] = []
    // What is being expanded, outermost first: rules' texts may lie in one another.
    var open: [Open] = []
    var steps = 0
    var next: ArraySlice<UInt8>? = Array(name.utf8)[...]
    while true {
      if let name = next {
        steps += 1
        guard steps <= Self.mostSteps else { throw .endless }
        let start = result.count
        if name.elementsEqual("in".utf8) {
          result += edge.inputs
        } else if name.elementsEqual("out".utf8) {
          result += edge.outputs
        } else if let own = edge.binding(name) {
          try expand(own.value, of: edge.bytes, in: scope, into: &result)
        } else if let text = edge.rule?.text(of: name) {
          open.append(Open(bytes: text, at: 0))
        } else if let value = value(name, in: scope) {
          result += value
        }
        try count(result.count - start + 1)
      }
      guard let current = open.last else { return result }
      let start = result.count
      var at = current.at
      let found = nextVariable(in: current.bytes, &at, current.bytes.count, into: &result)
      next = found.map { current.bytes[$0] }
      try count(result.count - start)
      if found == nil { open.removeLast() } else { open[open.count - 1].at = at }
    }
  }

  /// Adds what comes before the next variable to `result`, and goes behind that variable.
  ///
  /// - Returns: The variable's name; nil if the text is over.
  private func nextVariable(
    in bytes: [UInt8], _ at: inout Int, _ end: Int, into result: inout [UInt8]
  ) -> Range<Int>? {
    var start = at
    while at < end {
      guard bytes[at] == .dollar else {
        at += 1
        continue
      }
      result += bytes[start..<at]
      switch NinjaEscape(bytes, at: at) {
      case .character(let byte, let length):
        result.append(byte)
        at += length
      case .variable(let name, let length):
        at += length
        return name
      case .lineBreak(_, let textAt): at = min(textAt, end)
      case nil: at += 1
      }
      start = at
    }
    if start < end { result += bytes[start..<end] }
    return nil
  }

  private mutating func count(_ bytes: Int) throws(ExpansionError) {
    expanded += bytes
    guard expanded <= limit else { throw .tooLong(limit: limit) }
  }

  private func find<Found>(
    _ name: ArraySlice<UInt8>, in scope: Scope, _ get: (Level, Int) -> Found?
  ) -> Found? {
    guard let number = names.find(name) else { return nil }
    var scope: Scope? = scope
    while let here = scope {
      if let found = get(levels[here], number) { return found }
      scope = levels[here].parent
    }
    return nil
  }
}

extension NinjaVariables.Edge {
  fileprivate func binding(_ name: ArraySlice<UInt8>) -> NinjaManifest.Binding? {
    bindings.last { bytes[$0.name].elementsEqual(name) }
  }
}

extension NinjaVariables.Rule {
  fileprivate func text(of name: ArraySlice<UInt8>) -> [UInt8]? {
    bindings.last { $0.name.elementsEqual(name) }?.value
  }
}
