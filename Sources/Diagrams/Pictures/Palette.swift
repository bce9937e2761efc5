internal import Graphviz

/// The colours of all pictures, after Okabe and Ito (2008): told apart by all kinds of eyes.
///
/// The fills differ in lightness too, by 5 of 100 and more, so that they are told apart in grey print.
///
/// No colour stands alone: what it says is also said by a label, a border or a pattern of dashes.
enum Palette {
  /// Fills of bars and boxes that dark text can stand on.
  static let fills: [DOTValue] = [
    .color(0xE69F00), .color(0x8DD3F8), .color(0x009970), .color(0xF5EA54), .color(0xD182AE),
    .color(0xCC5200),
  ]

  /// The fill of what has no colour of its own, where there are more groups than colours.
  static let other: DOTValue = .color(0xBDBDBD)

  /// The fill of a box that stands for several calls.
  static let group: DOTValue = .color(0xD9D9D9)

  /// The fill of a block of bars of several colours.
  static let mixed: DOTValue = .color(0xA9B4BC)

  /// The fill of a queue of which only its length is drawn.
  static let queue: DOTValue = .color(0x8A8A8A, opacity: 0.4)

  /// Small marks on bars and beside them, in every theme.
  static let mark: DOTValue = .color(0x000000)

  static let ink: DOTValue = .color(0x1A1A1A)
  static let faint: DOTValue = .color(0x5C5C5C)
  /// Between bars that touch.
  static let seam: DOTValue = .color(0xFFFFFF, opacity: 0.85)
  /// Outlines of what is still to come.
  static let ahead = faint.faded(to: 0.45)
  /// Faint text in boxes, whose ground is light in every theme.
  static let boxFaint: DOTValue = .color(0x5E5E5E)
  static let bound: DOTValue = .color(0x0072B2)
  /// Along what the end of a run waited for.
  static let observed: DOTValue = .color(0xD55E00)
  static let gain: DOTValue = .color(0x00704F)
  static let loss: DOTValue = .color(0xA94A00)

  /// What changes in the dark: text and lines that stand on the page itself.
  static let style = """
    .graph > text, .ink > text { fill: #1a1a1a } .faint > text { fill: #5c5c5c }
    .bound > text { fill: #0072b2 } .gain > text { fill: #00704f } .loss > text { fill: #a94a00 }
    @media (prefers-color-scheme: dark) {
      .graph > text, .ink > text { fill: #ececec } .faint > text { fill: #b4b4b4 }
      .bound > text { fill: #6fc3f7 } .gain > text { fill: #3fd0a4 } .loss > text { fill: #ff9a4d }
      .line path { stroke: #b4b4b4 } .line polygon { stroke: #b4b4b4; fill: #b4b4b4 }
      .dashes polygon { stroke: #b4b4b4 } .outline polygon, .outline path { stroke: #ececec }
      .sliver polygon { fill: #ececec; stroke: #ececec }
      .strong path { stroke: #ececec } .strong polygon { stroke: #ececec; fill: #ececec }
      .observed path { stroke: #ff9a4d } .bound path { stroke: #6fc3f7 } .gain path { stroke: #3fd0a4 } .loss path { stroke: #ff9a4d }
    }
    """
}
