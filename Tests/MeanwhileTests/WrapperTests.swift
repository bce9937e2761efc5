import Foundation
import Testing

/// What stands in the place of a program where others stand in it too: caches and distributors of compilations.
@Suite struct WrapperTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes a script that can be run, and gives its folder.
  private func program(_ name: String, in place: String, _ script: String) throws -> String {
    let parent = folder.path(place)
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    let path = "\(parent)/\(name)"
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return parent
  }

  /// Records a command with wrappers, with some folders first in PATH.
  private func record(
    _ words: String..., wrapping wrapped: String, in folders: [String]
  ) throws -> Command.Result {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try Command.run(
      list: ["record", "--force", "-o", log, "--wrap", wrapped, "--"] + words,
      environment: [
        "TMPDIR": folder.path("."), "PATH": (folders + [path]).joined(separator: ":"),
      ])
  }

  private var log: String { folder.path("run.events.jsonl") }

  /// The commands that were recorded, in the order of their starts.
  private func commands() throws -> [String] {
    try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").compactMap { line in
      let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return event?["kind"] as? String == "call.requested" ? event?["with"] as? String : nil
    }
  }

  /// Runs the next program of its name in PATH that is not in its own folder, with some more arguments, not for ever.
  private static func runsNext(adding more: String = "") -> String {
    """
    depth=$((${depth:-0} + 1)); export depth; [ $depth -gt 9 ] && exit 9
    own=${0%/*}; name=${0##*/}; IFS=:
    for folder in $PATH; do
      if [ "$folder" != "$own" ] && [ -x "$folder/$name" ]; then "$folder/$name" "$@" \(more); exit; fi
    done
    """
  }

  @Test
  func
    `a program that runs what stands behind it in PATH comes to that, and not to its wrapper again`()
    throws
  {
    let folders = [
      try program("tool", in: "a", Self.runsNext()), try program("tool", in: "b", Self.runsNext()),
      try program("tool", in: "c", "echo real $@"),
    ]
    let result = try record("env", "tool", "x", wrapping: "tool", in: folders)
    #expect(result.output == "real x\n")
    #expect(try commands() == ["env tool x", "tool x", "tool x", "tool x"])
  }

  @Test func `a program that stands under the name of another comes to that, whatever it gives it`()
    throws
  {
    let cache = try program("cache", in: "a", Self.runsNext(adding: "-E"))
    try FileManager.default.createSymbolicLink(
      atPath: "\(cache)/tool", withDestinationPath: "cache")
    let real = try program("tool", in: "b", "echo real $@")
    let result = try record("env", "tool", "x", wrapping: "tool", in: [cache, real])
    #expect(result.output == "real x -E\n")
    #expect(try commands() == ["env tool x", "tool x", "tool x -E"])
  }

  @Test func `a program that runs itself with other arguments runs itself`() throws {
    let own = try program(
      "tool", in: "a",
      "[ $# -gt 2 ] && { echo own $@; exit; }; exec \"$(command -v tool)\" \"$@\" y")
    let other = try program("tool", in: "b", "echo other")
    let result = try record("env", "tool", "x", wrapping: "tool", in: [own, other])
    #expect(result.output == "own x y y\n")
    #expect(try commands() == ["env tool x", "tool x", "tool x y", "tool x y y"])
  }

  #if os(Linux)
    @Test
    func
      `a ccache that takes a wrapper for the compiler is told of, and a wrapped one finds the compiler`()
      throws
    {
      let folders = [
        try program("ccache", in: "a", "PATH=${CCACHE_PATH:-$PATH}\n\"$@\"\nexit $?"),
        try program("tool", in: "b", "echo real $@"),
      ]
      let mistaken = try record("env", "ccache", "tool", "x", wrapping: "tool", in: folders)
      #expect(mistaken.output == "real x\n")
      #expect(
        mistaken.errors.contains("ccache ran 1 command whose wrapper it took for the compiler"))
      let known = try record("env", "ccache", "tool", "x", wrapping: "tool,ccache", in: folders)
      #expect(known.output == "real x\n")
      #expect(!known.errors.contains("took for the compiler"), "\(known.errors)")
      #expect(try commands() == ["env ccache tool x", "ccache tool x"])
    }
  #endif

  @Test func `a command that keeps where it found programs is told what it may keep`() throws {
    let place = try program("configure", in: "a", "exit 0")
    let told = "What configure found, such as a compiler, may be a wrapper"
    let result = try record("\(place)/configure", wrapping: "true", in: [])
    #expect(result.errors.contains(told), "\(result.errors)")
    #expect(try !record("true", wrapping: "true", in: []).errors.contains(told))
  }
}
