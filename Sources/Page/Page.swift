internal import Diagrams
internal import EventLog
internal import Formatting
public import Graphviz
internal import Platform
internal import Reports
internal import TraceAnalysis

/// One or two runs as a page that people can read and explore: one file that needs nothing else.
///
///     let page = try Page([PageSource(comparison)], version: "0.1.0")
///     page.bytes   // <!doctype html>…
///
/// All is there without scripts: what the run waited for, who ran when, the measures with their formulas. What scripts
/// need to show an instant or another variant stands beside it as data.
public struct Page: Sendable {
  /// The page as a file of HTML.
  public let bytes: [UInt8]

  /// Makes the page of one run or two.
  ///
  /// - Parameters:
  ///   - sources: The runs, at most two.
  ///   - names: What two runs are called where they are told apart.
  ///   - version: The version of the program that makes it.
  /// - Throws: `GraphvizError` where a picture cannot be drawn.
  /// - Precondition: There are one or two sources.
  /// - Complexity: O(*n* log *n*) in the number of events and causes.
  public init(
    _ sources: [PageSource], names: (baseline: String, run: String)? = nil, version: String
  ) throws(GraphvizError) {
    precondition((1...2).contains(sources.count), "a page shows one run or two")
    let clock = PageClock(sources.map(\.comparison.run.log))
    let words = PageWords.english
    // A name has one colour in both.
    let colours = Lazy { ColourGroups(sources.map(\.comparison.run)) }
    let (runs, pictures) = try Self.parts(of: sources, colours)
    var comparison: Comparison?
    if runs.count == 2 {
      comparison = Comparison(
        of: runs[1].run, with: runs[0].run,
        names: names ?? (runs[0].run.name, runs[1].run.name))
    }
    var page = StaticPage(words)
    page.begin(runs, comparison)
    page.writeMain(runs, pictures, clock)
    page.end(
      version: version, data: Self.data(runs, pictures, comparison, clock, words, colours.value))
    bytes = page.bytes
  }

  /// What is shown of each run, and its pictures, which are drawn beside it.
  private static func parts(
    of sources: [PageSource], _ colours: Lazy<ColourGroups>
  ) throws(GraphvizError) -> ([PageRun], [PagePictures]) {
    enum Part: Sendable {
      case run(PageRun)
      case pictures(Result<PagePictures, GraphvizError>)
    }
    let parts = Cores.map(2 * sources.count) { place in
      let (index, isRun) = (place / 2, place % 2 == 0)
      if isRun { return Part.run(PageRun(sources[index])) }
      return .pictures(
        Result { () throws(GraphvizError) in
          try PagePictures(sources[index].comparison, index: index, colours.value)
        })
    }
    var (runs, pictures): ([PageRun], [PagePictures]) = ([], [])
    for part in parts {
      switch part {
      case .run(let run): runs.append(run)
      case .pictures(let drawn): pictures.append(try drawn.get())
      }
    }
    return (runs, pictures)
  }

  /// The data of a page as JSON that can stand in a script element.
  private static func data(
    _ runs: [PageRun], _ pictures: [PagePictures], _ comparison: Comparison?, _ clock: PageClock,
    _ words: PageWords, _ colours: ColourGroups
  ) -> [UInt8] {
    var json = JSONSink()
    json.beginObject()
    json.field("schema", 1)
    json.key("words")
    json.value(written: words.file)
    json.key("runs")
    json.beginArray()
    for (run, pictures) in zip(runs, pictures) {
      json.newLine()
      run.write(to: &json, clock, colours, boxes: pictures.boxes)
    }
    json.endArray()
    json.key("comparison")
    if let comparison {
      json.beginObject()
      json.field("answer", comparison.answer)
      json.endObject()
    } else {
      json.null()
    }
    json.endObject()
    return json.bytes.withoutTags
  }
}

extension [UInt8] {
  /// JSON in which no tag can begin: `<` stands only in texts, where it may be written as an escape.
  fileprivate var withoutTags: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    for byte in self {
      if byte == UInt8(ascii: "<") {
        bytes.append(contentsOf: #"\u003c"#.utf8)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}
