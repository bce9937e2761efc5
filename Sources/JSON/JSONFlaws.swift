/// What was wrong with a text of which the rest could be read.
public struct JSONFlaws: Equatable, Sendable {
  /// A place in a text where something else was expected.
  public struct Place: Equatable, Sendable {
    /// How many bytes stand before it.
    public var offset: Int
    /// What was expected there: `a comma or a closing bracket`.
    public var expected: String
  }

  /// How many objects and arrays were still open where it ends.
  public var openAtEnd = 0
  /// How many places there are at which something was broken; what they are in is left out.
  public var broken = 0
  /// The first of these.
  public var firstBroken: Place?
  /// How many commas were missing or too many.
  public var commas = 0
  /// How many control characters within strings were mended.
  public var controlCharacters = 0
  /// How many sequences of bytes were no UTF-8 and became U+FFFD.
  public var notUTF8 = 0
  /// How many words or signs stood outside of any document.
  public var stray = 0

  /// No flaws.
  public init() {}

  /// Whether nothing was wrong.
  public var isNone: Bool { self == JSONFlaws() }
}

/// Why a text cannot be read at all.
public enum JSONError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is not enough memory.
  case noMemory
  /// It is longer than 4 GiB.
  case tooLong
  /// There is no token in it.
  case empty

  /// What is wrong with it: `this is empty`.
  public var description: String {
    switch self {
    case .noMemory: "there is not enough memory to read this"
    case .tooLong: "this is longer than 4 GiB, and no more can be read in one piece"
    case .empty: "this is empty"
    }
  }
}
