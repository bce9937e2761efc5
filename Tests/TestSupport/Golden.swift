import Foundation
public import Testing

/// Holds text that we make against the text that was once looked at and found right.
///
/// The golden lies beside the test, in `Goldens/NAME`. With `RECORD_GOLDENS=1` in the environment
/// it is written anew, and the test fails all the same: look at the change, then run again.
public func expectGolden(
  _ actual: String, _ name: String, testFile: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let url = URL(fileURLWithPath: testFile).deletingLastPathComponent()
    .appendingPathComponent("Goldens").appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
    try? FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    do { try Data(actual.utf8).write(to: url) } catch {
      Issue.record("cannot record \(name): \(error)", sourceLocation: sourceLocation)
    }
    Issue.record("recorded \(name); look at it and run again", sourceLocation: sourceLocation)
    return
  }
  guard let data = try? Data(contentsOf: url) else {
    Issue.record(
      "no golden \(name); record it with RECORD_GOLDENS=1", sourceLocation: sourceLocation)
    return
  }
  let expected = String(decoding: data, as: UTF8.self)
  guard expected != actual else { return }
  Issue.record(
    "\(name) is not what it was:\n\(firstDifference(expected, actual))",
    sourceLocation: sourceLocation)
}

/// The first line where two texts differ, as both have it.
private func firstDifference(_ expected: String, _ actual: String) -> String {
  let expectedLines = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let actualLines = actual.split(separator: "\n", omittingEmptySubsequences: false)
  for line in 0..<max(expectedLines.count, actualLines.count) {
    let was = line < expectedLines.count ? String(expectedLines[line]) : "(no line)"
    let `is` = line < actualLines.count ? String(actualLines[line]) : "(no line)"
    if was != `is` { return "line \(line + 1)\n  expected: \(was)\n  actual:   \(`is`)" }
  }
  return "the ends of the lines differ"
}
