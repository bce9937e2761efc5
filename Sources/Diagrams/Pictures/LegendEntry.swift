/// A sample and a word of a legend, which stands in a line with others.
protocol LegendEntry {
  /// How wide it is.
  var width: Double { get }
  /// How far from the beginning of its line it stands.
  var place: Double { get set }
}

extension Array where Element: LegendEntry {
  /// The entries in lines of a width, one so far behind the other.
  func lines(width: Double, gap: Double) -> [[Element]] {
    var lines: [[Element]] = [[]]
    var place = 0.0
    for var entry in self {
      if place > 0, place + entry.width > width {
        lines.append([])
        place = 0
      }
      entry.place = place
      place += entry.width + gap
      lines[lines.count - 1].append(entry)
    }
    return lines
  }
}
