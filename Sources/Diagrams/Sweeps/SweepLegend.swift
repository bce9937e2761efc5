internal import Formatting
internal import Graphviz

/// What the lines or cells of a sweep mean.
struct SweepLegend {
  /// A sample and a word.
  struct Entry {
    enum Sample {
      case line(DOTAttributes)
      case box(DOTAttributes)
    }

    var word: String
    var sample: Sample
    /// How far from the beginning of its line it stands.
    var place = 0.0

    fileprivate var width: Double { 26 + word.textWidth(fontSize: 10) * Canvas.reserve + 6 }
  }

  private var entries: [Entry] = []

  init(_ chart: SweepChart, _ table: SweepTable?) {
    if let table {
      entries = table.legend
      return
    }
    // The curve itself first.
    entries = chart.curves.reversed().map { Entry(word: $0.name, sample: .line($0.look)) }
  }

  /// The entries in lines of a width.
  func lines(width: Double) -> [[Entry]] {
    var lines: [[Entry]] = [[]]
    var place = 0.0
    for var entry in entries {
      if place > 0, place + entry.width > width {
        lines.append([])
        place = 0
      }
      entry.place = place
      place += entry.width + 14
      lines[lines.count - 1].append(entry)
    }
    return lines
  }
}
