import Compression
import EventLog
import Formatting
import Foundation
import Page
import Runs
import Simulation
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

/// A page as the scripts in it see it: the data, with lists unpacked.
struct PageData {
  let html: String
  /// The HTML without the data.
  let withoutData: String
  let json: [String: Any]

  private static let opening = #"<script type="application/json" id="data">"#

  /// The page of inputs in the project's folder, or of texts.
  init(_ paths: String...) throws { self = try PageData(sources: paths.map(pageSource)) }

  init(sources: [PageSource]) throws {
    html = String(decoding: try Page(sources, version: "0").bytes, as: UTF8.self)
    let start = try #require(html.range(of: Self.opening)?.upperBound)
    let end = try #require(html[start...].range(of: "</script>")?.lowerBound)
    let text = html[start..<end]
    withoutData = String(html[..<start] + html[end...])
    json = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// The data of a run.
  func run(_ index: Int = 0) throws -> [String: Any] {
    try #require((json["runs"] as? [[String: Any]])?[index])
  }
}

/// Reads and runs an input as the command does.
func pageSource(_ path: String) throws -> PageSource {
  let name = String(path.split(separator: "/").last?.split(separator: ".").first ?? "")
  if path.hasPrefix("corpus/") {
    return try pageSource(try Corpus.bytes(of: String(path.dropFirst("corpus/".count))), name: name)
  }
  let bytes = Array(try Data(contentsOf: Project.root.appendingPathComponent(path)))
  return try pageSource(bytes, name: name)
}

func pageSource(_ bytes: [UInt8], name: String) throws -> PageSource {
  let run = try OpenedRun.open(bytes, name: name)
  let comparison =
    run.twin(.serial).map { Comparison(run: run.analysis, twin: $0.analysis) }
    ?? Comparison(run: run.analysis, baseline: .work)
  return PageSource(
    comparison, model: run.model, setup: run.setup, isScenario: run.format == .scenario)
}

extension [String: Any] {
  /// Whole numbers, compressed or not.
  func column(_ key: String) throws -> [Int] {
    if let plain = self[key] as? [Int] { return plain }
    let (count, bytes) = try unpacked(key, "delta")
    var (values, last, place): ([Int], Int, Int) = ([], 0, 0)
    while place < bytes.count {
      var (bits, shift): (UInt64, UInt64) = (0, 0)
      while true {
        bits |= UInt64(bytes[place] & 0x7F) << shift
        shift += 7
        place += 1
        if bytes[place - 1] & 0x80 == 0 { break }
      }
      last += Int(bits >> 1) ^ -Int(bits & 1)
      values.append(last)
    }
    #expect(values.count == count)
    return values
  }

  /// Any list, compressed or not.
  func list<Element>(_ key: String, of type: Element.Type = [String: Any].self) throws -> [Element]
  {
    if let plain = self[key] as? [Element] { return plain }
    let (count, bytes) = try unpacked(key, "json")
    let values = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [Element])
    #expect(values.count <= count)
    return values
  }

  /// An object within.
  func object(_ key: String) throws -> [String: Any] {
    try #require(self[key] as? [String: Any], "no \(key)")
  }

  func number(_ key: String) throws -> Int { try #require(self[key] as? Int, "no \(key)") }

  private func unpacked(_ key: String, _ form: String) throws -> (count: Int, bytes: [UInt8]) {
    let packed = try object(key)
    let text = try #require(packed[form] as? String)
    let file = try #require(Base64Text.bytes(of: text))
    let contents = Gzip.decompressed(file, atMost: 1 << 30)
    #expect(contents.flaw == nil)
    return (try packed.number("count"), contents.bytes)
  }
}
