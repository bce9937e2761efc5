/// What an SVG picture says about itself.
public struct SVGOptions: Hashable, Sendable {
  /// The name of the picture, read out first by a screen reader and shown by a browser.
  public var title: String

  /// What the picture shows, in words, for those who do not see it; a paragraph each.
  public var description: [String]

  /// A style sheet for the classes of the graph; the program's own, never a text from outside.
  ///
  /// It is where light and dark are told apart: `@media (prefers-color-scheme: dark) { … }`. In a
  /// page with several pictures, it holds for all of them.
  public var style: String

  /// Whether the picture has no background of its own, so that the page's shows through.
  public var isTransparent: Bool

  /// Whether the picture will stand inside an HTML page and so needs no XML declaration.
  public var isInline: Bool

  /// What stands before each identifier in the picture, where a page has several.
  public var idPrefix = ""

  /// Makes the options of a picture.
  ///
  /// - Parameters:
  ///   - title: The name of the picture; any text.
  ///   - description: What it shows, in words; any text.
  ///   - style: A style sheet.
  ///   - isTransparent: Whether it has no background.
  ///   - isInline: Whether it will stand inside an HTML page.
  public init(
    title: String, description: [String], style: String = "", isTransparent: Bool = true,
    isInline: Bool = false
  ) {
    self.title = title
    self.description = description
    self.style = style
    self.isTransparent = isTransparent
    self.isInline = isInline
  }
}
