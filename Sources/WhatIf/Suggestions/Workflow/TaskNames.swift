/// What the tasks of a project do by their names, where a program runs them that everybody knows.
enum TaskNames {
  /// What tasks do; nil where that is not known of each.
  ///
  ///     TaskNames.effect(of: ["lint", "build"], by: "make")       // .builds
  ///     TaskNames.effect(of: ["lint,py312"], by: "tox")           // nil
  ///
  /// - Parameters:
  ///   - words: The tasks.
  ///   - program: The program that runs them.
  /// - Returns: What they do, of several things the one for which others wait most.
  static func effect(of words: [String], by program: String) -> StepEffect? {
    guard severalAtOnce.contains(program) else {
      let effect = NameEffects.effect(of: words)
      // What comes behind `--` is what the task is given, which does not say that it does no more.
      return effect?.isIndependent ?? false
        ? NameEffects.effect(of: Array(words.prefix { $0 != "--" })) : effect
    }
    let tasks = words.flatMap { $0.split(separator: ",").map(String.init) }
      .filter { !$0.allSatisfy(\.isNumber) && $0 != program && $0 != "--" }
    var effects: Set<StepEffect> = []
    for task in tasks {
      guard let effect = NameEffects.effect(of: [task]) else { return nil }
      effects.insert(effect)
    }
    return StepEffect.allCases.first(where: effects.contains)
  }

  /// What takes the names of several tasks, all of which it runs.
  private static let severalAtOnce: Set = [
    "make", "gmake", "ninja", "just", "task", "rake", "mvn", "mvnw", "gradle", "gradlew", "nox",
    "tox", "ant", "grunt", "gulp", "sbt", "lein", "invoke", "inv", "mise",
  ]
}
