/// What other tools write that is known but not read yet, told by how a file begins.
enum ForeignFormat {
  /// Words of which all stand in the beginning of a file of a kind.
  private struct Kind {
    var name: String
    var words: [String]

    init(_ name: String, _ words: String...) {
      self.name = name
      self.words = words
    }
  }

  /// How much of a file is looked at.
  private static let length = 1 << 16

  private static let texts = [
    Kind("a page (HTML)", "<!doctype html"), Kind("a page (HTML)", "<!DOCTYPE html"),
    Kind("a page (HTML)", "<html"), Kind("a picture (SVG)", "<svg"),
    Kind("a document in XML", "<?xml"),
    Kind("a trace of Linux's ftrace", "# tracer:"),
    Kind(
      "a workflow of Argo in YAML (`argo get NAME -o json` and `kubectl get workflow NAME -o json` write it in JSON)",
      "apiVersion: argoproj.io/"),
    Kind(
      "a run of Tekton in YAML (`kubectl get pipelinerun,taskrun -o json` writes it in JSON)",
      "apiVersion: tekton.dev/"),
    Kind(
      "a list of counters of the Swift compiler (CSV), in which times are of the processor and not of the clock; its statistics (stats-….json) are read",
      "Time,Live,IsEntry,EventName,CounterName"),
  ]

  private static let documents = [
    Kind(
      "a manifest of dbt (JSON), which goes beside run_results.json", "\"dbt_schema_version\"",
      "\"nodes\""),
    Kind(
      "an index of CMake's instrumentation (JSON), which names the snippets and the trace beside it",
      "\"snippets\"", "\"hook\"", "\"dataDir\""),
    Kind("a speedscope profile (JSON)", "\"$schema\"", "speedscope"),
  ]

  private static let utf16 =
    "a text in UTF-16, as `>` of PowerShell 5 and older writes it (`iconv -f UTF-16 -t UTF-8 FILE` makes UTF-8 of it, in "
    + "PowerShell `Get-Content FILE | Set-Content -Encoding utf8 OTHER`)"

  private static let perfetto =
    "a trace of Perfetto (protobuf; `traceconv json FILE OTHER` makes a Chrome trace of it, and Chromium writes one with "
    + "--trace-startup-format=json)"

  /// Whether it begins as a message of packets does: the tag of a packet, its length, the packet, and the tag of the next.
  private static func isPerfetto(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.first == 0x0A else { return false }
    let lengthBytes = bytes.dropFirst().prefix(3)
    guard let last = lengthBytes.firstIndex(where: { $0 < 0x80 }) else { return false }
    let length = bytes[bytes.index(after: bytes.startIndex)...last].reversed()
      .reduce(0) { $0 << 7 | Int($1 & 0x7F) }
    let packet = bytes[(last + 1)...].prefix(length)
    // What is in a packet is in no text.
    return packet.count == length && packet.contains { $0 < 0x09 }
      && bytes[packet.endIndex...].first == 0x0A
  }

  /// What bytes are; nil if they are nothing that is known.
  ///
  /// - Complexity: O(1): only the beginning is looked at.
  static func name(of bytes: ArraySlice<UInt8>) -> String? {
    if bytes.starts(with: [0x1F, 0x8B]) { return "a compressed file (gzip)" }
    if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return "a compressed file (zstd)" }
    if bytes.starts(with: "PK\u{3}\u{4}".utf8) { return "a ZIP archive" }
    if bytes.starts(with: "SQLite format 3\0".utf8) { return "a database (SQLite)" }
    if bytes.starts(with: "%PDF-".utf8) { return "a document (PDF)" }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "a picture (PNG)" }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return utf16 }
    if isPerfetto(bytes) { return perfetto }
    let head = bytes.prefix(length)
    guard let first = head.first(where: { !" \t\r\n".utf8.contains($0) }) else { return nil }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      return documents.first { isKind($0, head) }?.name
    }
    if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
      isKind(Kind("", "\n{", "\"kind\"", "\"began\"", "\"real_pid\""), head)
    {
      return "messages of the Swift driver (-parseable-output), which hold no time"
    }
    let trimmed = head.drop { " \t\r\n".utf8.contains($0) }
    return texts.first { trimmed.starts(with: $0.words[0].utf8) && isKind($0, head) }?.name
  }

  private static func isKind(_ kind: Kind, _ head: ArraySlice<UInt8>) -> Bool {
    kind.words.allSatisfy { head.contains(Array($0.utf8)) }
  }
}
