internal import EventLog
internal import Graphviz
package import TraceAnalysis

/// Which colour the calls of each component have.
///
/// Few components have a colour each. Many are grouped: those of a build by the rule that makes them, or by
/// the kind of file that they are where no graph tells the rules and they are files, else each for itself; others by
/// their names without numbers at the end. The groups that run longest have colours; the others are grey. In traces of threads these are always those
/// that run longest, and their colours follow from their names.
package struct ColourGroups: Sendable {
  /// What a group is called: `train`, `cc`, `.o`, `map_…`.
  private(set) var names: [String] = []
  /// What the groups without a colour are called: by its name if it is only one.
  private(set) var nameOfOthers = "other"
  /// Whether a group may be of several components.
  let isGrouped: Bool
  private let isBuild: Bool
  /// For each component of a build its rule; empty where none is known.
  private var rules: [String: Substring] = [:]
  /// Whether any component of a build is a file by its name, so that they are grouped by what kind of file they are.
  private let hasEndings: Bool
  private var groups: [Substring: Int] = [:]
  /// The colour of each group.
  private var fills = Palette.fills

  /// The colours of a run.
  ///
  /// - Complexity: O(*n*) in the number of calls and the length of names.
  package init(_ run: Analysis) { self.init([run]) }

  /// The colours of runs that are shown together, in all of which a name has the same.
  ///
  /// - Precondition: There is a run.
  /// - Complexity: O(*n*) in the number of calls and the length of names.
  package init(_ runs: [Analysis]) {
    let isOfThreads = runs[0].isOfThreads
    isBuild = runs[0].isBuild
    var order: [(name: String, time: Nanoseconds)] = []
    for run in runs { order += Self.called(in: run, isBuild, &rules) }
    if runs.count > 1 {
      var places: [String: Int] = [:]
      order = order.reduce(into: []) { joined, one in
        if let place = places[one.name] {
          joined[place].time = joined[place].time.addingClamped(one.time)
        } else {
          places[one.name] = joined.count
          joined.append(one)
        }
      }
    }
    hasEndings = isBuild && order.contains { $0.name.fileEnding != nil }
    // One more than there are colours may be grey.
    isGrouped = !rules.isEmpty || order.count > Palette.fills.count + 1
    if isOfThreads, !isGrouped {
      let ranked = order.enumerated().sorted {
        ($1.element.time, $0.offset) < ($0.element.time, $1.offset)
      }
      order = ranked.map(\.element)
    }
    guard isGrouped else {
      names = order.prefix(Palette.fills.count).map(\.name)
      for (index, name) in names.enumerated() { groups[name[...]] = index }
      if let last = order.last, order.count > names.count { nameOfOthers = last.name }
      if isOfThreads { fills = Self.fills(byNames: names) }
      return
    }
    var sums: [Substring: Nanoseconds] = [:]
    var keys: [Substring] = []
    for one in order {
      let key = key(of: one.name)
      if sums[key] == nil { keys.append(key) }
      sums[key] = (sums[key] ?? 0).addingClamped(one.time)
    }
    let ranked = keys.enumerated().sorted {
      let (one, other) = (sums[$0.element] ?? 0, sums[$1.element] ?? 0)
      return (other, $0.offset) < (one, $1.offset)
    }
    if ranked.count == Palette.fills.count + 1 {
      nameOfOthers = name(of: ranked[ranked.count - 1].element)
    }
    for (index, (_, key)) in ranked.prefix(Palette.fills.count).enumerated() {
      groups[key] = index
      names.append(name(of: key))
    }
    if isOfThreads { fills = Self.fills(byNames: names) }
  }

  /// The components that were called, in the order of their first calls, with how long they ran; notes the rules of a build.
  private static func called(
    in run: Analysis, _ isBuild: Bool, _ rules: inout [String: Substring]
  ) -> [(name: String, time: Nanoseconds)] {
    // By the number of the component's name; −1 for what was not called.
    var times = [Nanoseconds](repeating: -1, count: run.log.names.count)
    var order: [Name] = []
    for call in run.table.calls where !call.isFlow {
      let index = Int(call.component.index)
      if times[index] < 0 {
        order.append(call.component)
        times[index] = 0
        if isBuild, let rule = rule(in: run.log.names[call.arguments]) {
          rules[run.log.names[call.component]] = rule
        }
      }
      times[index] = times[index].addingClamped(call.running)
    }
    return order.map { (run.log.names[$0], times[Int($0.index)]) }
  }

  /// The groups with their places in the palette, where colours are not just those of components.
  package var legend: [(name: String, colour: Int)]? {
    guard isGrouped else { return nil }
    return names.indices.map { group in
      (names[group], Palette.fills.firstIndex(of: fills[group]) ?? -1)
    }
  }

  /// Colours that follow from names alone, so that what two traces of a program share looks the same in both.
  ///
  /// Each name has a colour that it gets if none before it in the alphabet has taken it, otherwise the next that is free.
  private static func fills(byNames names: [String]) -> [DOTValue] {
    var fills = Palette.fills
    var free = Array(repeating: true, count: fills.count)
    for (index, name) in names.enumerated().sorted(by: { $0.element < $1.element }) {
      // FNV-1a.
      let hash = name.utf8.reduce(0x811C_9DC5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
      var colour = Int(hash % UInt32(fills.count))
      while !free[colour] { colour = (colour + 1) % fills.count }
      free[colour] = false
      fills[index] = Palette.fills[colour]
    }
    return fills
  }

  /// The group of a component; nil for one of the others.
  func group(of name: String) -> Int? { groups[isGrouped ? key(of: name) : name[...]] }

  /// The place of a component's colour in the palette; −1 for grey.
  package func colour(of component: String) -> Int {
    guard let group = group(of: component) else { return -1 }
    return Palette.fills.firstIndex(of: fills[group]) ?? -1
  }

  /// The colour of a group; grey for the others.
  func fill(of group: Int?) -> DOTValue { group.map { fills[$0] } ?? Palette.other }

  private func key(of name: String) -> Substring {
    guard isBuild else { return name.withoutNumberAtEnd }
    if !rules.isEmpty { return rules[name] ?? "" }
    return hasEndings ? name.fileEnding ?? "" : name[...]
  }

  /// The rule that an importer of builds says a command ran by; nil if it says none.
  ///
  /// Of a rule that a generator has made for one target alone, such as `CXX_COMPILER__app_Debug`, it is what
  /// stands before the target.
  private static func rule(in arguments: String) -> Substring? {
    let beginning = "rule "
    guard arguments.hasPrefix(beginning) else { return nil }
    let rule = arguments.dropFirst(beginning.count).prefix { $0 != "," }
    guard let end = rule.firstRange(of: "__")?.lowerBound, end > rule.startIndex else {
      return rule
    }
    return rule[..<end]
  }

  private func name(of key: Substring) -> String {
    if isBuild {
      return key.isEmpty ? rules.isEmpty ? "no ending" : "no rule known" : String(key)
    }
    return key.isEmpty
      ? "numbers" : key.last.map { "_-. /".contains($0) } == true ? "\(key)…" : String(key)
  }
}

extension String {
  /// The ending of the file that it names, `.o`; nil if it has none, or names something else, such as a package and its version.
  ///
  /// A version behind the ending is passed over: `.so` of `libz.so.1`. What holds blanks is no file: `core v0.1.0 build-script`.
  var fileEnding: Substring? {
    var file = utf8.lastIndex(of: UInt8(ascii: "/")).map { self[index(after: $0)...] } ?? self[...]
    guard !file.utf8.contains(UInt8(ascii: " ")) else { return nil }
    while let dot = file.utf8.lastIndex(of: UInt8(ascii: ".")), dot > file.startIndex {
      let ending = file[dot...]
      let text = ending.dropFirst()
      let version = text.first == "v" && text.count > 1 ? text.dropFirst() : text
      guard version.allSatisfy(\.isNumber) else { return ending }
      file = file[..<dot]
    }
    return nil
  }

  /// The name without digits at its end; all of it if there is nothing else.
  var withoutNumberAtEnd: Substring {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let end = utf8.lastIndex { !digits.contains($0) }
    return end.map { self[...$0] } ?? self[...]
  }
}
