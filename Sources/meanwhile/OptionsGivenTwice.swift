import ArgumentParser
import Formatting
import JSON

/// Refuses options that stand twice on a command line where only the last would count.
///
/// The parser of arguments takes the last without a word. Which options may be repeated is what it says itself
/// about the verb, so no list has to be kept beside the options.
enum OptionsGivenTwice {
  /// Refuses a command line in which an option that has one value has two.
  ///
  /// - Parameters:
  ///   - words: What stands on the command line.
  ///   - verb: The verb that they were understood as.
  /// - Throws: `Failure` that names the option and its values.
  static func refuse(_ words: [String], of verb: any ParsableCommand.Type) throws(Failure) {
    let words = words.prefix { $0 != "--" }
    guard words.count(where: { $0.hasPrefix("-") && $0 != "-" }) > 1 else { return }
    for names in namesOfSingleOptions(of: verb) {
      let given = words.indices.filter { place in
        names.contains { words[place] == $0 || words[place].hasPrefix($0 + "=") }
      }
      guard given.count > 1 else { continue }
      let name = words[given[0]].prefix { $0 != "=" }
      let values = given.map { "`\(value(at: $0, in: words))`" }
      throw Failure(
        .usage,
        "\(name) was given \(given.count) times, with \(values.joined(separator: " and ")), and only one can count. "
          + "Give it once.")
    }
  }

  /// The value of an option that stands at a place, behind `=` or as the next word.
  private static func value(at place: Int, in words: ArraySlice<String>) -> String {
    if let equals = words[place].firstIndex(of: "=") {
      return String(words[place][words[place].index(after: equals)...])
    }
    return place + 1 < words.endIndex ? words[place + 1] : ""
  }

  /// The names of each option that may stand once.
  private static func namesOfSingleOptions(of verb: any ParsableCommand.Type) -> [[String]] {
    let names = try? JSONText.read(Array(verb._dumpHelp().utf8)) { text in
      text.roots.first?["command"]?["arguments"]?.elements.filter {
        $0["kind"]?.string == "option" && $0["isRepeating"]?.bool == false
      }.map { option in
        (option["names"].map { Array($0.elements) } ?? []).compactMap { name in
          name["name"]?.string.map { (name["kind"]?.string == "short" ? "-" : "--") + $0 }
        }
      }
    }
    return names.flatMap(\.self) ?? []
  }
}
