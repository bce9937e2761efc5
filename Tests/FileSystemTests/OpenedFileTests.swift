import Foundation
import Testing

@testable import FileSystem

/// Files that are read: no more of them than is allowed, and cut only as they were read.
@Suite final class OpenedFileTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("OpenedFileTests-\(UUID().uuidString)").path
  private var path: String { "\(folder)/a" }

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private var files: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? []
  }

  @Test func `a torn tail is cut off and kept`() throws {
    let whole = Array("whole\n".utf8)
    for (number, kept) in ["a.torn", "a.torn-2", "a.torn-3"].enumerated() {
      let tail = Array("torn \(number)".utf8)
      try PendingFile.write(whole + tail, to: path)
      let file = try OpenedFile(path, forRepair: true)
      #expect(try file.read() == whole + tail)
      #expect(try file.cut(tail, from: whole.count) == "\(folder)/\(kept)")
      #expect(try OpenedFile.bytes(of: path) == whole)
      #expect(try OpenedFile.bytes(of: "\(folder)/\(kept)") == tail)
    }
    #expect(files == ["a", "a.torn", "a.torn-2", "a.torn-3"])
  }

  /// What may happen to a file between reading and cutting.
  @Test(arguments: ["replaced", "longer", "shorter", "another tail"])
  func `a file that is another one by now is not cut, and nothing is kept`(change: String) throws {
    try PendingFile.write(Array("whole\ntorn".utf8), to: path)
    let file = try OpenedFile(path, forRepair: true)
    let inPlace = { (text: String) in
      let handle = try #require(FileHandle(forWritingAtPath: self.path))
      try handle.truncate(atOffset: 0)
      try handle.write(contentsOf: Data(text.utf8))
    }
    switch change {
    case "replaced": try PendingFile.write(Array("whole\ntorn".utf8), to: path)
    case "longer": try inPlace("whole\ntorn and more\n")
    case "shorter": try inPlace("whole\n")
    default: try inPlace("whole\nmore")
    }
    let before = try OpenedFile.bytes(of: path)
    #expect(throws: FileError(path: path, action: "repair", reason: .hasChanged)) {
      try file.cut(Array("torn".utf8), from: 6)
    }
    #expect(try OpenedFile.bytes(of: path) == before)
    #expect(files == ["a"])
  }

  @Test func `a file is refused by its size before it is read`() throws {
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    let handle = try #require(FileHandle(forWritingAtPath: path))
    // A terabyte that takes no room on the disk.
    try handle.truncate(atOffset: 1 << 40)
    let error = FileError(path: path, action: "read", reason: .tooLarge(bound: 1_000))
    #expect(throws: error) { try OpenedFile.bytes(of: path, atMost: 1_000) }
    #expect(
      error.description
        == "\(path): cannot read: it holds more than 1 kB, which is what memory is allowed for.")
  }

  @Test func `of what has no end, no more is read than is allowed`() {
    let error = FileError(path: "/dev/zero", action: "read", reason: .tooLarge(bound: 3 << 20))
    #expect(throws: error) { try OpenedFile.bytes(of: "/dev/zero", atMost: 3 << 20) }
  }

  @Test(arguments: [
    (0, "0 bytes"), (999, "999 bytes"), (1_000, "1 kB"), (1_001, "1001 bytes"),
    (64_000_000, "64 MB"), (12_345_678, "12 MB"), (3_221_225_472, "3221 MB"),
    (96_000_000_000, "96 GB"),
  ])
  func `sizes are told in the unit that people would take`(count: Int, text: String) {
    #expect(byteText(count) == text)
  }
}
