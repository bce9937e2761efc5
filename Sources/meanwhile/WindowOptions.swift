import ArgumentParser
import Scenarios
import TraceFormats

/// Which part of a trace is read; the same for every verb that reads any.
struct WindowOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Read a trace from there on: a time since its start, such as 1.8s, or the start of a call, such as load or \
      load#4. Of two inputs, given once it is for both.
      """, valueName: "mark"))
  var from: [String] = []

  @Option(
    help: ArgumentHelp(
      "Read a trace up to there: a time since its start, or the end of a call, of a name the last.",
      valueName: "mark"))
  var until: [String] = []

  @Option(
    help: ArgumentHelp(
      "Read of a trace what ran while a call did, of a name the first.", valueName: "call"))
  var within: [String] = []

  func validate() throws {
    if !within.isEmpty, !(from.isEmpty && until.isEmpty) {
      throw ValidationError("Choose one of --within, and --from and --until.")
    }
  }

  /// The options that were given.
  var given: [String] {
    [(from, TraceOption.from), (until, .until), (within, .within)].filter { !$0.0.isEmpty }
      .map(\.1.rawValue)
  }

  /// The part that is read of each of some inputs.
  ///
  /// - Throws: `Failure` if an option was given more than once and not for each.
  func windows(of count: Int) throws(Failure) -> [TraceWindow?] {
    let from = try TraceOption.from.values(from, of: count)
    let until = try TraceOption.until.values(until, of: count)
    let within = try TraceOption.within.values(within, of: count)
    return (0..<count).map { place in
      if let call = within[place] { return TraceWindow(within: call) }
      guard from[place] != nil || until[place] != nil else { return nil }
      return TraceWindow(from: from[place].map(Self.mark), until: until[place].map(Self.mark))
    }
  }

  /// What a text stands for: a time where it is one, else a call.
  private static func mark(_ text: String) -> TraceWindow.Mark {
    if let time = try? nanoseconds(in: text) { return .time(time) }
    return .call(text)
  }
}
