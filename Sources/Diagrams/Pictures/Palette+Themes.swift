internal import Graphviz

extension Palette {
  /// The ground of a picture by theme.
  static let page: DOTValue = .color(0xFFFFFF)
  static let darkPage: DOTValue = .color(0x1B1B1F)

  /// For each colour of text and lines that stand on the page itself, that of the dark theme.
  static let inTheDark: [DOTValue: DOTValue] = [
    ink: .color(0xECECEC), faint: .color(0xB4B4B4), bound: .color(0x6FC3F7),
    gain: .color(0x3FD0A4), loss: .color(0xFF9A4D), observed: .color(0xFF9A4D),
    ahead: DOTValue.color(0xB4B4B4).faded(to: 0.45),
  ]
}

extension DOTGraph {
  /// The graph with the colours of a theme.
  func themed(_ theme: PictureStyle.Theme?) -> DOTGraph {
    guard theme == .dark else { return self }
    var graph = replacing(Palette.inTheDark, in: [.color, .fontcolor])
    // What is filled with the colour of lines is a mark on the page; other fills bear dark text.
    graph = graph.replacing(
      [Palette.ink: .color(0xECECEC), Palette.faint: .color(0xB4B4B4)], in: [.fillcolor])
    graph.attributes[.bgcolor] = Palette.darkPage
    graph.attributes[.fontcolor] = .color(0xECECEC)
    return graph
  }
}
