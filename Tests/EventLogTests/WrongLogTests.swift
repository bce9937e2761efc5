import TestSupport
import Testing

@testable import EventLog

/// Logs that nobody damaged, but that cannot have been written by a run: every checksum is right.
@Suite struct WrongLogTests {
  struct Edit: CustomTestStringConvertible, Sendable {
    var line: Int
    var change: (from: String, to: String)
    var expected: String

    var testDescription: String { expected }

    init(_ line: Int, _ from: String, _ to: String, _ expected: String) {
      self.line = line
      change = (from, to)
      self.expected = expected
    }
  }

  @Test(arguments: [
    Edit(1, #""at":0"#, #""at":5"#, "at 0 in the first line"),
    Edit(1, #""format":2"#, #""format":3"#, "a format up to 2, which this version reads"),
    Edit(1, #""format":2"#, #""format":0"#, "a format up to 2, which this version reads"),
    Edit(1, #""semantics":1,"#, "", #"the key "semantics""#),
    Edit(1, "log.opened", "log.closed", #"`"log.opened","format":`"#),
    Edit(1, "parallel", "sideways", "a mode: declared, serial, parallel"),
    Edit(1, "ideal", "perfect", "a profile: ideal"),
    Edit(1, "virtual", "broken", "a clock: virtual, wall"),
    Edit(1, #""seed":7"#, #""seed":-7"#, "a whole number"),
    Edit(1, #""unit":"ns""#, #""unit":"ns","x":1"#, "the end of the event"),
    Edit(2, #""seq":1"#, #""seq":2"#, "seq 1"),
    Edit(2, #""seq":1"#, #""seq":01"#, "a whole number"),
    Edit(2, #""at":0"#, #""at":99999999999999999999"#, "a number up to 9223372036854775807"),
    Edit(2, #""slots":1"#, #""slots":0"#, "a number above 0, or no field"),
    Edit(2, #","slots":1"#, "", but("machine box \u{1}\u{7f} has no slots")),
    Edit(2, #"\u0001"#, #"\u0041"#, #"one of the escapes \", \\ and \u0000 to \u001f"#),
    Edit(2, #"\u0001"#, #"\n"#, #"one of the escapes \", \\ and \u0000 to \u001f"#),
    Edit(2, #"\u0001"#, "\u{1}", "the string to end"),
    Edit(3, #""component":"flow","#, "", "component.declared with the fields of its kind"),
    Edit(4, "train 🚂", "flow", but("flow is declared twice")),
    Edit(
      4, #""machine":"box \u0001"#, #""machine":"cellar \u0001"#,
      but("no machine cellar \u{1}\u{7f} is declared before")),
    Edit(4, #""parallel":true"#, #""parallel":false"#, "`true`"),
    Edit(6, #""call":1"#, #""call":2"#, but("call 2 is requested where call 1 comes next")),
    Edit(6, #""call":1"#, #""call":1,"parent":1"#, but("no call 1 was requested before")),
    Edit(6, #","call":1"#, "", "call.requested with the fields of its kind"),
    Edit(7, #"[[5,"#, #"[[6,"#, "a cause before 6"),
    Edit(7, "program", "magic", "an edge: program, blocking, data, time, queue, machine"),
    Edit(7, #""flow""#, #""train 🚂""#, but("call 1 is a call of flow")),
    Edit(10, #""on":2"#, #""on":9"#, but("no call 9 was requested before")),
    Edit(
      11, "call.queued", "call.vanished",
      #"a kind of event that this version knows, not "call.vanished""#),
    Edit(12, #""slot":1"#, #""slot":2"#, but("machine box \u{1}\u{7f} has no slot 2")),
    Edit(
      12, #"[6,"machine"],[10,"program"]"#, #"[10,"program"],[6,"machine"]"#,
      "causes in ascending order"),
    Edit(12, #"[10,"program"]"#, #"[6,"machine"]"#, "causes in ascending order"),
    Edit(13, #""at":4000000000"#, #""at":1"#, "no time before 2, the line before"),
    Edit(
      13, #""at":4000000000"#, #""at":9223372036854775807"#, "a time of at most one hundred years"),
    Edit(
      13, "call.succeeded", "call.resumed", but("call 2 is running and this cannot happen then")),
    Edit(14, #""slot":1"#, #""slot":3"#, but("slot 3 of machine box \u{1}\u{7f} is free already")),
    Edit(
      14, #""call":2"#, #""call":3"#,
      but("slot 1 of machine box \u{1}\u{7f} is held by call 2")),
    Edit(16, #""call":3"#, #""call":2"#, but("call 2 is a call of train 🚂")),
    Edit(
      16, #""component":"serve \"\\","call":3"#, #""component":"train 🚂","call":2"#,
      but("call 2 is succeeded and this cannot happen then")),
    Edit(18, #","limit":"time""#, "", #"the key "limit""#),
    Edit(19, #""events":19"#, #""events":18"#, "a count of 19 events"),
    Edit(19, #","events":19"#, "", "a count of 19 events"),
    Edit(19, #""events":19"#, #""events":19,"extra":true"#, "the end of the event"),
  ])
  func `a log that is wrong in itself is refused`(edit: Edit) {
    var lines = openedLines(of: sampleLog())
    let changed = replacing(edit.change.from, with: edit.change.to, in: lines[edit.line - 1])
    #expect(changed != lines[edit.line - 1], "the edit changes nothing")
    lines[edit.line - 1] = changed
    #expect(problem(in: lines) == "\(edit.line): expected \(edit.expected)")
  }

  @Test func `nothing follows the end of a log`() {
    var lines = openedLines(of: sampleLog())
    lines.append(#"{"seq":19,"at":4000000001,"kind":"run.limited","limit":"time""#)
    #expect(problem(in: lines) == "20: expected nothing after log.closed")
  }

  @Test func `a slot is not taken twice at once`() {
    var lines = openedLines(of: sampleLog())
    lines.insert(
      #"{"seq":12,"at":2,"kind":"call.started","component":"serve \"\\","call":3,"#
        + #""machine":"box \u0001"# + "\u{7f}" + #"","slot":1"#, at: 12)
    #expect(
      problem(in: lines)
        == "13: expected \(but("slot 1 of machine box \u{1}\u{7f} is held by call 2"))")
  }

  @Test func `a call does not end twice`() {
    var lines = openedLines(of: sampleLog())
    lines.insert(
      #"{"seq":13,"at":4000000000,"kind":"call.succeeded","component":"train 🚂","call":2"#, at: 13)
    #expect(
      problem(in: lines) == "14: expected \(but("call 2 is succeeded and this cannot happen then"))"
    )
  }

  @Test func `a slot of any number costs no more than another`() throws {
    let lines = [
      #"{"seq":0,"at":0,"kind":"log.opened","format":1,"semantics":1,"name":"x","trace":"t","#
        + #""clock":"wall","unit":"ns""#,
      #"{"seq":1,"at":0,"kind":"call.requested","component":"a","call":1"#,
      #"{"seq":2,"at":0,"kind":"call.started","component":"a","call":1,"#
        + #""causes":[[1,"program"]],"machine":"m","slot":4294967295"#,
    ]
    #expect(try Log.read(sealed(lines)).log.events.count == 3)
  }

  private func problem(in lines: [String]) -> String {
    do {
      _ = try Log.read(sealed(lines))
      return "sound"
    } catch { return "\(error.line): \(error.problem)" }
  }

  private func replacing(_ text: String, with other: String, in line: String) -> String {
    guard let range = line.firstRange(of: text) else { return line }
    return line[..<range.lowerBound] + other + line[range.upperBound...]
  }

}

private func but(_ reason: String) -> String { "an event that can happen here, but \(reason)" }
