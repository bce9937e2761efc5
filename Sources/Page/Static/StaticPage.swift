internal import EventLog
internal import Formatting
internal import Reports
internal import TraceAnalysis

/// The part of a page that is there without scripts: HTML that a browser, a screen reader or a printer reads as it is.
///
/// Every text is escaped where it is written, whatever it holds, and invisible characters are spelled out.
struct StaticPage {
  let words: PageWords
  private var html = XMLWriter()
  /// What the runs are called in headings; none where there is one run.
  private var names: [String] = []

  /// What was written.
  var bytes: [UInt8] { html.bytes }

  init(_ words: PageWords) { self.words = words }

  // MARK: Elements

  /// Adds markup, as it is.
  mutating func markup(_ markup: StaticString) { html.write(markup.description) }

  /// Adds bytes of this program's own making, such as a picture.
  mutating func own(_ bytes: [UInt8]) { html.write(String(decoding: bytes, as: UTF8.self)) }

  /// Adds a text.
  mutating func text(_ text: String) { html.writeEscaped(text.visibleText) }

  /// Adds an element with a text in it.
  mutating func element(_ name: StaticString, _ text: String) { element(name, [], text) }

  /// Adds an element with attributes and a text in it.
  mutating func element(_ name: StaticString, _ attributes: [XMLAttribute], _ text: String) {
    html.writeTag(name.description, attributes)
    self.text(text)
    html.write("</\(name)>")
  }

  /// Adds the beginning of an element.
  mutating func open(_ name: StaticString, _ attributes: [XMLAttribute] = []) {
    html.writeTag(name.description, attributes)
  }

  /// Adds the beginning of a part of a run, with its heading.
  mutating func beginPart(
    _ kind: StaticString, _ run: Int, _ heading: PageWords.Key, _ more: String = ""
  ) {
    open(
      "section", [XMLAttribute("class", "part \(kind)"), XMLAttribute("data-run", "\(run)")])
    let title = more.isEmpty ? words[heading] : words[heading, more]
    element("h3", names.isEmpty ? title : "\(title): \(names[run])")
    markup("\n")
  }

  /// Adds the end of a part.
  mutating func endPart() { markup("</section>\n") }

  // MARK: The page

  private static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"

  /// Writes the head and the answer.
  mutating func begin(_ runs: [PageRun], _ comparison: Comparison?) {
    if runs.count > 1 { names = runs.map(\.run.name) }
    let name = comparison?.name ?? runs[0].run.name
    let answer = comparison.map { $0.answer } ?? runs[0].comparison.answer
    markup("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
    markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    open(
      "meta",
      [
        XMLAttribute("http-equiv", "Content-Security-Policy"),
        XMLAttribute("content", Self.policy),
      ])
    markup("\n<meta name=\"color-scheme\" content=\"light dark\">\n")
    open("meta", [XMLAttribute("name", "description"), XMLAttribute("content", answer)])
    markup("\n")
    element("title", "\(name) – Meanwhile")
    markup("\n<style>\n")
    own(PageResources.styles)
    markup("</style></head>\n<body>")
    element(
      "a", [XMLAttribute("class", "skip"), XMLAttribute("href", "#main")], words[.skip])
    markup("\n<header id=\"head\">\n")
    element("p", [XMLAttribute("class", "kicker")], name)
    markup("\n")
    element(
      "h1", [XMLAttribute("id", "answer")],
      comparison.map { $0.answerWithoutName } ?? runs[0].answer)
    markup("\n")
    for run in runs { writePrediction(run) }
    writeReasons(
      SummaryReport(comparison ?? runs[0].comparison, runs[runs.count - 1].source.rerun))
    for (index, run) in runs.enumerated() {
      if runs.count > 1 { element("p", [XMLAttribute("class", "of")], run.run.name) }
      writeFigures(run, index)
    }
    markup("</header>\n")
  }

  /// Says of a run that never was that it is a prediction, and from what.
  private mutating func writePrediction(_ run: PageRun) {
    guard let plan = run.log.header.plan else { return }
    element(
      "p", [XMLAttribute("class", "predicted")],
      words[.predicted, run.log.header.name, plan.of, plan.words])
    markup("\n")
  }

  private mutating func writeReasons(_ summary: SummaryReport) {
    let reasons = summary.sentences.prefix(5)
    guard !reasons.isEmpty else { return }
    markup("<ul class=\"reasons\">")
    for reason in reasons { element("li", reason) }
    markup("</ul>\n")
  }

  private mutating func writeFigures(_ run: PageRun, _ index: Int) {
    open("dl", [XMLAttribute("class", "figures"), XMLAttribute("data-run", "\(index)")])
    for figure in run.figures {
      markup("<div><dt>")
      writeName(figure.name)
      markup("</dt>")
      element("dd", figure.value)
      if !figure.note.isEmpty { element("dd", [XMLAttribute("class", "note")], figure.note) }
      markup("</div>")
    }
    markup("</dl>\n")
  }

  /// The name of a measure, with its symbol set apart.
  mutating func writeName(_ name: String) {
    for symbol in ["T₁", "T∞"] where name.hasSuffix(" \(symbol)") {
      text(String(name.dropLast(symbol.count)))
      return element("i", symbol)
    }
    text(name)
  }

  /// Writes all that stands between head and foot.
  mutating func writeMain(_ runs: [PageRun], _ pictures: [PagePictures], _ clock: PageClock) {
    markup("<main id=\"main\">\n<section id=\"timeline\">")
    element("h2", words[.timeline])
    markup("\n")
    for (index, picture) in pictures.enumerated() {
      open(
        "figure",
        [XMLAttribute("class", "static gantt"), XMLAttribute("data-run", "\(index)")])
      own(picture.gantt)
      element("figcaption", words[.ganttCaption])
      markup("</figure>\n")
    }
    markup("</section>\n<section id=\"instant\">")
    element("h2", words[.instant])
    markup("\n")
    for (index, run) in runs.enumerated() {
      writeProgram(run, index)
      writeDiagram(pictures[index], index)
    }
    markup("</section>\n<section id=\"whole\">")
    element("h2", words[.whole])
    markup("\n")
    for (index, run) in runs.enumerated() {
      writeStory(run, index)
      writeCalls(run, index)
      writeFormulas(run, index)
      writeConstants(run, index)
    }
    markup("</section>\n")
    writeAllRuns(runs)
    markup("</main>\n")
  }

  private mutating func writeDiagram(_ pictures: PagePictures, _ index: Int) {
    guard let picture = pictures.dependencies else { return }
    beginPart("diagram", index, .diagram)
    markup("<figure>")
    own(picture)
    markup("</figure>")
    endPart()
  }

  /// Writes the foot, the data and the scripts.
  mutating func end(version: String, data: [UInt8]) {
    markup("<footer>")
    element("p", words[.made, version])
    markup("</footer>\n<script type=\"application/json\" id=\"data\">")
    own(data)
    markup("</script>\n<script type=\"module\">\n")
    own(PageResources.scripts)
    markup("</script>\n</body></html>\n")
  }
}

extension Comparison {
  /// The first line of the report, without the name before it.
  var answerWithoutName: String {
    let name = "\(name): ".visibleText
    return answer.hasPrefix(name) ? String(answer.dropFirst(name.count)) : answer
  }
}
