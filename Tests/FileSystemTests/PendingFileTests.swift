import FileSystem
import Foundation
import Testing

@Suite final class PendingFileTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("PendingFileTests-\(UUID().uuidString)").path

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
      try PendingFile.write(bytes, to: "\(folder)/a")
      #expect(try OpenedFile.bytes(of: "\(folder)/a") == bytes)
    }
    #expect(files == ["a"])
  }

  @Test func `a file that cannot be written leaves nothing behind`() throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder)/a/b", withIntermediateDirectories: true)
    #expect(throws: FileError(path: "\(folder)/a", action: "write", code: EISDIR)) {
      try PendingFile.write([1], to: "\(folder)/a")
    }
    #expect(throws: FileError.self) { try PendingFile.write([1], to: "\(folder)/none/a") }
    #expect(files == ["a"])
  }

  @Test func `the file before stays whole until the new one is complete`() throws {
    try PendingFile.write([1, 2], to: "\(folder)/a")
    // Another name for the old file: it would change too if the bytes were written over.
    try FileManager.default.linkItem(atPath: "\(folder)/a", toPath: "\(folder)/old")
    try PendingFile.write([3], to: "\(folder)/a")
    #expect(try OpenedFile.bytes(of: "\(folder)/a") == [3])
    #expect(try OpenedFile.bytes(of: "\(folder)/old") == [1, 2])
    #expect(files == ["a", "old"])
  }

  @Test func `what is no ordinary file is written to directly`() throws {
    try PendingFile.write([1, 2, 3], to: "/dev/null")
    #expect(try OpenedFile.bytes(of: "/dev/null").isEmpty)
    #expect(!FileManager.default.fileExists(atPath: "/dev/null.partial"))
  }

  @Test func `a link stays a link`() throws {
    try PendingFile.write([1], to: "\(folder)/a")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/link", withDestinationPath: "a")
    try PendingFile.write([2], to: "\(folder)/link")
    #expect(try OpenedFile.bytes(of: "\(folder)/a") == [2])
    #expect(files == ["a", "link"])
  }

  @Test func `a missing file is told in a sentence`() {
    let path = "\(folder)/none"
    let error = FileError(path: path, action: "read", code: ENOENT)
    #expect(throws: error) { try OpenedFile.bytes(of: path) }
    #expect(error.isMissing)
    #expect(error.description == "\(path): cannot read: no such file or directory.")
    #expect(throws: FileError(path: folder, action: "read", code: EISDIR)) {
      try OpenedFile.bytes(of: folder)
    }
  }

  @Test func `a link that leads to nothing yet is followed`() throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/link", withDestinationPath: "new")
    try PendingFile.write([2], to: "\(folder)/link")
    #expect(try OpenedFile.bytes(of: "\(folder)/new") == [2])
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link") == "new")
  }

  @Test func `links that go round are refused`() throws {
    for (link, other) in [("a", "b"), ("b", "a")] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/\(link)", withDestinationPath: other)
    }
    #expect(throws: FileError(path: "\(folder)/a", action: "write", code: ELOOP)) {
      try PendingFile.write([1], to: "\(folder)/a")
    }
  }

  @Test func `a write-protected file is kept, whoever writes`() throws {
    let path = "\(folder)/a"
    try PendingFile.write([1], to: path)
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    #expect(throws: FileError(path: path, action: "write", reason: .isWriteProtected)) {
      try PendingFile.write([2], to: path)
    }
    #expect(try OpenedFile.bytes(of: path) == [1])
    #expect(files == ["a"])
  }

  @Test func `an input is never written over, by whatever name`() throws {
    let path = "\(folder)/a"
    try PendingFile.write([1], to: path)
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/link", withDestinationPath: "a")
    try FileManager.default.linkItem(atPath: path, toPath: "\(folder)/other")
    let inputs: Set = [try #require(FileIdentity(of: path))]
    for name in ["a", "link", "other", "../\(folder.split(separator: "/").last ?? "")/a"] {
      let output = "\(folder)/\(name)"
      #expect(throws: FileError(path: output, action: "write", reason: .isInput)) {
        try PendingFile.write([2], to: output, sparing: inputs)
      }
    }
    #expect(try OpenedFile.bytes(of: path) == [1])
  }

  @Test func `a file that is given up is gone`() throws {
    do {
      let file = try PendingFile("\(folder)/a")
      try file.write([1])
      #expect(files.count == 1)
      #expect(LeftBehind.beside("\(folder)/a") == [])
    }
    #expect(files == [])
  }

  @Test func `a file without a writer is found beside the one that it was to be`() throws {
    let left = "\(folder)/a.meanwhile-abc123"
    for name in ["a.meanwhile-abc123", "a.meanwhile-ab", "b.meanwhile-abc123", "a.backup"] {
      try PendingFile.write([1], to: "\(folder)/\(name)")
    }
    #expect(LeftBehind.beside("\(folder)/a") == [left])
  }

  @Test func `files of one folder get their names together, or none does`() throws {
    let paths = ["\(folder)/a", "\(folder)/b"]
    func begin(_ byte: UInt8) throws -> [PendingFile] {
      try paths.map { path in
        let file = try PendingFile(path)
        try file.write([byte])
        return file
      }
    }
    try PendingFile.finish(try begin(1), in: folder, overwriting: false)
    try PendingFile.finish(try begin(1), in: folder, overwriting: false)
    try PendingFile.write([2], to: paths[1])
    #expect(throws: FileError(path: paths[1], action: "write", reason: .holdsOther)) {
      try PendingFile.finish([try begin(2)[1], try begin(3)[1]], in: folder, overwriting: false)
    }
    #expect(throws: FileError(path: paths[0], action: "write", reason: .holdsOther)) {
      try PendingFile.finish(try begin(2), in: folder, overwriting: false)
    }
    #expect(try paths.map { try OpenedFile.bytes(of: $0) } == [[1], [2]])
    try PendingFile.finish(try begin(3), in: folder, overwriting: true)
    #expect(try paths.map { try OpenedFile.bytes(of: $0) } == [[3], [3]])
    #expect(files == ["a", "b"])
  }
}
