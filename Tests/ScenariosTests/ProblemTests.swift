import EventLog
import Scenarios
import Simulation
import TestSupport
import Testing

/// Scheduling problems in the formats of the research on them.
@Suite struct ProblemTests {
  /// A job of 1 before two of 3 and 2, of which one takes 2 of R1 and both take R2.
  static let psplib = """
    ************************************************************************
    jobs (incl. supersource/sink ):  4
    RESOURCES
      - renewable                 :  2   R
    PRECEDENCE RELATIONS:
    jobnr.    #modes  #successors   successors
       1        1          2           2   3
       2        1          1           4
       3        1          1           4
       4        1          0
    ************************************************************************
    REQUESTS/DURATIONS:
    jobnr. mode duration  R 1  R 2
    ------------------------------------------------------------------------
      1      1     1       1    0
      2      1     3       2    1
      3      1     2       0    1
      4      1     0       0    0
    ************************************************************************
    RESOURCEAVAILABILITIES:
      R 1  R 2
        2    1
    ************************************************************************
    """
  static let patterson = "4 2\n2 1\n\n1 1 0 2 2 3\n3 2 1 1 4\n2 0 1 1\n4\n0 0 0 0\n"
  static let jobShop = """
    +++++++++++++
    instance two
    +++++++++++++
    Somebody, 1963
     2 2
     0 3 1 2
     1 4 0 1
    """
  static let taskGraph = "2\n0 0 0\n1 5 1 0\n2 7 1 0\n3 0 2 1 2\n# CP Length: 7\n"

  @Test(arguments: [psplib, patterson]) func `tasks take what they need of several resources`(
    text: String
  ) throws {
    let model = try Scenario.read(text, name: "x")
    #expect(model.machines == [.init(name: "R1", slots: 2), .init(name: "R2", slots: 1)])
    #expect(model.components.map(\.machine) == [0, 0, 1, nil])
    #expect(model.components.map(\.slots) == [1, 2, 1, 1])
    #expect(model.components.map(\.others) == [[], [.init(machine: 1, slots: 1)], [], []])
    #expect(model.tasks == TaskGraph([[], [0], [0], [1, 2]]))
    // The job of 3 and that of 2 both take R2.
    #expect(Simulator.run(model, LogHeader.Setup(text: text)).end == 6_000_000_000)
  }

  @Test func `the steps of a job follow one another, each on its machine`() throws {
    let model = try Scenario.read(Self.jobShop, name: "x")
    #expect(model.components.map(\.name) == ["job 1.1", "job 1.2", "job 2.1", "job 2.2"])
    #expect(model.components.map(\.machine) == [0, 1, 1, 0])
    #expect(model.tasks == TaskGraph([[], [0], [], [2]]))
    #expect(Simulator.run(model, LogHeader.Setup(text: "")).end == 6_000_000_000)
  }

  @Test func `a standard task graph has machines without limit`() throws {
    let model = try Scenario.read(Self.taskGraph, name: "x")
    #expect(model.machines.isEmpty)
    #expect(model.tasks == TaskGraph([[], [0], [0], [1, 2]]))
    #expect(Simulator.run(model, LogHeader.Setup(text: "")).end == 7_000_000_000)
  }

  static let bad: [(String, String)] = [
    (
      psplib.replacing("   2        1          1", with: "   2        2          1"),
      "8:13: Job 2 can be done in 2 modes. Only problems with one mode are read."
    ),
    (
      psplib.replacing("R 1  R 2", with: "R 1  N 1"),
      "16:29: The resource N1 is used up by what takes it. Only renewable resources are read."
    ),
    (
      psplib.replacing("    2    1\n****", with: "    1    1\n****"),
      "16:24: `R1` has 1, fewer than the 2 that this task takes: it could never run."
    ),
    (
      psplib.replacing("   4        1          0", with: "   4        1          1  1"),
      "1:1: Tasks need each other in a circle: `job 1` needs `job 4` needs `job 2` needs `job 1`."
    ),
    (
      psplib.split(separator: "  3      1     2").map(String.init)[0],
      "17:1: There is no section `RESOURCEAVAILABILITIES:`. The file may be cut off."
    ),
    (
      "4 2\n2 1\n1 1 0 2 2 9\n1 0 0 0\n1 0 0 0\n1 0 0 0",
      "3:11: Expected a task from 1 to 4, found `9`."
    ),
    (
      "4 2\n2 1\n1 1 0",
      "3:5: Expected a number of tasks that follow behind this. The file may be cut off."
    ),
    (
      "9999999999 9999999999\n1 2",
      "1:1: Expected a job shop, a problem of Patterson's or one of the standard task graph set; "
        + "there are too few numbers for this to be one."
    ),
    ("3\n0 0 0\n1 5 1 0", "3:7: Expected task 2 behind this. The file may be cut off."),
    ("9223372036854775807\n0 0 0", "2:5: Expected task 1 behind this. The file may be cut off."),
    ("1\n0 0 0\n1 -5 1 0\n2 0 1 1", "3:3: Expected a time, found `-5`."),
    (
      "1\n0 0 1 1\n1 5 1 0\n2 0 1 1",
      "1:1: Tasks need each other in a circle: `task 0` needs `task 1` needs `task 0`."
    ),
    ("10 5 0 0\n0 1 2 [0]", "2:7: This problem has time lags between tasks, which are not read."),
    (
      "10 6 2\n6 2 1 5",
      "1:6: This may be a flexible job shop, in which a step runs on one of several machines. That "
        + "is not read."
    ),
  ]

  @Test(arguments: bad)
  func `a problem that is not read is told why, and where`(text: String, sentence: String) {
    let error = #expect(throws: ScenarioError.self) { try Scenario.read(text, name: "x") }
    #expect(error?.description(of: "x").dropFirst(2) == sentence[...])
  }

  @Test(arguments: 0..<300) func `mangled problems are read or refused`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let texts = [Self.psplib, Self.patterson, Self.jobShop, Self.taskGraph]
    var bytes = Array(texts[Int(seed % 4)].utf8)
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.removeSubrange(place...)
      case 1: bytes.insert(UInt8.random(in: 0x30...0x39, using: &random), at: place)
      case 2: bytes[place] = Array("-9 \n#1".utf8).randomElement(using: &random) ?? 0x20
      default: bytes.remove(at: place)
      }
      if bytes.isEmpty { break }
    }
    guard let model = try? Scenario.read(String(decoding: bytes, as: UTF8.self), name: "x") else {
      return
    }
    let log = Simulator.run(model, LogHeader.Setup(text: ""), limits: Limits(events: 10_000))
    #expect(log.isClosed)
  }
}
