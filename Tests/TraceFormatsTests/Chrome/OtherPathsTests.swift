import Compression
import EventLog
import Foundation
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Critical paths that other tools worked out, beside ours of the same traces.
///
/// MEANWHILE_CORPUS names the folder that holds them; without it these tests are skipped.
@Suite(
  .enabled(
    if: Corpus.folder != nil,
    "MEANWHILE_CORPUS does not name a folder of real traces, so they are not tested"))
struct OtherPathsTests {
  private struct Slice {
    var name: String
    /// In microseconds.
    var start: Double
    var duration: Double
    var fields: [String: Any]
  }

  private static func bytes(of path: String) throws -> [UInt8] {
    let bytes = try Corpus.bytes(of: path)
    return Gzip.isIn(bytes) ? Gzip.decompressed(bytes, atMost: 1 << 28).bytes : bytes
  }

  /// The complete slices of a trace that is an object, as another reader sees them.
  private static func slices(of path: String) throws -> [Slice] {
    let object = try JSONSerialization.jsonObject(with: Data(try bytes(of: path)))
    let events = (object as? [String: Any])?["traceEvents"] as? [[String: Any]] ?? []
    return events.filter { $0["ph"] as? String == "X" }.map { event in
      Slice(
        name: event["name"] as? String ?? "", start: (event["ts"] as? NSNumber)?.doubleValue ?? 0,
        duration: (event["dur"] as? NSNumber)?.doubleValue ?? 0, fields: event)
    }
  }

  private static func read(_ path: String) throws -> Import {
    try TraceFormat.chromeTrace.read(TraceInput(bytes: try bytes(of: path), name: path))
  }

  /// Bazel knows which action needs which, and the file does not say it.
  ///
  /// Our longest chain follows the order on threads
  /// instead: mostly longer than Bazel's path, by actions that only waited for a thread; shorter where what an action
  /// needs ran on another one; the same where nothing else ran.
  @Test(
    arguments: [
      ("measured-bazel-profile/kiln-j1.json", 1_383_602, 5_088),
      ("measured-bazel-profile/kiln-j2.json", 1_418_501, 2_942),
      ("bazel-profiles/tiny.json.gz", 13_054_314, 13_063),
      ("bazel-profiles/local-jobs-4.json.gz", 4_369_490, 6_219),
      ("bazel-profiles/local-jobs-none.json.gz", 6_244_740, 5_943),
    ] as [(String, Nanoseconds, Nanoseconds)])
  func `Bazel's own critical path is told, and ours differs by what is not in the file`(
    path: String, microseconds: Nanoseconds, ours: Nanoseconds
  ) throws {
    let run = try Self.read(path)
    let analysis = Analysis(run.log)
    let own = try Self.slices(of: path).filter {
      $0.fields["cat"] as? String == "critical path component"
    }
    #expect(abs(Nanoseconds(own.reduce(0) { $0 + $1.duration }) - microseconds) <= 1)
    #expect(run.notes.contains { $0.sentence.contains("Bazel's own critical path of ") })
    #expect(microseconds < analysis.makespan / 1_000)
    #expect(analysis.measures.span / 1_000_000 == ours)
    // Each action of it ran on another lane, for as long but for what Bazel does around it.
    for action in own where action.name.hasPrefix("action '") {
      let name = String(action.name.dropFirst(8).dropLast())
      let calls = analysis.calls.filter { run.log.names[$0.component] == name }
      let longest = calls.map { (($0.endedAt ?? 0) - ($0.startedAt ?? 0)) / 1_000 }.max() ?? 0
      #expect(
        abs(Double(longest) - action.duration) <= max(20_000, action.duration / 20), "\(name)")
    }
  }

  /// Holistic Trace Analysis marks what is on its path of a PyTorch trace: nearly all that is on ours, and for as long.
  @Test func `what HTA marks as critical is what our longest chain leads along`() throws {
    let folder = "pytorch-kineto/critical_path_simple_add"
    let run = try Self.read("\(folder).json.gz")
    let analysis = Analysis(run.log)
    let origin =
      try Self.slices(of: "\(folder).json.gz")
      .filter { $0.fields["cat"] as? String != "Trace" }.map(\.start).min() ?? 0
    var marked = Set<String>()
    for slice in try Self.slices(of: "\(folder).EXPECTED_overlaid.json.gz") {
      let arguments = slice.fields["args"] as? [String: Any]
      guard arguments?["critical"] != nil else { continue }
      marked.insert(
        "\(slice.name) \(Nanoseconds(slice.start - origin)) \(Nanoseconds(slice.duration))")
    }
    var (all, shared): (Nanoseconds, Nanoseconds) = (0, 0)
    for part in analysis.criticalPath.parts {
      let call = analysis.table[part.call]
      let (start, end) = (call.startedAt ?? 0, call.endedAt ?? 0)
      let key = "\(run.log.names[call.component]) \(start / 1_000) \((end - start) / 1_000)"
      all += part.end - part.start
      if marked.contains(key) { shared += part.end - part.start }
    }
    #expect(marked.count == 624)
    #expect(shared * 100 > all * 99)
  }
}
