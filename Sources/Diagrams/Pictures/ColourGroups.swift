internal import EventLog
internal import Graphviz
internal import TraceAnalysis

/// Which colour the calls of each component have.
///
/// Few components have a colour each. Many are grouped: those of a build by the kind of file that they
/// make, which stands for the rule that makes it, others by their names without numbers at the end.
/// The groups that run longest have colours; the others are grey.
struct ColourGroups {
  /// What a group is called: `train`, `.o`, `map_…`.
  private(set) var names: [String] = []
  /// Whether there are more groups than colours.
  private(set) var hasOthers = false
  /// What the others are called: by its name if it is only one.
  private(set) var nameOfOthers = "other"
  /// Whether a group may be of several components.
  let isGrouped: Bool
  private let isBuild: Bool
  private var groups: [Substring: Int] = [:]

  /// The colours of a run.
  ///
  /// - Complexity: O(*n*) in the number of calls and the length of names.
  init(_ run: Analysis) {
    isBuild = run.log.header.origin.isTrace
    // By the number of the component's name; −1 for what was not called.
    var times = [Nanoseconds](repeating: -1, count: run.log.names.count)
    var order: [Name] = []
    for call in run.table.calls where !call.isFlow {
      let index = Int(call.component.index)
      if times[index] < 0 {
        order.append(call.component)
        times[index] = 0
      }
      times[index] = times[index].addingClamped(call.running)
    }
    // One more than there are colours may be grey.
    isGrouped = order.count > Palette.fills.count + 1
    guard isGrouped else {
      names = order.prefix(Palette.fills.count).map { run.log.names[$0] }
      for (index, name) in names.enumerated() { groups[name[...]] = index }
      if let last = order.last, order.count > names.count { nameOfOthers = run.log.names[last] }
      return
    }
    var sums: [Substring: Nanoseconds] = [:]
    var keys: [Substring] = []
    for component in order {
      let key = key(of: run.log.names[component])
      if sums[key] == nil { keys.append(key) }
      sums[key] = (sums[key] ?? 0).addingClamped(times[Int(component.index)])
    }
    let ranked = keys.enumerated().sorted {
      let (one, other) = (sums[$0.element] ?? 0, sums[$1.element] ?? 0)
      return (other, $0.offset) < (one, $1.offset)
    }
    hasOthers = ranked.count > Palette.fills.count
    if ranked.count == Palette.fills.count + 1 {
      nameOfOthers = name(of: ranked[ranked.count - 1].element)
    }
    for (index, (_, key)) in ranked.prefix(Palette.fills.count).enumerated() {
      groups[key] = index
      names.append(name(of: key))
    }
  }

  /// The group of a component; nil for one of the others.
  func group(of name: String) -> Int? { groups[isGrouped ? key(of: name) : name[...]] }

  /// The colour of a group; grey for the others.
  func fill(of group: Int?) -> DOTValue { group.map { Palette.fills[$0] } ?? Palette.other }

  private func key(of name: String) -> Substring {
    guard isBuild else { return name.withoutNumberAtEnd }
    let file = name.utf8.lastIndex(of: UInt8(ascii: "/")).map { name[name.index(after: $0)...] }
    let last = file ?? name[...]
    guard let dot = last.utf8.lastIndex(of: UInt8(ascii: ".")), dot > last.startIndex else {
      return ""
    }
    let ending = last[dot...]
    // A number at the end is a version: `libz.so.1`.
    return ending.dropFirst().allSatisfy(\.isNumber) ? key(of: String(last[..<dot])) : ending
  }

  private func name(of key: Substring) -> String {
    if isBuild { return key.isEmpty ? "no ending" : String(key) }
    return key.isEmpty
      ? "numbers" : key.last.map { "_-. /".contains($0) } == true ? "\(key)…" : String(key)
  }
}

extension String {
  /// The name without digits at its end; all of it if there is nothing else.
  var withoutNumberAtEnd: Substring {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let end = utf8.lastIndex { !digits.contains($0) }
    return end.map { self[...$0] } ?? self[...]
  }
}
