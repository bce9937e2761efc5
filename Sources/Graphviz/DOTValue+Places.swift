/// A place in a picture, in points of 1/72 inch; `x` grows to the right and `y` upwards.
public struct DOTPoint: Hashable, Sendable {
  /// Points from the left.
  public var x: Double

  /// Points from the bottom.
  public var y: Double

  /// Makes a place.
  ///
  /// - Parameters:
  ///   - x: Points from the left.
  ///   - y: Points from the bottom.
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  fileprivate var text: String { "\(x.fixedText),\(y.fixedText)" }
}

extension DOTValue {
  /// A place, for the middle of a node.
  ///
  /// - Parameter point: The place.
  /// - Returns: The value of `pos`.
  /// - Precondition: The coordinates are finite.
  public static func point(_ point: DOTPoint) -> DOTValue {
    .points([point])
  }

  /// Places, for the curve of an edge: one, then three for every piece of a Bézier curve.
  ///
  /// - Parameters:
  ///   - points: The start; then for each piece its two control points and its end.
  ///   - tip: Where the arrow that begins at the last point has its tip; `nil` draws no arrow.
  /// - Returns: The value of `pos`.
  /// - Precondition: The coordinates are finite.
  public static func points(_ points: [DOTPoint], tip: DOTPoint? = nil) -> DOTValue {
    let curve = points.map(\.text).joined(separator: " ")
    return DOTValue(content: .literal(tip.map { "e,\($0.text) \(curve)" } ?? curve))
  }

  /// Straight lines from corner to corner, for an edge, with an arrow that ends at the last.
  ///
  /// - Parameters:
  ///   - corners: The start, the corners between, the end; at least two.
  ///   - arrowSize: The `arrowsize` of the edge; 0 draws no arrow.
  /// - Returns: The value of `pos`.
  /// - Precondition: There are two corners or more, and the coordinates are finite.
  public static func path(through corners: [DOTPoint], arrowSize: Double = 1) -> DOTValue {
    precondition(corners.count >= 2, "A line needs two ends.")
    var corners = corners
    let tip = corners[corners.count - 1]
    let before = corners[corners.count - 2]
    let (dx, dy) = (tip.x - before.x, tip.y - before.y)
    let length = (dx * dx + dy * dy).squareRoot()
    let arrow = arrowSize > 0 && length > 0 ? arrowLength * arrowSize / length : 0
    corners[corners.count - 1] = DOTPoint(x: tip.x - dx * arrow, y: tip.y - dy * arrow)
    let pieces = zip(corners, corners.dropFirst()).flatMap { [$0, $1, $1] }
    return .points([corners[0]] + pieces, tip: arrow > 0 ? tip : nil)
  }

  /// A rectangle, for the frame of a cluster whose nodes have places.
  ///
  /// - Parameters:
  ///   - corner: The lower left corner.
  ///   - opposite: The upper right corner.
  /// - Returns: The value of `bb`.
  /// - Precondition: The coordinates are finite.
  public static func rectangle(_ corner: DOTPoint, _ opposite: DOTPoint) -> DOTValue {
    DOTValue(content: .literal("\(corner.text),\(opposite.text)"))
  }
}

/// The length of an arrow of size 1, in points.
private let arrowLength = 10.0
