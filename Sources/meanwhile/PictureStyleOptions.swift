public import ArgumentParser
public import Diagrams

/// How a picture is to look; the same for every verb that draws one.
struct PictureStyleOptions: ParsableArguments {
  @Option(
    help:
      "What the picture is made for: a slide (16:9, text of 14 points and more), a page, a poster.")
  var size: PictureStyle.Size?

  @Option(help: "The ground of the picture: light or dark.")
  var theme: PictureStyle.Theme?

  @Option(help: ArgumentHelp("A title above the picture.", valueName: "text"))
  var title: String?

  @Option(help: ArgumentHelp("A line that belongs to the picture.", valueName: "text"))
  var caption: String?

  /// What was asked for.
  var style: PictureStyle {
    PictureStyle(size: size, theme: theme, title: title, caption: caption)
  }

  /// Whether anything was asked for.
  var isGiven: Bool { size != nil || theme != nil || title != nil || caption != nil }
}

extension PictureStyle.Size: ExpressibleByArgument {}
extension PictureStyle.Theme: ExpressibleByArgument {}
