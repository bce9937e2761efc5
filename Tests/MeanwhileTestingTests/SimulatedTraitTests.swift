import Platform
import TestSupport
import Testing

/// A test that is simulated fails or passes as its code does, and says what a person needs to go on.
struct SimulatedTraitTests {
  /// What a run of a fixture says, and how it ends.
  private static func run(
    _ name: String, _ environment: [String: String] = [:], in suite: String = "SimulatedFixtures"
  ) throws -> (status: Int32, text: String) {
    var variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
    variables.append("MEANWHILE_FIXTURES=1")
    let result = try Shell.run(
      variables.joined(separator: " ")
        + " /proc/self/exe --testing-library swift-testing --filter '\(suite).\(name)`?\\('")
    return (result.status, result.output)
  }

  @Test func `a bug is told with its seed, schedule, steps and log`() throws {
    let (status, text) = try Self.run("overdraw")
    #expect(status != 0)
    #expect(text.contains("Expectation failed: await account.balance >= 0"))
    #expect(text.contains("of seed 0, shrunk from"))
    #expect(text.contains("to 1 by"))
    #expect(text.contains("MEANWHILE_SEED=0 MEANWHILE_SCHEDULE="))
    #expect(
      text.contains(
        "swift test --filter 'MeanwhileTestingTests\\.SimulatedFixtures/overdraw\\(\\)'"))
    #expect(text.contains("Account.withdraw(_:) (SimulatedFixtures.swift:"))
    #expect(text.contains("◀ goes first, ahead of 1 that could"))
    #expect(text.contains("✗ fails"))
    #expect(
      text.contains(
        "SimulatedFixtures-overdraw.events.jsonl, beside it SimulatedFixtures-overdraw.gantt.txt"))
    #expect(text.contains("Attached 'overdraw.happens-before.svg'"))
    // What is told of the failure is read at one glance.
    #expect(Self.report(text).count < 30, "\(text)")
  }

  /// The lines of the first issue.
  private static func report(_ text: String) -> [Substring] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0.contains("↳") }) else { return [] }
    return lines[start...].prefix { !$0.contains("failed after") }.map { $0 }
  }

  @Test func `the same run is made each time`() throws {
    let texts = try (0..<2).map { _ in Self.report(try Self.run("overdraw").text) }
    #expect(texts[0] == texts[1])
  }

  @Test func `the command that is told runs the one schedule again`() throws {
    let (_, text) = try Self.run("overdraw")
    let command = try #require(
      text.split(separator: "\n").first { $0.contains("MEANWHILE_SCHEDULE=") })
    let schedule = try #require(command.split(separator: " ")[1].split(separator: "=").last)
    let (status, again) = try Self.run("overdraw", ["MEANWHILE_SCHEDULE": String(schedule)])
    #expect(status != 0)
    #expect(again.contains("Expectation failed: await account.balance >= 0"))
    let (passes, plain) = try Self.run("overdraw", ["MEANWHILE_SCHEDULE": "none"])
    #expect(passes == 0)
    #expect(!plain.contains("warning"), "\(plain)")
    let (_, warned) = try Self.run("overdraw", ["MEANWHILE_SCHEDULE": "4:1,99:1"])
    #expect(warned.contains("4:1,99:1 does not fit the test any more: 4:1 was run"), "\(warned)")
  }

  @Test(arguments: ["repaired", "covered", "main"])
  func `what is right passes`(name: String) throws {
    let (status, text) = try Self.run(name)
    #expect(status == 0, "\(text)")
    #expect(text.contains("with 1 test in 1 suite passed"), "\(text)")
    #expect(!text.contains("warning"), "\(text)")
  }

  @Test(arguments: [
    ("repaired", "◈ repaired(): 1 schedule, 1 interleaving, and there are no more"),
    ("covered", " interleavings, and there are no more\n"),
    ("isolated", ", and there are no more if all that tasks share is isolated to actors\n"),
    ("cases", "◈ cases(amount:), case 2 (amount → 60): "),
  ])
  func `it is told how much has been seen`(name: String, words: String) throws {
    let (_, text) = try Self.run(name)
    #expect(text.contains(words), "\(text)")
  }

  @Test(arguments: [
    ("deadlock", ["nothing can go on: test waits for the other one in", "the other one waits in"]),
    ("crash", ["Illegal instruction", "overdrawn", "◀ goes first", "shrunk from"]),
    ("throwing", ["it throws Refused()"]),
    ("endless", ["it was not over after 300 steps: it may go round for ever"]),
    ("cases", ["Expectation failed: await account.balance >= 0", "in case 2 (amount → 60)"]),
    ("leaving", ["the process in which it was simulated was ended by `exit`"]),
    ("signs", ["Expectation failed: (number → 2) != 2", "in case 2 (number → 2)"]),
    ("detached", ["elsewhere", "under schedule 1 of seed 0"]),
    ("aborted", ["the process ended by Aborted", "under schedule 1 of seed 0"]),
  ])
  func `what is wrong fails, and says so`(name: String, words: [String]) throws {
    let (status, text) = try Self.run(name)
    #expect(status != 0)
    for word in words { #expect(text.contains(word), "\(word)\n\(text)") }
  }

  @Test func `of traits for a suite and its test, that of the test counts`() throws {
    let (status, text) = try Self.run("nearest", in: "SimulatedFixtures/Inner")
    #expect(status == 0, "\(text)")
    #expect(!text.contains("not all schedules were run"), "\(text)")
  }

  @Test func `what a test prints is seen where one schedule is asked for`() throws {
    let (_, quiet) = try Self.run("printing")
    #expect(!quiet.contains("here it is"))
    let (_, text) = try Self.run("printing", ["MEANWHILE_SCHEDULE": "none"])
    #expect(text.split(separator: "\n").count { $0.contains("here it is") } == 1, "\(text)")
  }

  @Test(arguments: ["MEANWHILE_SCHEDULE", "MEANWHILE_SEED"])
  func `a seed or a schedule that is none is not passed over`(variable: String) throws {
    let (status, text) = try Self.run("repaired", [variable: "4:x"])
    #expect(status != 0)
    #expect(text.contains("\(variable) is to be "), "\(text)")
  }

  @Test func `the command that is told selects one test, whatever its name`() throws {
    let (_, text) = try Self.run(".as Foo.swift:12 has it.".replacing(" ", with: "."))
    #expect(text.contains("SimulatedFixtures/`as Foo\\.swift:12 has it`\\(\\)'"), "\(text)")
  }

  @Test(arguments: [
    ("hashes", "what it does depends on what differs from process to process"),
    ("uncovered", "not all schedules were run: 10 did not cover them"),
    ("warning", "beware"), (".crash.elsewhere.", "another order"),
    ("cancelling", "it was cancelled by itself"),
    ("departing", "it left the simulation: a thread was started"),
  ])
  func `what may deceive is warned of`(name: String, words: String) throws {
    let (status, text) = try Self.run(name)
    #expect(status == 0, "\(text)")
    #expect(text.contains(words), "\(text)")
    #expect(text.contains("recorded a warning"), "\(text)")
  }

  @Test func `a log that is kept leads to its failure again`() throws {
    let (status, text) = try Self.run("replayed")
    #expect(status != 0)
    #expect(text.contains("Expectation failed: await account.balance >= 0"), "\(text)")
    #expect(text.contains("under schedule 1 of"), "\(text)")
    // It is another test, with other lines.
    #expect(!text.contains("any more"), "\(text)")
  }

  @Test(arguments: [1, 2, 5])
  func `a fault that ends the process is shrunk to no other one`(seed: Int) throws {
    let fixture = ".*two faults"
    func fault(_ text: String) -> Substring? { text.firstMatch(of: /failed: (\w+)/)?.1 }
    let (_, text) = try Self.run(fixture, ["MEANWHILE_SEED": "\(seed)"])
    let schedule = try #require(text.firstMatch(of: /MEANWHILE_SCHEDULE=(\S+)/)?.1)
    #expect(schedule.split(separator: ",").count <= 2)
    let (_, again) = try Self.run(
      fixture, ["MEANWHILE_SEED": "\(seed)", "MEANWHILE_SCHEDULE": String(schedule)])
    #expect(fault(text) == fault(again), "\(text)\n\(again)")
    #expect(fault(text) == (seed == 2 ? "swapped" : "backwards"))
  }

  @Test func `a case that ends its process keeps no other from being run`() throws {
    let (status, text) = try Self.run(".*crashing cases")
    #expect(status != 0)
    for words in [
      #"in case 1 (name → "left"), under schedule 1"#, #"case 2 (name → "right"): 200 schedules"#,
      #"in case 3 (name → "both"), under schedule 1"#,
    ] {
      #expect(text.contains(words), "\(words)\n\(text)")
    }
  }

  @Test func `a log that was kept of a failure passes where the code was mended`() throws {
    let (status, text) = try Self.run("replayedAfterRepair")
    #expect(status == 0, "\(text)")
    #expect(!text.contains("warning"), "\(text)")
  }

  @Test func `where code has changed since, the failure is searched for again`() throws {
    let (status, text) = try Self.run("replayedAfterChange")
    #expect(status != 0)
    #expect(text.contains("the run is not that of Logs/overdraw.events.jsonl any more"), "\(text)")
    #expect(text.contains("first difference at seq"), "\(text)")
    #expect(text.contains("Expectation failed: await account.balance >= 0"), "\(text)")
  }

  @Test func `where the log was cut off before the failure, that is searched for`() throws {
    let (status, text) = try Self.run("replayedFromPart")
    #expect(status != 0)
    #expect(text.contains("cut.events.jsonl tells of no failure"), "\(text)")
    #expect(text.contains("Expectation failed: await account.balance >= 0"), "\(text)")
  }

  @Test func `what fails once in all is a failure, even if it does not come again`() throws {
    let (status, text) = try Self.run("once")
    #expect(status != 0)
    #expect(text.contains("in case 1 (run → 0),"), "\(text)")
    #expect(text.contains("it failed when it was run first, and not again"), "\(text)")
    #expect(text.contains("in case 2 (run → 1),"), "\(text)")
    #expect(text.contains("run again under the same schedule, it did something else"), "\(text)")
  }

  @Test func `what other threads do is waited for`() throws {
    let (status, text) = try Self.run(".slow.outside.")
    #expect(status == 0, "\(text)")
  }

  @Test func `a log that is missing is told, and nothing else`() throws {
    let (status, text) = try Self.run("replayedFromNothing")
    #expect(status != 0)
    #expect(text.contains("cannot be read"), "\(text)")
    #expect(!text.contains("Run it again by"), "\(text)")
  }

  @Test(arguments: [
    ("`withdrawals never overdraw`", false), ("`a request is tried again after a second`", true),
    ("`two withdrawals, as they once failed`", false),
  ])
  func `the tests of the guide end as it says`(name: String, passes: Bool) throws {
    let name = name.replacing("`", with: ".").replacing(" ", with: ".")
    let (status, text) = try Self.run(name, in: "SimulatedGuide")
    #expect((status == 0) == passes, "\(text)")
    if !passes { #expect(text.contains("◀ goes first, ahead of 1 that could"), "\(text)") }
  }
}
