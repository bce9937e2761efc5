public import Compression
internal import EventLog
internal import Scenarios
internal import Simulation
public import TraceFormats

/// What may be said of an input beside its bytes.
public struct OpeningOptions: Sendable {
  /// The seed of a scenario's random draws; 0 if nil.
  public var seed: UInt64?
  /// Which build or run of a trace that holds several; the usual one if nil.
  public var part: Int?
  /// Other files that the run of a trace left, of the same format.
  public var others: [TraceInput.File] = []
  /// What the first file is called where there are others; the name of the run if nil.
  public var fileName: String?
  /// Which part of the run of a trace is read; nil for all of it.
  public var window: TraceWindow?
  /// The file that goes with a trace.
  public var companion: TraceInput.Companion?
  /// What is wrong with the compressed file that the bytes were read from; nil if nothing is.
  public var flaw: GzipFlaw?
  /// How many bytes an input may hold that is given compressed: by default 1 GiB.
  public var mostDecompressed = 1 << 30
  /// How much memory a run that is made may take, in bytes.
  public var memory = Int.max
  /// Is told what is done.
  public var progress = OpeningProgress.none

  /// No options.
  public init() {}
}

/// Why an input cannot be opened.
public struct OpeningError: Error, Equatable, Sendable {
  /// The whole message, with the file and the place that it is about.
  public var description: String
}

extension OpenedRun {
  /// Opens an input: a scenario is run, a log or a trace of another tool is read, told by its content.
  ///
  /// What is compressed as `gzip` has it is decompressed first, up to `OpeningOptions.mostDecompressed`.
  ///
  /// - Parameters:
  ///   - bytes: The input; any bytes may be given.
  ///   - name: The name of the run, where the input has none of its own.
  ///   - file: What the input is called in messages; the name if nil.
  ///   - options: What may be said of it.
  /// - Returns: The run.
  /// - Throws: `OpeningError` if it is nothing that can be read.
  public static func open(
    _ bytes: [UInt8], name: String, file: String? = nil, options: OpeningOptions = .init()
  ) throws(OpeningError) -> OpenedRun {
    if Gzip.isIn(bytes) { return try open(compressed: bytes, name, file ?? name, options) }
    guard let format = InputFormat(of: bytes) else {
      throw OpeningError(description: InputFormat.refusal(of: file ?? name, nil))
    }
    return try open(bytes, as: format, name: name, file: file ?? name, options: options)
  }

  private static func open(
    compressed bytes: [UInt8], _ name: String, _ file: String, _ options: OpeningOptions
  ) throws(OpeningError) -> OpenedRun {
    let bound = options.mostDecompressed
    let contents = Gzip.decompressed(bytes, atMost: bound)
    if contents.isCut {
      throw OpeningError(
        description:
          "\(file): it holds more than \(bound) bytes, which is the bound for compressed input.")
    }
    guard let format = InputFormat(of: contents.bytes) else {
      let why = contents.flaw.map { "\(file): \($0.description)." }
      throw OpeningError(description: why ?? InputFormat.refusal(of: file, nil))
    }
    var options = options
    options.flaw = contents.flaw
    return try open(contents.bytes, as: format, name: name, file: file, options: options)
  }

  /// Opens an input of which it is known what it is, or is meant to be.
  ///
  /// - Throws: `OpeningError` if it cannot be read as that.
  public static func open(
    _ bytes: [UInt8], as format: InputFormat, name: String, file: String,
    options: OpeningOptions = .init()
  ) throws(OpeningError) -> OpenedRun {
    switch format {
    case .eventLog: return try open(log: bytes, file, options)
    case .trace(let trace):
      if let flaw = options.flaw, !flaw.isTruncation {
        throw OpeningError(description: "\(file): \(flaw.description).")
      }
      var input = TraceInput(
        bytes: bytes, name: name, part: options.part, companion: options.companion,
        progress: options.progress.begin(.importing(bytes.count)))
      input.window = options.window
      (input.others, input.fileName) = (options.others, options.fileName)
      do throws(ImportError) {
        let run = try trace.read(input)
        let cut = options.flaw.map { $0.note("what stood before that was read") }
        let isCut = cut != nil && options.window == nil
        return OpenedRun(
          format: format, log: isCut ? run.log.withoutEnd() : run.log,
          notes: (cut.map { [$0] } ?? []) + run.notes,
          workflow: run.workflow, progress: options.progress)
      } catch { throw OpeningError(description: error.description(of: file)) }
    case .scenario: return try open(scenario: bytes, name, file, options)
    case .foreign: throw OpeningError(description: InputFormat.refusal(of: file, format))
    }
  }

