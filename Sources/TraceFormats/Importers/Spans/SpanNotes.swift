internal import EventLog
internal import Formatting

/// What had to be decided about the spans of a run, each with its count and its first example.
struct SpanNotes {
  private let file: SpanFile
  private let run: SpanRun
  private let namesServices: Bool

  init(_ file: SpanFile, _ run: SpanRun, namesServices: Bool) {
    self.file = file
    self.run = run
    self.namesServices = namesServices
  }

  /// All of it; what changes nothing is told to programs only.
  var notes: [ImportNote] {
    identities + parents + missingTimes + places + links + [total]
  }

  private var identities: [ImportNote] {
    let family = run.family
    return ImportNote.inherent(
      family.repeated, "span is", "spans are", " told again or in parts, and counted once.")
      + ImportNote.inherent(
        family.shared, "span of a server has", "spans of servers have",
        " the id of the client's span, to which a server's span then belongs.")
      + ImportNote.inferred(
        family.ambiguous, "span has", "spans have",
        " the id of another; what belongs to that id was given to the first.")
      + ImportNote.inferred(
        family.withoutID, "span has", "spans have", " no id, so nothing can belong to any of them.")
  }

  private var parents: [ImportNote] {
    let (orphans, circles) = (run.family.orphans, run.family.circles)
    return ImportNote.inferred(
      orphans.count, "span belongs", "spans belong",
      " to one that is not in the file, and " + (orphans.count == 1 ? "was" : "were")
        + " read as the root of a trace" + first(orphans))
      + ImportNote.inferred(
        circles.count, "circle", "circles",
        " of spans that belong to each other, read as if the first of them were a root"
          + first(circles))
  }

  private var missingTimes: [ImportNote] {
    let times = run.times
    return ImportNote.skipped(
      times.timeless, "span without a time was", "spans without a time were", " left out.")
      + ImportNote.inferred(
        times.startless, "span", "spans",
        " without a start: read as beginning with what belongs to "
          + "them, or at the end.")
      + ImportNote.inferred(
        times.endless, "span", "spans",
        " without an end: read as lasting as long as what belongs to "
          + "them, or no time.")
      + ImportNote.inferred(
        times.reversed, "span", "spans",
        " with an end before the start: read as over when the last was that belongs to it, or as taking no time."
      )
  }

  private var places: [ImportNote] {
    let times = run.times
    let (after, alongside, before) = (
      times.all(.after), times.all(.alongside), times.all(.before)
    )
    return ImportNote.inferred(
      after.count, "span", "spans",
      " began when \(parent(of: after)) had ended: read as following from it" + first(after))
      + ImportNote.inferred(
        alongside.count, "span", "spans",
        " ended after \(parent(of: alongside)), which so did not wait: read as running beside it"
          + first(alongside))
      + ImportNote.inferred(
        before.count, "span", "spans",
        " ended before \(parent(of: before)) began: read as if nothing led to it" + first(before))
      + ImportNote.inferred(
        times.moved, "span of a server lies", "spans of servers lie",
        " outside the client's span of the same exchange, by clocks that differ: moved into the middle of it."
      )
      + ImportNote.skipped(
        times.cut.count, "span goes", "spans go",
        " beyond \(parent(of: times.cut)), by clocks of two services that differ: "
          + "\(timeText(times.cutTime)) was cut off" + first(times.cut))
  }

  /// The spans that some others belong to.
  private func parent(of places: [Int32]) -> String {
    places.count == 1 ? "the one it belongs to" : "those they belong to"
  }

  private var links: [ImportNote] {
    ImportNote.inherent(run.linked, "link is", "links are", " read as what came before.")
      + ImportNote.inferred(
        run.linksElsewhere, "link leads", "links lead", " to spans that are not in this run.")
      + ImportNote.inferred(
        run.linksAhead, "link leads", "links lead", " to spans that began later, and say nothing.")
      + ImportNote.inferred(
        run.layout.lateEdges, "edge came", "edges came", " too late for what it was to lead to.")
  }

  private var total: ImportNote {
    ImportNote(
      kind: .inherent, count: run.calls,
      sentence:
        "\(counted(run.calls, "span")) of \(file.spans.count) are calls of this run. Spans do "
        + "not say what came after what: \(counted(run.layout.inferredEdges, "edge")) between spans "
        + "of one parent were worked out from their times.")
  }

  /// The end of a sentence, with an example.
  private func first(_ places: [Int32]) -> String {
    guard let place = places.first else { return "." }
    let title = file.title(of: run.family.spans[Int(place)], namesServices: namesServices)
    return places.count == 1 ? ": \(title)." : "; the first is \(title)."
  }
}
