/// Attributes of a graph, a cluster, a node or an edge, in the order in which they were given.
///
/// ```swift
/// let bar: DOTAttributes = [.shape: "box", .width: 1.5, .label: .text(name)]
/// ```
///
/// Only the attributes named in ``Name`` exist: none of them loads a file, opens an address or runs
/// anything, so neither can a picture.
public struct DOTAttributes: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  private(set) var pairs: [Pair]

  struct Pair: Hashable, Sendable {
    var name: Name
    var value: DOTValue
  }

  /// Makes a list of attributes.
  ///
  /// - Parameter elements: The attributes; of two with the same name, the later value counts.
  public init(dictionaryLiteral elements: (Name, DOTValue)...) {
    pairs = []
    for (name, value) in elements { self[name] = value }
  }

  /// The value of an attribute; `nil` where it is not given.
  ///
  /// A new attribute goes to the end, a changed one keeps its place.
  ///
  /// - Parameter name: Which attribute.
  /// - Complexity: O(*n*) in the number of attributes.
  public subscript(name: Name) -> DOTValue? {
    get { pairs.first { $0.name == name }?.value }
    set {
      let place = pairs.firstIndex { $0.name == name }
      switch (place, newValue) {
      case (let place?, let value?): pairs[place].value = value
      case (let place?, nil): pairs.remove(at: place)
      case (nil, let value?): pairs.append(Pair(name: name, value: value))
      case (nil, nil): break
      }
    }
  }
}

extension DOTAttributes {
  /// The attributes that a picture may use, by the names that Graphviz gives them.
  public enum Name: String, Hashable, Sendable {
    // Text. Sizes of fonts are in points.
    case label, xlabel, headlabel, taillabel, fontname, fontsize, fontcolor, labelloc, labeljust

    // Look. `penwidth` is in points; `class` is for a style sheet in the SVG.
    case shape, style, color, fillcolor, bgcolor, penwidth, peripheries, `class`

    // Arrows. `dir` is which ends have one.
    case arrowhead, arrowtail, arrowsize, dir

    // Size and place. `width`, `height`, `margin` and `pad` are in inches, `pos` and `bb` in points.
    // `viewport` is the size of the picture in points, around its middle, and perhaps how much larger
    // it is drawn.
    case width, height, fixedsize, margin, pad, pos, bb, ratio, size, viewport

    // What the `dot` layout may do. `nodesep` and `ranksep` are in inches.
    case rankdir, rank, nodesep, ranksep, ordering, group, constraint, weight, minlen
    case splines, concentrate, compound, lhead, ltail, newrank, clusterrank, nslimit, mclimit

    // What the `nop2` layout may do.
    case overlap, notranslate
  }
}
