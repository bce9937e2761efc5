public import EventLog
internal import Graphviz

/// How a picture is to look: for what it is made, on which ground, and what stands above and below it.
///
///     let slide = PictureStyle(size: .slide, theme: .dark, title: "Two at a time")
public struct PictureStyle: Sendable {
  /// What a picture is made for.
  public enum Size: String, CaseIterable, Sendable {
    /// A slide of 16 to 9, 960 × 540 points, with no text smaller than 14 points.
    case slide
    /// A page of A4, lying.
    case page
    /// A sheet of A1, lying.
    case poster
  }

  /// The ground of a picture.
  public enum Theme: String, CaseIterable, Sendable {
    /// Dark on white.
    case light
    /// Light on dark.
    case dark
  }

  /// What the picture is made for; nil for a screen, where it is as large as it has to be.
  public var size: Size?
  /// Its ground; nil for one that fits the page on which an SVG stands, and for white elsewhere.
  public var theme: Theme?
  /// A line above the picture, in place of the answer, which then comes second.
  public var title: String?
  /// A line below the picture.
  public var caption: String?
  /// The instant at which a run is shown, in nanoseconds: what comes later is only outlined; nil for all of it.
  ///
  /// Whatever the instant, all is in the same places, so that pictures of several can be shown one after the other.
  public var instant: Nanoseconds?
  /// Which part of a picture that plays is drawn; nil for a picture that does not.
  var layer: PictureLayer?
  /// What is to be heeded of a picture that is a part of a page; nil for one that stands alone.
  var element: PictureElement?

  /// Makes a style.
  ///
  /// - Parameters:
  ///   - size: What the picture is made for; nil for a screen.
  ///   - theme: Its ground; nil for one that fits the page.
  ///   - title: A line above the picture.
  ///   - caption: A line below the picture.
  public init(
    size: Size? = nil, theme: Theme? = nil, title: String? = nil, caption: String? = nil
  ) {
    (self.size, self.theme, self.title, self.caption) = (size, theme, title, caption)
  }

  /// The style of a picture that is a part of a page.
  package init(_ element: PictureElement) { self.element = element }
}

/// The two drawings of which a picture that plays is made, with everything in the same place.
enum PictureLayer {
  /// What is still to come, outlined.
  case outline
  /// What has come to pass.
  case filled
}

/// A picture as a part of a page, which has the answer in its head already.
package struct PictureElement: Sendable {
  /// What stands before each identifier, since other pictures of the page have the same.
  package var prefix: String
  /// The colours of components, which are those of all that the page shows.
  package var colours: ColourGroups
  /// Whether the answer stands above the picture itself.
  var hasHeading = false

  /// Makes a part of a page.
  package init(prefix: String, colours: ColourGroups) {
    (self.prefix, self.colours) = (prefix, colours)
  }

  init(prefix: String, colours: ColourGroups, hasHeading: Bool) {
    (self.prefix, self.colours, self.hasHeading) = (prefix, colours, hasHeading)
  }
}

extension PictureStyle.Size {
  /// How wide and high the picture is, in points.
  var points: (width: Double, height: Double) {
    switch self {
    case .slide: (960, 540)
    case .page: (842, 595)
    case .poster: (2_384, 1_684)
    }
  }

  /// Just as large a picture, with what is drawn in its middle.
  var viewport: DOTValue { .point(DOTPoint(x: points.width, y: points.height)) }

  /// How much larger everything is than on a screen, where the smallest text has 10 points.
  var magnification: Double {
    switch self {
    case .slide: 1.4
    case .page: 0.9
    case .poster: 2.4
    }
  }

  /// What of a dependency diagram has room, from the most to the least.
  var limits: [PictureLimits] {
    switch self {
    case .slide:
      [(14, 5, 6), (12, 4, 5), (10, 4, 4), (8, 3, 3), (6, 3, 2)].map { boxes, level, ranks in
        PictureLimits(
          calls: boxes + 4, boxesOfLevel: level + 1, levels: ranks, boxes: boxes,
          boxesOfRank: level, ranks: ranks)
      }
    case .page, .poster:
      [(40, 9, 8), (30, 7, 6), (20, 6, 5), (14, 5, 4)].map { boxes, level, ranks in
        PictureLimits(
          calls: boxes, boxesOfLevel: level, levels: ranks, boxes: boxes, boxesOfRank: level,
          ranks: ranks)
      }
    }
  }
}
