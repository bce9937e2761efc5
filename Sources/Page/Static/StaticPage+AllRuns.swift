internal import Formatting

extension StaticPage {
  /// Writes what the run would be in other ways.
  mutating func writeAllRuns(_ runs: [PageRun]) {}
}
