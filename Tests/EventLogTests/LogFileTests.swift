import EventLog
import Foundation
import Testing

@Suite final class LogFileTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("LogFileTests-\(UUID().uuidString)").path

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private var files: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? []
  }

  @Test func `a file is read as it was written`() throws {
    for count in [0, 1, 1 << 20, (1 << 20) + 1, 5_000_000] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      try LogFile.write(bytes, to: "\(folder)/a")
      #expect(try LogFile.read("\(folder)/a") == bytes)
    }
    #expect(files == ["a"])
  }

  @Test func `a file that cannot be written leaves nothing behind`() throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder)/a/b", withIntermediateDirectories: true)
    #expect(throws: FileError(path: "\(folder)/a", action: "write", code: EISDIR)) {
      try LogFile.write([1], to: "\(folder)/a")
    }
    #expect(throws: FileError.self) { try LogFile.write([1], to: "\(folder)/none/a") }
    #expect(files == ["a"])
  }

  @Test func `the file before stays whole until the new one is complete`() throws {
    try LogFile.write([1, 2], to: "\(folder)/a")
    // Another name for the old file: it would change too if the bytes were written over.
    try FileManager.default.linkItem(atPath: "\(folder)/a", toPath: "\(folder)/old")
    try LogFile.write([3], to: "\(folder)/a")
    #expect(try LogFile.read("\(folder)/a") == [3])
    #expect(try LogFile.read("\(folder)/old") == [1, 2])
    #expect(files == ["a", "old"])
  }

  @Test func `what is no ordinary file is written to directly`() throws {
    try LogFile.write([1, 2, 3], to: "/dev/null")
    #expect(try LogFile.read("/dev/null").isEmpty)
    #expect(!FileManager.default.fileExists(atPath: "/dev/null.partial"))
  }

  @Test func `a link stays a link`() throws {
    try LogFile.write([1], to: "\(folder)/a")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/link", withDestinationPath: "a")
    try LogFile.write([2], to: "\(folder)/link")
    #expect(try LogFile.read("\(folder)/a") == [2])
    #expect(files == ["a", "link"])
  }

  @Test func `a missing file is told in a sentence`() {
    let path = "\(folder)/none"
    let error = FileError(path: path, action: "read", code: ENOENT)
    #expect(throws: error) { try LogFile.read(path) }
    #expect(error.isMissing)
    #expect(error.description == "\(path): cannot read: no such file or directory.")
    #expect(throws: FileError(path: folder, action: "read", code: EISDIR)) {
      try LogFile.read(folder)
    }
  }

  @Test func `a torn tail is cut off and kept`() throws {
    let path = "\(folder)/a.jsonl"
    let log = sampleLog().encoded()
    for (number, kept) in ["a.jsonl.torn", "a.jsonl.torn-2", "a.jsonl.torn-3"].enumerated() {
      let tail = Array("{\"seq\":\(number)".utf8)
      try LogFile.write(log + tail, to: path)
      let reading = try Log.read(try LogFile.read(path))
      let torn = Array((log + tail)[reading.tornTail])
      #expect(
        try LogFile.cut(torn, from: path, at: reading.tornTail.lowerBound) == "\(folder)/\(kept)")
      #expect(try LogFile.read(path) == log)
      #expect(try LogFile.read("\(folder)/\(kept)") == tail)
    }
    #expect(files == ["a.jsonl", "a.jsonl.torn", "a.jsonl.torn-2", "a.jsonl.torn-3"])
  }
}
