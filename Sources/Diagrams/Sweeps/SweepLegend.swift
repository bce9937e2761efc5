internal import Formatting
internal import Graphviz

/// What the lines or cells of a sweep mean.
struct SweepLegend {
  /// A sample and a word.
  struct Entry: LegendEntry {
    enum Sample {
      case line(DOTAttributes)
      case box(DOTAttributes)
    }

    var word: String
    var sample: Sample
    /// How far from the beginning of its line it stands.
    var place = 0.0

    var width: Double { 26 + word.textWidth(fontSize: 10) * Canvas.reserve + 6 }
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
  func lines(width: Double) -> [[Entry]] { entries.lines(width: width, gap: 14) }
}
