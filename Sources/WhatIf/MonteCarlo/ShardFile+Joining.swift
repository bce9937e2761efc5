extension ShardFile {
  /// Puts the shards of some runs in order, having made sure that they are of the same runs and all there.
  ///
  /// - Parameter files: The shards, in any order, each with the name of its file.
  /// - Returns: All shards, the first first.
  /// - Throws: `ShardError` for a shard of other runs, and for one that is lost or there twice.
  /// - Precondition: There is one at least.
  /// - Complexity: O(*n* log *n*) in the number of files.
  public static func joined(
    _ files: [(path: String, shard: ShardFile)]
  ) throws(ShardError) -> [ShardFile] {
    let (path, first) = files[0]
    for (other, shard) in files.dropFirst() {
      guard let difference = shard.difference(from: first) else { continue }
      throw .foreign(other, difference, path)
    }
    var places: [Int: String] = [:]
    for (path, shard) in files {
      if let other = places.updateValue(path, forKey: shard.runs.number) {
        throw .doubled(other, path, number: shard.runs.number, of: shard.runs.count)
      }
    }
    let missing = (1...first.runs.count).filter { places[$0] == nil }
    guard missing.isEmpty else {
      let word = missing.count == 1 ? "\(missing[0])" : "K"
      throw .missing(
        missing, of: first.runs.count, command: "meanwhile " + first.command(writing: word))
    }
    return files.map(\.shard).sorted { $0.runs.number < $1.runs.number }
  }

  /// What tells these runs from those of another shard; nil if they are the same.
  private func difference(from other: ShardFile) -> ShardError.Difference? {
    if digest != other.digest { return .scenario(digest, other.digest) }
    if mode != other.mode { return .value("ran as", mode, other.mode) }
    if changes != other.changes {
      return .value("has", Self.list(changes), Self.list(other.changes))
    }
    if runs.runs != other.runs.runs {
      return .value("has", "--runs \(runs.runs)", "--runs \(other.runs.runs)")
    }
    if runs.firstSeed != other.runs.firstSeed {
      return .value("has", "--seed \(runs.firstSeed)", "--seed \(other.runs.firstSeed)")
    }
    if runs.count != other.runs.count {
      return .value("is one of", "\(runs.count) shards", "\(other.runs.count)")
    }
    return (before == nil) == (other.before == nil) ? nil : .value("has", "other fields", "these")
  }

  private static func list(_ changes: [String]) -> String {
    changes.isEmpty ? "no changes" : "the changes \(changes.joined(separator: " "))"
  }
}
