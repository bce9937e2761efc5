/// What was wrong with a text in XML of which the rest could be read.
public struct XMLFlaws: Equatable, Sendable {
  /// A place in a text, and what is wrong there.
  public struct Place: Equatable, Sendable {
    /// The line, from 1.
    public var line: Int
    /// The column, from 1; columns count bytes.
    public var column: Int
    /// What is wrong there: `mismatched tag`.
    public var problem: String
  }

  /// Whether the text ends before its elements do.
  public var isCut = false
  /// Where the text is no XML, so that what stands behind that was not read; nil if all was read.
  public var broken: Place?
  /// How many characters that XML forbids became blanks, control characters above all.
  public var forbidden = 0
  /// Whether bytes that are no UTF-8 became U+FFFD.
  public var wasNotUTF8 = false
  /// How many documents there were.
  public var documents = 0

  /// No flaws.
  public init() {}
}

/// Why a text in XML is not read at all.
public enum XMLError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is not enough memory.
  case noMemory
  /// It declares an entity, which could stand for more text than there is memory.
  case entity(line: Int)
  /// Elements lie within more others than anybody writes.
  case tooDeep(line: Int)

  /// What is wrong: `elements lie within one another more than 256 deep`.
  public var description: String {
    switch self {
    case .noMemory: "there is not enough memory to read this"
    case .entity: "an entity is declared, which no report needs and which may be an attack"
    case .tooDeep: "elements lie within one another more than \(XMLText.depth) deep"
    }
  }

  /// The line that it is about, from 1.
  public var line: Int {
    switch self {
    case .noMemory: 1
    case .entity(let line), .tooDeep(let line): line
    }
  }
}
