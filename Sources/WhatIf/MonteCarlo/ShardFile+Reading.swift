internal import EventLog
internal import JSON
internal import TraceFormats

extension ShardFile {
  /// Reads a shard that this version can join with others.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - path: How it is called.
  ///   - version: The version of the command that reads it.
  /// - Throws: `ShardError` if it is none, is not whole, or was made by another version.
  /// - Complexity: O(*n*) in the number of bytes.
  public init(reading bytes: [UInt8], path: String, version: String) throws(ShardError) {
    let reading: Result<ShardFile, ShardError>
    do {
      reading = try JSONText.read(bytes) { text in
        Result { () throws(ShardError) in try ShardFile(text, path, version) }
      }
    } catch { throw .noShard(path) }
    self = try reading.get()
  }

  private init(_ text: JSONText, _ path: String, _ version: String) throws(ShardError) {
    guard let root = text.roots.first, let format = root["meanwhile_shard"] else {
      throw .noShard(path)
    }
    guard format.whole == Int128(Self.currentFormat) else {
      throw .otherFormat(path, found: format.text)
    }
    guard let made = root["version"]?.string, let semantics = root["semantics"]?.count else {
      throw .damaged(path, "version")
    }
    guard made == version, semantics == LogHeader.currentSemantics else {
      throw .otherVersion(path, found: made, semantics: semantics, version: version)
    }
    guard text.roots.count == 1, text.flaws.isNone else { throw .damaged(path, nil) }
    let fields = Fields(root: root, path: path)
    (self.version, self.semantics) = (made, semantics)
    name = try fields.string("name")
    input = try fields.string("input")
    digest = try fields.string("scenario_sha256")
    mode = try fields.string("mode")
    changes = try fields.list("changes") { $0.string }
    let runs = try fields.count("runs", in: 1...Self.mostRuns)
    let count = try fields.count("shards", in: 1...runs)
    let number = try fields.count("shard", in: 1...count)
    guard let seed = root["first_seed"]?.whole.flatMap(UInt64.init(exactly:)) else {
      throw .damaged(path, "first_seed")
    }
    let examined = MonteCarloShard.runs(
      of: number, among: count, upTo: min(runs, MonteCarlo.mostExamined)
    ).count
    guard root["examined"]?.count == examined else { throw .damaged(path, "examined") }
    func shard(
      _ makespans: [Nanoseconds], _ examined: Int, _ criticality: [MonteCarlo.Criticality]
    ) -> MonteCarloShard {
      MonteCarloShard(
        firstSeed: seed, runs: runs, number: number, of: count, makespans: makespans,
        examined: examined, criticality: criticality)
    }
    let own = MonteCarloShard.runs(of: number, among: count, upTo: runs).count
    self.runs = shard(
      try fields.makespans("makespans_ns", own), examined,
      try fields.list("criticality") { Self.criticality($0, examined) })
    before =
      root["makespans_before_ns"]?.kind == .array
      ? shard(try fields.makespans("makespans_before_ns", own), 0, []) : nil
    notes = try fields.list("notes", Self.note)
  }

  /// How many runs there are at most.
  public static let mostRuns = 1_000_000

  /// How often a component was critical; nil if that cannot be.
  private static func criticality(_ node: JSONNode, _ examined: Int) -> MonteCarlo.Criticality? {
    guard let component = node["component"]?.string, let runs = node["runs"]?.count,
      let time = node["time_ns"]?.whole, (0...examined).contains(runs),
      (0...Int128(examined) * Int128(Int64.max)).contains(time)
    else { return nil }
    return MonteCarlo.Criticality(component: component, runs: runs, time: time)
  }

  private static func note(_ node: JSONNode) -> ImportNote? {
    guard let kind = node["kind"]?.string.flatMap(ImportNote.Kind.init),
      let count = node["count"]?.count, let sentence = node["sentence"]?.string
    else { return nil }
    return ImportNote(kind: kind, count: count, sentence: sentence)
  }

  /// The fields of a shard, each of which has to be there.
  private struct Fields {
    var root: JSONNode
    var path: String

    func string(_ key: StaticString) throws(ShardError) -> String {
      guard let text = root[key]?.string else { throw .damaged(path, "\(key)") }
      return text
    }

    func count(_ key: StaticString, in range: ClosedRange<Int>) throws(ShardError) -> Int {
      guard let count = root[key]?.count, range.contains(count) else {
        throw .damaged(path, "\(key)")
      }
      return count
    }

    func list<Element>(
      _ key: StaticString, _ read: (JSONNode) -> Element?
    ) throws(ShardError) -> [Element] {
      guard let node = root[key], node.kind == .array else { throw .damaged(path, "\(key)") }
      var list: [Element] = []
      for node in node.elements {
        guard let element = read(node) else { throw .damaged(path, "\(key)") }
        list.append(element)
      }
      return list
    }

    func makespans(_ key: StaticString, _ count: Int) throws(ShardError) -> [Nanoseconds] {
      let makespans = try list(key) { node in
        node.text == "null" ? -1 : node.whole.flatMap { $0 < 0 ? nil : Nanoseconds(exactly: $0) }
      }
      guard makespans.count == count else { throw .damaged(path, "\(key)") }
      return makespans
    }
  }
}

extension JSONNode {
  /// The value as it is written.
  fileprivate var text: String { String(decoding: raw, as: UTF8.self) }

  /// A whole number; nil if it is something else.
  fileprivate var whole: Int128? { kind == .number ? Int128(text) : nil }

  /// A whole number that is no more than there can be of something; nil if it is something else.
  fileprivate var count: Int? { whole.flatMap(Int.init(exactly:)) }
}
