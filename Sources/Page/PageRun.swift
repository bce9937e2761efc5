internal import Diagrams
internal import EventLog
internal import Formatting
internal import Reports
internal import TraceAnalysis

/// What one run shows on a page.
struct PageRun {
  let source: PageSource
  let components: PageComponents
  let rows: PageRows
  let lanes: PageLanes
  let spells: PageSpells
  let stretches: PageStretches
  let calls: PageCalls
  let story: PageStory
  let figures: [(name: String, value: String, note: String)]
  let formulas: [PageFormula]
  let program: ProgramTrack?
  let variants: PageVariants?
  let sweep: PageSweep?

  var comparison: Comparison { source.comparison }
  var run: Analysis { source.comparison.run }
  var log: Log { run.log }

  /// - Complexity: O(*n* log *n*) in the number of events and causes.
  init(_ source: PageSource) {
    self.source = source
    let run = source.comparison.run
    components = PageComponents(run)
    rows = PageRows(run.table)
    lanes = PageLanes(run)
    spells = PageSpells(run, lanes)
    stretches = PageStretches(run, spells)
    calls = PageCalls(run, rows)
    story = PageStory(run)
    figures = SummaryReport(source.comparison, source.rerun).figures
    formulas = PageFormula.all(of: source.comparison, figures)
    program = ProgramTrack(run, source.model)
    variants = PageVariants(source)
    sweep = PageSweep(source)
  }

  /// The first line of the summary, without the name of the run before it.
  var answer: String { comparison.answerWithoutName }

  /// Writes all that the scripts of the page have to know of the run.
  func write(
    to json: inout JSONSink, _ clock: PageClock, _ colours: ColourGroups, boxes: [PageBox]?
  ) {
    json.beginObject()
    json.field("name", run.name.visibleText)
    json.field("answer", comparison.answer)
    json.field("kind", kind)
    json.field("unit", clock.unit)
    json.field("makespan", clock.ticks(run.makespan))
    json.field("end", clock.ticks(max(run.makespan, log.end)))
    components.write(to: &json, colours)
    write("groups", colours.legend, to: &json) { groups, json in
      json.beginArray()
      for group in groups {
        json.beginObject()
        json.field("name", group.name.visibleText)
        json.field("colour", group.colour)
        json.endObject()
      }
      json.endArray()
    }
    lanes.write(to: &json)
    calls.write(to: &json, components, lanes, clock)
    spells.write(to: &json, rows, stretches, clock)
    stretches.write(to: &json, clock)
    writeConcurrency(to: &json, clock)
    story.write(to: &json, rows, clock)
    let serial = PageSerial(comparison, basis: figures.first?.note ?? "", components)
    write("serial", serial, to: &json) { $0.write(to: &$1, clock) }
    PageFormula.write(formulas, to: &json, clock)
    writeProgram(to: &json, clock)
    StateTracks(log).write(to: &json, log, rows, clock)
    write("events", PageEvents(run), to: &json) { $0.write(to: &$1, rows, clock) }
    writeDiagram(boxes, to: &json)
    write("variants", variants, to: &json) { $0.write(to: &$1, components, clock) }
    write("sweep", sweep, to: &json) { $0.write(to: &$1, clock) }
    json.endObject()
  }

  private var kind: String {
    if log.header.origin.isTrace { return "trace" }
    return source.isScenario ? "scenario" : "log"
  }

  private func write<Part>(
    _ key: StaticString, _ part: Part?, to json: inout JSONSink,
    _ body: (Part, inout JSONSink) -> Void
  ) {
    guard let part else { return json.field(key, word: "null") }
    json.key(key)
    body(part, &json)
  }

  private func writeProgram(to json: inout JSONSink, _ clock: PageClock) {
    guard let program, let model = source.model else {
      return json.field("program", word: "null")
    }
    program.write(to: &json, components, model, clock)
  }

  private func writeConcurrency(to json: inout JSONSink, _ clock: PageClock) {
    let steps = run.occupancy.steps
    json.key("concurrency")
    json.beginObject()
    json.column("at", steps.map { clock.ticks($0.at) })
    json.column("running", steps.map { Int64($0.inUse) })
    json.endObject()
  }

  private func writeDiagram(_ boxes: [PageBox]?, to json: inout JSONSink) {
    guard let boxes else { return json.field("diagram", word: "null") }
    json.key("diagram")
    json.beginObject()
    json.list("ids", count: boxes.count) { list in
      for box in boxes { list.value(box.id) }
    }
    // By call, which is short however many calls a box stands for.
    var boxOfRow = [Int64](repeating: -1, count: rows.calls.count)
    for (number, box) in boxes.enumerated() {
      for call in box.calls where rows[call] >= 0 { boxOfRow[Int(rows[call])] = Int64(number) }
    }
    json.column("box", boxOfRow)
    json.endObject()
  }
}

/// A box of the dependency diagram, and the calls that it stands for.
struct PageBox {
  var id: String
  var calls: [CallNumber]
}
