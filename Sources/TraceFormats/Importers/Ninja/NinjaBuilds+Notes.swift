extension NinjaBuilds {
  /// What is to be said of the builds; that others are left out is no loss where one was asked for.
  func notes(shown: Int, isChosen: Bool = false, commands: Int) -> [ImportNote] {
    others(shown, isChosen, commands) + regenerations(shown) + order(shown)
  }

  /// What there is to say of a build in a list of all.
  func remark(on build: Int) -> String {
    if let main = main(of: build) { return "only made build.ninja anew, before build \(main)" }
    if builds[build - 1].manifest != nil { return "only made build.ninja anew" }
    return regeneration(before: build).map { "the same call of ninja as build \($0)" } ?? ""
  }

  private func others(_ shown: Int, _ isChosen: Bool, _ commands: Int) -> [ImportNote] {
    guard count > 1 else { return [] }
    let which = shown == count ? "the last" : "number \(shown)"
    let size = commands == 1 ? "1 command" : "\(commands) commands"
    return [
      ImportNote(
        kind: isChosen ? .expected : .skipped, count: count - 1,
        sentence: "The log holds \(count) builds; this is \(which), with \(size). Choose another "
          + "with --build 1 to \(count); `summary --builds` lists them.")
    ]
  }

  private func regenerations(_ shown: Int) -> [ImportNote] {
    func note(_ sentence: String) -> [ImportNote] {
      [ImportNote(kind: .expected, count: 1, sentence: sentence)]
    }
    if let before = regeneration(before: shown) {
      return note(
        "In the same call, ninja had made build.ninja anew before this build; that is build "
          + "\(before), and took \(builds[before - 1].length) ms.")
    }
    guard builds[shown - 1].manifest != nil else { return [] }
    return note(
      "This build only made build.ninja anew"
        + (main(of: shown).map { "; the build that followed it in the same call is build \($0)." }
          ?? "."))
  }

  private func order(_ shown: Int) -> [ImportNote] {
    if isRewritten {
      return [
        ImportNote(
          kind: .inferred, count: count,
          sentence: "ninja has rewritten the log, so its builds were told apart by the times of "
            + "their outputs; of what was built again only the last time is left.")
      ]
    }
    guard builds[shown - 1].isOutOfOrder else { return [] }
    return [
      ImportNote(
        kind: .inferred, count: 1,
        sentence:
          "The rows are not in the order in which their commands ended; that they are of one "
          + "build was worked out from the times of their outputs.")
    ]
  }
}

extension NinjaBuild {
  /// From its first start to its last end, in milliseconds.
  var length: Int64 { latestEnd - (rows.lazy.map(\.start).min() ?? 0) }
}
