extension ScriptEffects {
  /// The folder that cargo locks while it compiles: those with another one can run at once.
  ///
  ///     cargo clippy                    // target/debug
  ///     cargo build --release           // target/release
  ///
  /// - Parameter words: What cargo is given.
  /// - Returns: The folder; nil if it compiles nothing.
  func cargoFolder(of words: ArraySlice<String>) -> String? {
    guard let command = words.first(where: { !$0.hasPrefix("-") && !$0.hasPrefix("+") }),
      Self.compilingCommands.contains(command)
    else { return nil }
    func value(of option: String) -> String? {
      for (word, next) in zip(words, words.dropFirst() + [""]) {
        if word == option { return next }
        if word.hasPrefix(option + "=") { return String(word.dropFirst(option.count + 1)) }
      }
      return nil
    }
    let isRelease =
      words.contains("--release") || words.contains("-r") || command == "bench"
    let profile = value(of: "--profile") ?? (isRelease ? "release" : "debug")
    let known = ["dev": "debug", "test": "debug", "bench": "release"]
    return [
      value(of: "--target-dir") ?? "target", value(of: "--target"), known[profile] ?? profile,
    ]
    .compactMap(\.self).joined(separator: "/")
  }

  private static let compilingCommands: Set = [
    "build", "b", "check", "c", "clippy", "test", "t", "bench", "doc", "d", "run", "r", "rustc",
    "rustdoc", "fix", "nextest",
  ]
}
