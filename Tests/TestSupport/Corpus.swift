import Foundation

/// The folder of traces that were made by other people's tools.
public enum Corpus {
  /// Its path; nil where none is named.
  public static let folder = ProcessInfo.processInfo.environment["MEANWHILE_CORPUS"]

  /// Every ninja log, by its path in the folder.
  public static let ninjaLogs: [String] = {
    guard let folder else { return [] }
    let files = FileManager.default.enumerator(atPath: folder)
    return (files?.compactMap { $0 as? String } ?? []).filter {
      $0.contains("ninja") && $0.hasSuffix(".ninja_log")
    }.sorted()
  }()

  /// The files of some folders that end so, by their paths.
  public static func files(in folders: [String], _ ending: String) -> [String] {
    guard let folder else { return [] }
    return folders.flatMap { name in
      let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)")) ?? []
      return files.filter { $0.contains(ending) }.map { "\(name)/\($0)" }
    }.sorted()
  }

  /// What is in a file, by its path in the folder.
  public static func bytes(of path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder ?? "")/\(path)")))
  }

  /// Work and makespan in milliseconds.
  public static func reference(of path: String) throws -> (work: Int64, makespan: Int64)? {
    let table = String(decoding: try bytes(of: "REFERENCE.csv"), as: UTF8.self)
    for line in table.split(separator: "\n") where line.hasPrefix("\(path),") {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard let work = Int64(fields[4]), let makespan = Int64(fields[6]) else { return nil }
      return (work, makespan)
    }
    return nil
  }
}
