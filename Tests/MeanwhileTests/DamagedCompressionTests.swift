import Compression
import FileSystem
import Foundation
import TestSupport
import Testing

/// A compressed input that was cut off, damaged or made to burst is told so, and nothing is lost.
@Suite struct DamagedCompressionTests {
  private let folder: TemporaryFolder
  private let log: String
  private let whole: Data

  init() throws {
    folder = try TemporaryFolder()
    try Command.run("run", "traces/toy_app.yaml", "-o", folder.path("out"), "--gzip")
    log = folder.path("out/toy_app.events.jsonl.gz")
    whole = try Data(contentsOf: URL(fileURLWithPath: log))
  }

  @Test func `a log that ends too early is read as far as it goes, with a note`() throws {
    let cut = try folder.write(whole.dropLast(200), to: "cut.events.jsonl.gz")
    let place = "the compressed file ends too early, at byte \(whole.count - 200)"
    let check = try Command.run("check", cut)
    #expect(check.status == 1)
    #expect(
      check.output.hasPrefix("\(cut): torn: \(place); `gzip -dc \(cut) > "), "\(check.output)")
    #expect(check.output.contains("not closed: its "))
    let summary = try Command.run("summary", cut)
    #expect(summary.status == 0)
    #expect(summary.errors.hasPrefix("note: \(cut): \(place); what is told is told of the "))
    #expect(summary.errors.hasSuffix(" events before that.\n"))
    #expect(try Command.run("summary", cut, "--strict").status == 65)
    let replay = try Command.run("replay", cut)
    #expect(replay.status == 1 && replay.output.contains(place), "\(replay.output)")
    let end = try folder.write(whole.dropLast(1), to: "end.events.jsonl.gz")
    #expect(try Command.run("summary", end).errors.contains("; all "))
    #expect(try Command.run("check", end).status == 1)
    #expect(try Command.run("replay", end).status == 1)
  }

  @Test func `repair leaves a compressed log as it is, and what it advises works`() throws {
    let cut = try folder.write(whole.dropLast(200), to: "cut.events.jsonl.gz")
    let repair = try Command.run("check", "--repair", cut)
    #expect(repair.status == 1)
    #expect(repair.output.contains("it was left as it is"))
    #expect(try folder.bytes("cut.events.jsonl.gz") == whole.dropLast(200))
    let copy = folder.path("cut.events.jsonl")
    let advice = repair.output.split(separator: "`")
    #expect(advice[1] == "gzip -dc \(cut) > COPY")
    #expect(advice[3] == "meanwhile check --repair COPY")
    try Command.shell(advice[1].replacing("COPY", with: copy) + " 2>/dev/null")
    try Command.run("check", "--repair", copy)
    #expect(try Command.run("check", copy).output.hasPrefix("\(copy): not closed: its "))
    // A torn line in a compressed file that is whole is not cut either.
    let torn = try folder.write("", to: "torn.gz")
    let text = try OpenedFile.bytes(of: copy) + "{\"seq\":".utf8
    try PendingFile.write(text, to: torn)
    let before = try folder.bytes("torn.gz")
    #expect(
      try Command.run("check", "--repair", torn).output.contains(
        "the last 7 bytes of what it holds"))
    #expect(try folder.bytes("torn.gz") == before)
  }

  @Test func `a log cut off at any byte is told, and none of it is damaged`() throws {
    var known = 0
    for count in 0..<whole.count {
      let contents = try contents(of: whole.prefix(count))
      guard count >= 1 else {
        #expect(contents.flaw == nil && contents.bytes.count == count)
        continue
      }
      #expect(contents.flaw == GzipFlaw(problem: .endsTooEarly, byte: count))
      #expect(contents.bytes.count >= known)
      known = contents.bytes.count
    }
    for count in [0, 1, 2, 9, 10, 30, whole.count - 9, whole.count - 1] {
      let cut = try folder.write(whole.prefix(count), to: "cut.gz")
      let check = try Command.run("check", cut)
      #expect(check.status == 1)
      let summary = try Command.run("summary", cut)
      #expect(summary.status == (count <= 30 ? 65 : 0), "\(count): \(summary.errors)")
      #expect(summary.errors.hasPrefix(count <= 30 ? "error: " : "note: "))
      if count >= 1 { #expect(check.output.contains("ends too early, at byte \(count)")) }
    }
  }

  @Test func `a byte that is changed anywhere is told with its place`() throws {
    for place in whole.indices.dropFirst(2) {
      var other = whole
      other[place] ^= 0x20
      let contents = try contents(of: other)
      #expect(contents.flaw != nil || place < 10, "byte \(place)")
    }
    for place in [2, whole.count / 2, whole.count - 6, whole.count - 1] {
      var other = whole
      other[place] ^= 0x20
      let path = try folder.write(other, to: "damaged.gz")
      let check = try Command.run("check", path)
      #expect(check.status == 1)
      let sentence = "\(path): the compressed file is damaged"
      #expect(check.output.contains(sentence), "\(check.output)")
      let summary = try Command.run("summary", path)
      #expect(summary.status == 65 && summary.output.isEmpty)
      #expect(summary.errors.hasPrefix("error: \(sentence)"))
      #expect(try Command.run("replay", path).status == 65)
    }
    var other = whole
    other[whole.count - 6] ^= 0x20
    let path = try folder.write(other, to: "damaged.gz")
    #expect(
      try Command.run("summary", path).errors
        == "error: \(path): the compressed file is damaged: what it holds does not have the checksum "
        + "at byte \(whole.count - 4); its first \(try events()) events could be read.\n")
  }

  @Test func `half a scenario is not run, and half a graph is left out`() throws {
    let text = try Project.text("traces/toy_app.yaml")
    let path = folder.path("toy_app.yaml.gz")
    try PendingFile.write(Array(text.utf8), to: path)
    let cut = try folder.bytes("toy_app.yaml.gz").dropLast(9)
    let scenario = try folder.write(cut, to: "toy_app.yaml.gz")
    let summary = try Command.run("summary", scenario)
    #expect(summary.status == 65)
    #expect(
      summary.errors
        == "error: \(scenario): the compressed file ends too early, at byte \(cut.count).\n")
    let builds = try folder.write("# ninja log v5\n0\t10\t0\ta\t1\n", to: ".ninja_log")
    _ = try folder.write(cut, to: "build.ninja.gz")
    let build = try Command.run("summary", builds)
    #expect(build.status == 0)
    #expect(build.errors.contains("the file beside it was left out: "))
  }

  @Test func `a file that bursts ends with the sentence of an endless one`() throws {
    let zeros = [UInt8](repeating: 0, count: 1 << 24)
    let file = try PendingFile(folder.path("bomb.gz"))
    for _ in 0..<4 { try file.write(zeros) }
    try file.finish()
    let empty = try PendingFile(folder.path("empty.gz"))
    try empty.finish()
    var nothing = try folder.bytes("empty.gz")
    while nothing.count < 30_000_000 { nothing += nothing }
    for path in [folder.path("bomb.gz"), try folder.write(nothing, to: "nothing.gz")] {
      for verb in ["check", "summary", "replay"] {
        let result = try Command.run(verb, path, "--max-memory", "100MB")
        #expect(result.status == 74)
        #expect(
          result.errors == "error: \(path): cannot read: it holds more than 25 MB, which is what "
            + "memory is allowed for.\n")
      }
    }
  }

  @Test func `what is compressed twice is told so`() throws {
    let twice = folder.path("twice.gz")
    try PendingFile.write(Array(whole), to: twice)
    let result = try Command.run("summary", twice)
    #expect(result.status == 65)
    #expect(result.errors.contains("this is compressed twice"))
  }

  private func contents(of data: Data) throws -> FileContents {
    try OpenedFile(try folder.write(data, to: "some.gz")).contents()
  }

  private func events() throws -> Int {
    let json = try Command.run("events", log, "--format", "json")
    return json.output.split(separator: "\n").count
  }
}
