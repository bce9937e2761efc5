public import EventLog
package import Formatting
public import TraceFormats

/// A shard of many runs as it goes from one machine to another, with all that tells which runs it is a shard of.
///
///     let files = [first, second].map { ($0.path, try ShardFile(reading: $0.bytes, path: $0.path)) }
///     let shards = try ShardFile.joined(files)
public struct ShardFile: Equatable, Sendable {
  /// The number of the form of the file that this package reads and writes.
  public static let currentFormat = 1

  /// The version of the command that made the runs.
  public var version: String
  /// The number of the rules of simulation that made them.
  public var semantics: Int
  /// How the scenario is called.
  public var name: String
  /// Its file, as the command was given it.
  public var input: String
  /// The SHA-256 of its text.
  public var digest: String
  /// Which of its components ran in parallel.
  public var mode: String
  /// The changes, as options of the command.
  public var changes: [String]
  /// The runs with the changes.
  public var runs: MonteCarloShard
  /// The same runs without them; nil where there are none.
  public var before: MonteCarloShard?
  /// What had to be decided on the way of the input.
  public var notes: [ImportNote]

  /// Makes a shard of some runs.
  ///
  /// - Parameters:
  ///   - runs: The runs with the changes.
  ///   - before: The same runs without them, if there are any.
  ///   - setup: What they were run with.
  ///   - changes: The changes.
  ///   - version: The version of the command.
  ///   - name: How the scenario is called.
  ///   - input: Its file, as the command was given it.
  ///   - notes: What had to be decided on the way of the input.
  public init(
    _ runs: MonteCarloShard, before: MonteCarloShard?, of setup: LogHeader.Setup,
    changes: [Change], version: String, name: String, input: String, notes: [ImportNote]
  ) {
    self.version = version
    semantics = LogHeader.currentSemantics
    (self.name, self.input) = (name, input)
    digest = SHA256.digest(of: Array(setup.text.utf8))
    mode = setup.mode.rawValue
    self.changes = changes.flatMap(\.commandLine)
    (self.runs, self.before, self.notes) = (runs, before, notes)
  }

  /// The command that makes a shard of the same runs.
  ///
  /// - Parameter shard: Which one, such as `3`, or a word that stands for it.
  /// - Returns: Words for a shell, without the name of the command's program.
  func command(writing shard: String) -> String {
    var words = ["what-if", input, "--runs", "\(runs.runs)"]
    if runs.firstSeed != 0 { words += ["--seed", "\(runs.firstSeed)"] }
    words += changes + ["--shard", "\(shard)/\(runs.count)", "-o", "FILE"]
    return shellLine(words)
  }

  /// The file.
  public var text: String {
    JSONValue.object([
      ("meanwhile_shard", .integer(Self.currentFormat)), ("version", .string(version)),
      ("semantics", .integer(semantics)), ("name", .string(name)), ("input", .string(input)),
      ("scenario_sha256", .string(digest)), ("mode", .string(mode)),
      ("changes", .array(changes.map(JSONValue.string))), ("runs", .integer(runs.runs)),
      ("first_seed", .wholeNumber(Int128(runs.firstSeed))), ("shard", .integer(runs.number)),
      ("shards", .integer(runs.count)), ("examined", .integer(runs.examined)),
      ("criticality", JSONValue(criticality: runs.criticality)),
      ("makespans_ns", JSONValue(makespans: runs.makespans)),
      ("makespans_before_ns", before.map { JSONValue(makespans: $0.makespans) } ?? .null),
      (
        "notes",
        .array(
          notes.map {
            .object([
              ("kind", .string($0.kind.rawValue)), ("count", .integer($0.count)),
              ("sentence", .string($0.sentence)),
            ])
          })
      ),
    ]).text
  }
}

extension JSONValue {
  /// How often components were on the critical path.
  package init(criticality: [MonteCarlo.Criticality]) {
    self = .array(
      criticality.map {
        .object([
          ("component", .string($0.component)), ("runs", .integer($0.runs)),
          ("time_ns", .wholeNumber($0.time)),
        ])
      })
  }

  /// How long runs took, null for those that did not come to their end.
  package init(makespans: [Nanoseconds]) {
    self = .array(makespans.map { $0 < 0 ? .null : .integer($0) })
  }
}
