/// How much of a dependency diagram stands on one screen, page or slide.
struct PictureLimits {
  /// The most calls that have a box each, if they do not lie too many beside or behind each other.
  var calls = GraphClustering.limit
  /// The most calls beside each other, and behind each other, that have a box each.
  var boxesOfLevel = GraphClustering.widestLevel
  var levels = GraphClustering.mostLevels
  /// Boxes in all, where calls are grouped.
  var boxes = 56
  /// Boxes below each other, where calls are grouped.
  var boxesOfRank = 12
  /// Boxes behind each other, where calls are grouped.
  var ranks = 10
}