  /// Reads a log; torn or unclosed, it is read as far as it goes, with a note.
  private static func open(
    log bytes: [UInt8], _ file: String, _ options: OpeningOptions
  ) throws(OpeningError) -> OpenedRun {
    let reading: LogReading
    do throws(LogDamage) {
      reading = try Log.read(bytes, progress: options.progress.begin(.reading(bytes.count)))
    } catch {
      // What a file that was cut off holds is as it was written.
      if let flaw = options.flaw, !flaw.isTruncation || error.line == 1 {
        throw OpeningError(description: flaw.description(of: file, events: error.line - 1))
      }
      throw OpeningError(description: error.description(of: file))
    }
    let count = reading.log.events.count
    if let flaw = options.flaw, !flaw.isTruncation {
      throw OpeningError(description: flaw.description(of: file, events: count))
    }
    let notes = notes(on: reading, options.flaw)
    let header = reading.log.header
    guard case .scenario(let setup) = header.origin, header.canRunAgain else {
      return OpenedRun(
        format: .eventLog, log: reading.log, notes: notes, progress: options.progress)
    }
    // Read when it is asked for: not everybody needs it, and a large one takes long.
    return OpenedRun(
      format: .eventLog, log: reading.log, notes: notes, setup: setup, progress: options.progress
    ) {
      let progress = options.progress.begin(.readingScenario(setup.text.utf8.count))
      var scenario = try? Scenario.contents(of: setup.text, name: header.name, progress: progress)
      scenario?.model.limits.memory = options.memory
      return scenario
    }
  }

  /// What had to be left out of a log, or was never in it.
  private static func notes(on reading: LogReading, _ flaw: GzipFlaw?) -> [ImportNote] {
    let count = reading.log.events.count
    if let flaw {
      let what = reading.log.isClosed ? "all" : "what is told is told of the"
      return [
        flaw.note(
          "\(what) \(count) events \(reading.log.isClosed ? "could be read" : "before that")")
      ]
    }
    var notes: [ImportNote] = []
    if let plan = reading.log.header.plan {
      notes.append(
        ImportNote(
          kind: .expected, count: 1,
          sentence: "This is a prediction, with \(plan.words): it never ran so."))
    }
    if !reading.tornTail.isEmpty {
      let torn = reading.tornTail.count
      notes.append(
        ImportNote(
          kind: .skipped, count: torn,
          sentence: (torn == 1
            ? "The last byte is a torn line and was left out"
            : "The last \(torn) bytes are a torn line and were left out")
            + "; `meanwhile check` says more."))
    }
    if !reading.log.isClosed {
      notes.append(
        ImportNote(
          kind: .skipped, count: 1,
          sentence: "the log was not closed; what is told is told of what was written by then."))
    }
    return notes
  }

  private static func open(
    scenario bytes: [UInt8], _ name: String, _ file: String, _ options: OpeningOptions
  ) throws(OpeningError) -> OpenedRun {
    // Half a scenario is another one.
    if let flaw = options.flaw { throw OpeningError(description: "\(file): \(flaw.description).") }
    do throws(ScenarioError) {
      let text = try Scenario.text(of: bytes)
      var scenario = try Scenario.contents(
        of: text, name: name, progress: options.progress.begin(.reading(bytes.count)))
      scenario.model.limits.memory = options.memory
      let setup = LogHeader.Setup(text: text, seed: options.seed ?? 0)
      var notes: [ImportNote] = []
      if options.seed != nil, !scenario.model.isRandom {
        notes.append(
          ImportNote(
            kind: .expected, count: 1,
            sentence: "no time in it is random, so the seed changes nothing."))
      }
      return OpenedRun(
        format: .scenario, log: options.progress.simulate(scenario.model, setup), notes: notes,
        setup: setup, progress: options.progress, scenario: { [scenario] in scenario })
    } catch { throw OpeningError(description: error.description(of: file)) }
  }
}

extension InputFormat {
  /// Why an input is not read that is nothing that is, in one sentence.
  public static func refusal(of file: String, _ format: InputFormat?) -> String {
    if case .foreign(let foreign)? = format {
      let instead = foreign.advice == nil ? " Expected \(known)." : ""
      return "\(file): this is \(foreign.name), \(foreign.refusal).\(instead)"
    }
    return "\(file): this is nothing that can be read. Expected \(known)."
  }
}
