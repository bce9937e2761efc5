/// A directed graph in the DOT language, built by code.
///
/// ```swift
/// var graph = DOTGraph("calls", [.rankdir: "LR"])
/// graph.nodeDefaults = [.shape: "box", .fontname: .sansSerif]
/// graph.addNode(DOTID("call", 1), title: "the flow", [.label: .text(flowName)])
/// graph.addNode(DOTID("call", 2), [.label: .lines([name, "3 s"])])
/// graph.addEdge(DOTID("data", 1), from: DOTID("call", 1), to: DOTID("call", 2))
/// print(graph)
/// ```
///
/// Everything is written in the order in which it was added; the same calls make the same bytes. A
/// graph that is added to another is a cluster in it.
public struct DOTGraph: Hashable, Sendable {
  /// The name of the graph and the `id` of its element in the SVG.
  public let id: DOTID

  /// The attributes of the graph itself.
  public var attributes: DOTAttributes

  /// What holds for every node that does not say otherwise.
  public var nodeDefaults: DOTAttributes = [:]

  /// What holds for every edge that does not say otherwise.
  public var edgeDefaults: DOTAttributes = [:]

  var statements: [Statement] = []

  enum Statement: Hashable, Sendable {
    case node(Element)
    case edge(Element, from: DOTID, to: DOTID)
    case cluster(DOTGraph, title: String?)
    case rank([DOTID])
  }

  struct Element: Hashable, Sendable {
    var id: DOTID
    var title: String?
    var attributes: DOTAttributes
  }

  /// Makes a graph without nodes.
  ///
  /// - Parameters:
  ///   - id: Its name; in a page with several pictures it should be unique.
  ///   - attributes: Its attributes.
  public init(_ id: DOTID, _ attributes: DOTAttributes = [:]) {
    self.id = id
    self.attributes = attributes
  }

  /// Adds a node.
  ///
  /// - Parameters:
  ///   - id: Its name. A second node of the same name changes the first.
  ///   - title: What a browser shows when the pointer rests on it; any text.
  ///   - attributes: Its attributes. Without a label, it shows its name.
  public mutating func addNode(
    _ id: DOTID, title: String? = nil, _ attributes: DOTAttributes = [:]
  ) {
    statements.append(.node(Element(id: id, title: title, attributes: attributes)))
  }

  /// Adds an edge; where two edges have the same ends, both are drawn.
  ///
  /// - Parameters:
  ///   - id: Its name.
  ///   - tail: The node where it begins; one that was not added before is added by this.
  ///   - head: The node where it ends, likewise.
  ///   - title: What a browser shows when the pointer rests on it; any text.
  ///   - attributes: Its attributes.
  public mutating func addEdge(
    _ id: DOTID, from tail: DOTID, to head: DOTID, title: String? = nil,
    _ attributes: DOTAttributes = [:]
  ) {
    let edge = Element(id: id, title: title, attributes: attributes)
    statements.append(.edge(edge, from: tail, to: head))
  }

  /// Adds a cluster: nodes that are drawn together in a frame.
  ///
  /// - Parameters:
  ///   - cluster: The nodes, edges and clusters in it; its attributes are those of the frame.
  ///   - title: What a browser shows when the pointer rests on the frame; any text.
  public mutating func addCluster(_ cluster: DOTGraph, title: String? = nil) {
    statements.append(.cluster(cluster, title: title))
  }

  /// Asks the `dot` layout to place some nodes in one rank: below each other if ranks go right.
  ///
  /// - Parameter nodes: Their names.
  public mutating func addRank(of nodes: [DOTID]) {
    statements.append(.rank(nodes))
  }
}
