/// The value of an attribute: text from anywhere, or a word, a number, a colour or a place of ours.
///
/// Whatever characters it has, a value stays one value. Literals are keywords, numbers and yes or
/// no; text that was read somewhere has to be called ``text(_:)``:
///
/// ```swift
/// let bar: DOTAttributes = [.shape: "box", .fixedsize: true, .width: 1.5, .label: .text(name)]
/// ```
public struct DOTValue: Hashable, Sendable {
  enum Content: Hashable, Sendable {
    case literal(String)
    case lines([String], LineAlignment)
  }

  let content: Content

  /// How the lines of a label stand below each other.
  public enum LineAlignment: Hashable, Sendable {
    case left, center, right
  }

  /// Text that the picture shows exactly, on one line, with invisible characters spelled out.
  ///
  /// - Parameter text: Any text; see ``Swift/StringProtocol/visibleText``.
  /// - Returns: The value of a label.
  public static func text(_ text: String) -> DOTValue {
    .lines([text])
  }

  /// Lines of text below each other, each shown as by ``text(_:)``.
  ///
  /// - Parameters:
  ///   - lines: The lines; a line break inside one does not start another.
  ///   - alignment: How they stand below each other.
  /// - Returns: The value of a label.
  public static func lines(_ lines: [String], _ alignment: LineAlignment = .center) -> DOTValue {
    DOTValue(content: .lines(lines, alignment))
  }

  /// The lines of a label; none of another value.
  public var labelLines: [String] {
    if case .lines(let lines, _) = content { lines } else { [] }
  }

  /// A word that Graphviz knows, such as `box`, or a name of ours, such as a class.
  ///
  /// - Parameter keyword: The word as it stands in the program.
  /// - Returns: The value.
  public static func keyword(_ keyword: StaticString) -> DOTValue {
    DOTValue(content: .literal(keyword.description))
  }

  /// A number, written with at most three digits after the point.
  ///
  /// - Parameter number: The number, in the unit of the attribute.
  /// - Returns: The value.
  /// - Precondition: The number is finite and its magnitude below 10¹⁵.
  public static func number(_ number: Double) -> DOTValue {
    DOTValue(content: .literal(number.fixedText))
  }

  /// A whole number.
  ///
  /// - Parameter number: The number, in the unit of the attribute.
  /// - Returns: The value.
  public static func number(_ number: Int) -> DOTValue {
    DOTValue(content: .literal(String(number)))
  }

  /// A colour.
  ///
  /// - Parameters:
  ///   - rgb: Red, green and blue, a byte each, as in `0xE69F00`; higher bits are left out.
  ///   - opacity: From 0, which cannot be seen, to 1.
  /// - Returns: The value of one of the colours.
  public static func color(_ rgb: UInt32, opacity: Double = 1) -> DOTValue {
    let alpha = UInt8((min(max(opacity, 0), 1) * 255).rounded())
    let bytes = [UInt8(truncatingIfNeeded: rgb >> 16), UInt8(truncatingIfNeeded: rgb >> 8)]
    let all = bytes + [UInt8(truncatingIfNeeded: rgb)] + (alpha == 255 ? [] : [alpha])
    return DOTValue(content: .literal(all.reduce(into: "#") { $0 += hexadecimal($1) }))
  }

  /// The colour, less opaque; any other value as it is.
  ///
  /// - Parameter opacity: From 0, which cannot be seen, to 1.
  /// - Returns: The value of a colour.
  public func faded(to opacity: Double) -> DOTValue {
    guard case .literal(let text) = content, text.hasPrefix("#"), text.utf8.count == 7 else {
      return self
    }
    let alpha = UInt8((min(max(opacity, 0), 1) * 255).rounded())
    return DOTValue(content: .literal(text + hexadecimal(alpha)))
  }

  /// A cluster, for the attributes that name one.
  ///
  /// - Parameter cluster: The cluster at which an edge ends.
  /// - Returns: The value of `lhead` or `ltail`.
  public static func cluster(_ cluster: DOTID) -> DOTValue {
    DOTValue(content: .literal("cluster_\(cluster)"))
  }

  /// A sans-serif font that browsers and the drawing of bitmaps both find.
  public static let sansSerif = keyword("Helvetica,Arial,Liberation Sans,sans-serif")

  /// The bold face of ``sansSerif``.
  public static let boldSansSerif = keyword("Helvetica,Arial,Liberation Sans,sans-serif bold")
}

private func hexadecimal(_ byte: UInt8) -> String {
  String(0x100 + Int(byte), radix: 16).dropFirst().description
}

extension DOTValue: ExpressibleByStringLiteral, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
  /// Makes a keyword.
  ///
  /// - Parameter value: The word, as in ``keyword(_:)``.
  public init(stringLiteral value: StaticString) { self = .keyword(value) }

  /// Makes a number.
  ///
  /// - Parameter value: The number, as in ``number(_:)-(Double)``.
  public init(floatLiteral value: Double) { self = .number(value) }

  /// Makes a whole number.
  ///
  /// - Parameter value: The number, as in ``number(_:)-(Int)``.
  public init(integerLiteral value: Int) { self = .number(value) }

  /// Makes a yes or a no.
  ///
  /// - Parameter value: Whether it is yes.
  public init(booleanLiteral value: Bool) { self = value ? "true" : "false" }
}
