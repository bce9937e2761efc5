public import EventLog
internal import TraceAnalysis

/// A change to a recorded run that somebody could make, and what it would do.
public struct Suggestion: Equatable, Sendable {
  /// How it is known what a change saves.
  public enum Certainty: String, Sendable {
    /// It follows from the recorded times and rules that are known.
    case exact
    /// The recorded calls were run again with it; on real machines they may take longer beside others.
    case estimate
    /// It saves at most so much; how much of that is not known.
    case atMost = "at_most"
  }

  /// A text that makes the change, such as the lines of a workflow, and where it goes.
  public struct Paste: Equatable, Sendable {
    /// Where the text goes: `.github/workflows/test.yml, job test`.
    public var place: String
    /// The text itself, with its line ends.
    public var text: String

    /// A text and its place.
    public init(place: String, text: String) {
      self.place = place
      self.text = text
    }
  }

  /// What to do: `run one more job at once`.
  public var change: String
  /// How much shorter the run would be, in nanoseconds.
  public var saves: Nanoseconds
  /// How much shorter it could be at most, in nanoseconds; nil where that is `saves`.
  public var atMost: Nanoseconds?
  /// How it is known what it saves.
  public var certainty: Certainty
  /// Whether it can be made only if something is so that is not known; the first caveat says what.
  public var isConditional: Bool
  /// What it takes: `one more job at once`; nil if nothing.
  public var cost: String?
  /// What speaks against it, or is not known.
  public var caveats: [String]
  /// What makes the change; nil if there is no such text.
  public var paste: Paste?
  /// The run with the change, why it was tried, and how to ask for it again; nil if it was not run.
  public var trial: ChangeTrials.Trial?

  /// Makes a suggestion.
  public init(
    _ change: String, saves: Nanoseconds, atMost: Nanoseconds? = nil, _ certainty: Certainty,
    isConditional: Bool = false, cost: String? = nil, caveats: [String] = [], paste: Paste? = nil,
    trial: ChangeTrials.Trial? = nil
  ) {
    self.change = change
    self.saves = saves
    self.atMost = atMost
    self.certainty = certainty
    self.isConditional = isConditional
    self.cost = cost
    self.caveats = caveats
    self.paste = paste
    self.trial = trial
  }
}

extension Suggestion {
  /// That one more of what calls run on would be there.
  static func oneMore(
    _ words: KindWords, saves: Nanoseconds, atMost: Nanoseconds? = nil, _ certainty: Certainty,
    caveats: [String]
  ) -> Self {
    Self(
      "run one more \(words.machine.one) at once", saves: saves, atMost: atMost, certainty,
      cost: "one more \(words.machine.one)", caveats: caveats)
  }

  /// That a call would take half its time, or be two that run at once.
  static func half(
    _ title: String, saves: Nanoseconds, atMost: Nanoseconds? = nil, _ certainty: Certainty,
    caveats: [String]
  ) -> Self {
    Self(
      "make \(title) take half its time, or split it", saves: saves, atMost: atMost, certainty,
      caveats: caveats)
  }
}
