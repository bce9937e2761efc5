internal import EventLog
internal import Formatting

/// Reads the spans of a file as a run, whatever the format.
struct SpanImport {
  private let file: SpanFile
  private let traces: SpanTraces
  private let namesServices: Bool

  /// - Throws: `ImportError` if there is no span with a time.
  init(_ file: SpanFile) throws(ImportError) {
    guard !file.spans.isEmpty else {
      throw ImportError(
        line: 1,
        problem: "No span of \(file.format) could be read here."
          + (file.readingNotes.first.map { " \($0.sentence)" } ?? ""))
    }
    guard file.spans.contains(where: { $0.start != nil || $0.end != nil }) else {
      throw ImportError(
        line: 1, problem: "None of its \(counted(file.spans.count, "span")) has a time.")
    }
    self.file = file
    traces = SpanTraces(file)
    let service = file.spans[0].service
    namesServices = file.spans.contains { $0.service != service }
  }

  /// The run of a part; the usual one if none is asked for.
  ///
  /// - Throws: `ImportError` if there is no such part, or no time in it.
  func run(
    _ part: Int?, name: String, window: TraceWindow? = nil
  ) throws(ImportError) -> Import {
    let held =
      traces.parts == 1
      ? "one trace"
      : "\(traces.traces.count) traces, and number \(traces.parts) is all of them together"
    let number = try TracePart.number(
      part, of: traces.parts, usual: traces.usual, "trace", held: "The file holds \(held)")
    let run = try self.run(of: number, name: name, window)
    guard run.calls > 0 else {
      throw ImportError(line: 1, problem: "None of the spans of trace \(number) has a time.")
    }
    return Import(
      log: run.layout.log,
      notes: run.layout.cutNotes + file.readingNotes + partNotes(number, isChosen: part != nil, run)
        + SpanNotes(file, run, namesServices: namesServices).notes,
      parts: traces.parts)
  }

  private func run(
    of part: Int, name: String, _ window: TraceWindow? = nil
  ) throws(ImportError) -> SpanRun {
    try SpanRun(
      file, traces.spans(of: part),
      header: LogHeader(name: name, origin: .trace(format: file.format, part: part)),
      namesServices: namesServices, window: window)
  }

  // MARK: Several traces

  /// The traces of the file, and all of them together if there are several.
  ///
  /// - Throws: `ImportError` if one of them takes longer than a log can tell of.
  func parts() throws(ImportError) -> [TracePart] {
    let first = traces.traces[0].start
    return try (1...traces.parts).map { number throws(ImportError) in
      let isAll = number > traces.traces.count
      let run = try self.run(of: number, name: "")
      let began = isAll ? first : traces.traces[number - 1].start
      return TracePart(
        number: number, calls: run.calls, work: run.work,
        makespan: run.layout.log.end,
        began: run.calls == 0 ? nil : TracePart.time(of: began, after: first),
        isUsual: number == traces.usual, isAllTogether: isAll,
        remark: isAll ? "all of them together" : remark(on: run))
    }
  }

  /// The root of a trace, by which people know it.
  private func remark(on run: SpanRun) -> String {
    guard let root = run.family.order.first(where: { run.times.times[Int($0)] != nil }) else {
      return "no times"
    }
    return file.title(of: run.family.spans[Int(root)], namesServices: namesServices)
  }

  /// Which of several traces is shown; that others are left out is no loss where one was asked for.
  private func partNotes(_ part: Int, isChosen: Bool, _ run: SpanRun) -> [ImportNote] {
    let count = traces.traces.count
    guard count > 1 else { return [] }
    let choice = "--trace 1 to \(count) reads one of them alone"
    if part > count {
      let reason =
        isChosen
        ? "All \(count) traces of the file are taken together."
        : "The \(count) traces of the file are taken as one run, since each comes from the process "
          + "of another, is linked to it, or overlaps it; \(choice), `summary --traces` lists them."
      return [ImportNote(kind: .expected, count: count, sentence: reason)]
    }
    return [
      ImportNote(
        kind: isChosen ? .expected : .skipped, count: count - 1,
        sentence: "The file holds \(count) traces; this is number \(part)"
          + (isChosen ? "" : ", the longest") + ", with \(counted(run.calls, "span")). \(choice), "
          + "--trace \(count + 1) all together; `summary --traces` lists them.")
    ]
  }
}

extension SpanRun {
  /// How long all spans took together, less what ran within them.
  fileprivate var work: Nanoseconds {
    var covered: [Int32: Nanoseconds] = [:]
    var sum: Nanoseconds = 0
    let spans = times.times.indices.filter { times.times[$0] != nil }
      .sorted { (times.times[$0]?.start ?? 0, $0) < (times.times[$1]?.start ?? 0, $1) }
    for index in spans {
      guard let (start, end) = times.times[index] else { continue }
      sum = sum.addingClamped(end - start)
      guard times.places[index] == .within, let parent = family.parents[index] else { continue }
      // What lies within a span takes from its time only where nothing before it did.
      let since = max(start, covered[parent] ?? .min)
      if end > since { sum -= end - since }
      covered[parent] = max(end, covered[parent] ?? .min)
    }
    return sum
  }
}
