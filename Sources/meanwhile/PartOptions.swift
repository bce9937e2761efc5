import ArgumentParser
import TraceFormats

/// Which of several runs in a file is read; the same for every verb that reads any.
struct PartOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Which build of a log that holds several; by default the last that did more than make build.ninja anew. Of two \
      inputs, given once it is for both.
      """, valueName: "n"), transform: NumberArgument.whole(1...Int.max))
  var build: [Int] = []

  @Option(
    help: ArgumentHelp(
      "Which trace of a file that holds several; by default all, where they are of one run, else the longest.",
      valueName: "n"), transform: NumberArgument.whole(1...Int.max))
  var trace: [Int] = []

  @Option(
    help: ArgumentHelp(
      "Which run of a file that holds several, such as attempts at a workflow of GitHub Actions; by default the last.",
      valueName: "n"), transform: NumberArgument.whole(1...Int.max))
  var run: [Int] = []

  private var all: [(values: [Int], option: TraceOption)] {
    [(build, .build), (trace, .trace), (run, .run)]
  }

  func validate() throws {
    if all.count(where: { !$0.values.isEmpty }) > 1 {
      throw ValidationError("Choose one of --build, --trace and --run.")
    }
  }

  /// The options that were given.
  var given: [String] { all.filter { !$0.values.isEmpty }.map(\.option.rawValue) }

  /// The part that is read of each of some inputs; nil for the usual one.
  ///
  /// - Throws: `Failure` if an option was given more than once and not for each.
  func parts(of count: Int) throws(Failure) -> [Int?] {
    guard let (values, option) = all.first(where: { !$0.values.isEmpty }) else {
      return Array(repeating: nil, count: count)
    }
    return try option.values(values, of: count)
  }
}

extension TraceOption {
  /// The values of an option for each of some inputs: that which was given for all, or for each its own; nil for none.
  ///
  /// - Throws: `Failure` if it was given more than once and not for each.
  func values<Value>(_ values: [Value], of count: Int) throws(Failure) -> [Value?] {
    guard values.count > 1 else { return Array(repeating: values.first, count: count) }
    guard values.count == count else {
      let inputs = count == 1 ? "there is one input" : "there are \(count) inputs"
      throw Failure(
        .usage,
        "\(rawValue) was given \(values.count) times, and \(inputs). Give it once, or once for each."
      )
    }
    return values
  }
}
