internal import EventLog
internal import Formatting

/// Why files cannot be joined to the result of many runs.
public enum ShardError: Error, Equatable, Sendable {
  /// What tells the runs of one shard from those of another.
  public enum Difference: Equatable, Sendable {
    /// The digests of their scenarios.
    case scenario(String, String)
    /// A verb, and what the one has and the other.
    case value(String, String, String)
  }

  /// The file holds something else.
  case noShard(String)
  /// The file is cut off or was changed; where, if that is known.
  case damaged(String, String?)
  /// The file is in another form.
  case otherFormat(String, found: String)
  /// The runs were made by another version of the command, or under other rules of simulation.
  case otherVersion(String, found: String, semantics: Int, version: String)
  /// The runs are not those of the first file.
  case foreign(String, Difference, String)
  /// Two files hold the same shard.
  case doubled(String, String, number: Int, of: Int)
  /// Shards are lost; the command writes them.
  case missing([Int], of: Int, command: String)
}

extension ShardError: CustomStringConvertible {
  /// What is wrong, where, and what to do, in sentences.
  public var description: String {
    switch self {
    case .noShard(let path):
      "\(path): this is no shard of many runs. `meanwhile what-if SCENARIO --runs N --shard k/n -o FILE` "
        + "writes one."
    case .damaged(let path, let key):
      "\(path): this shard is cut off or was changed\(key.map { ", at \"\($0)\"" } ?? ""). Copy it again, or "
        + "write it again with the command that wrote it."
    case .otherFormat(let path, let found):
      "\(path): this shard is of format \(found), and this version reads format "
        + "\(ShardFile.currentFormat). Merge it with the version that wrote it."
    case .otherVersion(let path, let found, let semantics, let version):
      if found == version {
        "\(path): it was simulated under semantics \(semantics), and this version has "
          + "\(LogHeader.currentSemantics). Write and merge all shards with one version."
      } else {
        "\(path): it was written by version \(found), and this is \(version). Write and merge all shards "
          + "with one version."
      }
    case .foreign(let path, .scenario(let digest, let first), let other):
      "\(path): it is of another scenario than \(other): its SHA-256 begins with \(digest.prefix(12)), and the "
        + "other's with \(first.prefix(12)). Leave one of them out."
    case .foreign(let path, .value(let verb, let own, let first), let other):
      "\(path): it \(verb) \(own), and \(other) \(first). Shards of the same runs differ in the number "
        + "of the shard alone."
    case .doubled(let path, let other, let number, let count):
      "\(path) and \(other) are both shard \(number) of \(count). Leave one of them out."
    case .missing(let numbers, let count, let command):
      numbers.count == 1
        ? "Shard \(numbers[0]) of \(count) is missing. Run `\(command)`, and name that file too."
        : "Shards \(Self.list(numbers)) of \(count) are missing. Run `\(command)` with each of these for K, and "
          + "name those files too."
    }
  }

  /// `1, 3–5 and 9`.
  private static func list(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    let texts = ranges.flatMap { range in
      range.count < 3 ? range.map { "\($0)" } : ["\(range.lowerBound)–\(range.upperBound)"]
    }
    let start = texts.dropLast().joined(separator: ", ")
    return start.isEmpty ? texts[0] : "\(start) and \(texts[texts.count - 1])"
  }
}
