internal import EventLog
public import TraceAnalysis

/// What a program did, by its components: which called which, how often, and where the time went.
///
/// A box for each call says little where there are thousands: calls of one component are one box, and so are all calls that
/// one component made to another one arrow.
///
///     train ─▶ step ×16 ─▶ forward ×16
///                       └▶ backward ×16
///
/// So is drawn what traces tell of programs and of requests; `DependencyDiagram` draws scenarios, task graphs and builds.
public struct ComponentDiagram: Sendable {
  let comparison: Comparison
  let totals: ComponentTotals
  /// The colours of components.
  let colours: ColourGroups

  var run: Analysis { comparison.run }

  /// Adds up what the calls of each component did.
  ///
  /// - Complexity: O(*n*) in the number of events and causes.
  public init(_ comparison: Comparison) { self.init(comparison, colours: nil) }

  /// The same with colours that are those of more than the run, if there are any.
  init(_ comparison: Comparison, colours: ColourGroups?) {
    self.comparison = comparison
    totals = ComponentTotals(comparison.run)
    self.colours = colours ?? ColourGroups(comparison.run)
  }

  /// How many boxes a person can read.
  static let limit = 40
  /// With so few boxes, all arrows between them can be followed.
  private static let fewest = 12
  /// What a screen shows at once, in points.
  static let screen = (width: 1_600.0, height: 1_000.0)

  /// The components that a picture shows: fewer than there may be, where otherwise there were too many arrows to follow or
  /// it were larger than a screen.
  ///
  /// - Complexity: O(*n*) in the number of events and causes.
  func map(
    atMost most: Int = limit, on sheet: (width: Double, height: Double) = screen
  ) -> ComponentMap {
    var most = most
    while true {
      let map = ComponentMap(self, atMost: most)
      let boxes = boxes(of: map)
      let isClear = map.arrows.count <= GraphClustering.mostArrows(boxes: boxes.count)
      let shape = ComponentShape(boxes: boxes.count, arrows: map.arrows)
      if most <= Self.fewest || isClear && shape.layout(boxes.map(\.size), on: sheet).fill <= 1.1 {
        return map
      }
      most = min(most, map.boxes.count) * 4 / 5
    }
  }
}
