import EventLog
import Testing

@testable import Scenarios

@Suite struct DurationTests {
  @Test(
    arguments: [
      ("4s", 4_000_000_000), ("150ms", 150_000_000), ("1h30m", 5_400_000_000_000),
      ("1.5s", 1_500_000_000), ("0s", 0), ("2 min 3.5 s", 123_500_000_000), ("7µs", 7_000),
      ("7μs", 7_000), ("7us", 7_000), ("1ns", 1), ("1.000000001s", 1_000_000_001),
      ("1.0000000000000000000000s", 1_000_000_000), ("0.5ms", 500_000), ("1d", 86_400_000_000_000),
      ("1d 2h 3min 4s 5ms 6us 7ns", 93_784_005_006_007), ("007s", 7_000_000_000),
      ("36500d", 3_153_600_000_000_000_000), ("0.000001s", 1_000), ("4  s ", 4_000_000_000),
    ] as [(String, Nanoseconds)])
  func `a length of time is read exactly`(text: String, value: Nanoseconds) throws {
    #expect(try nanoseconds(in: text) == value)
  }

  @Test(
    arguments: [
      ("4", .noUnit), ("1h30", .noUnit), ("-4s", .negative), ("-x", .negative),
      ("4x", .unknownUnit("x")), ("4 sec", .unknownUnit("sec")),
      ("1e3s", .unknownUnit("e")), ("1.5ns", .tooFine), ("0.0000000001s", .tooFine),
      ("0.1234567890123456789012345s", .tooFine), ("200y", .unknownUnit("y")), ("36501d", .tooLong),
      ("36500d 1ns", .tooLong), ("99999999999999999999s", .tooLong),
      ("9223372036854775807h", .tooLong),
      ("", .notADuration), (" ", .notADuration), ("s", .notADuration), ("4s4s", .unitsOutOfOrder),
      ("30m1h", .unitsOutOfOrder), ("1m 1min", .unitsOutOfOrder), ("1..5s", .notADuration),
      ("1.s", .notADuration), (".5s", .notADuration), ("1.5.5s", .notADuration),
      ("+4s", .notADuration),
      ("4 s x", .notADuration), ("4S", .unknownUnit("S")), ("4s\u{301}", .notADuration),
      ("４s", .notADuration), ("1,5s", .notADuration), ("4\ns", .notADuration),
      ("4s-", .notADuration),
    ] as [(String, DurationProblem)])
  func `what is no length of time is told why`(text: String, problem: DurationProblem) {
    #expect(throws: problem) { try nanoseconds(in: text) }
  }

  @Test(
    arguments: [
      ("4 sec", "There is no unit `sec`; did you mean `s`?"),
      ("4S", "There is no unit `S`; did you mean `s`?"),
      ("2hours", "There is no unit `hours`; did you mean `h`?"),
      ("4 parsecs", "There is no unit `parsecs`. The units are `d`, `h`, `min` or `m`, `s`"),
      ("30m1h", "Write the larger unit first, and each once"),
      ("4s4s", "Write the larger unit first, and each once"),
    ])
  func `a wrong unit is named with those that there are`(text: String, sentence: String) {
    do {
      _ = try nanoseconds(in: text)
      Issue.record("this is read: \(text)")
    } catch { #expect(error.description(of: text).contains(sentence)) }
  }
}
