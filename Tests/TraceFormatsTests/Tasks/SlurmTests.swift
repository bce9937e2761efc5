import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Lists of jobs of Slurm: where they ran, how their times are written, and what is missing.
@Suite struct SlurmTests {
  private func read(_ text: String) throws -> Import { try readSound(TaskSamples.input(text)) }

  private func problem(_ text: String) -> String {
    do throws(ImportError) {
      let input = TaskSamples.input(text)
      _ = try TraceFormat.slurmAccounting.read(input)
      return ""
    } catch {
      return error.problem
    }
  }

  @Test func `jobs of Slurm on one node take slots of it, and are not told as nodes`() throws {
    let run = try read(
      """
      JobID|JobName|State|Start|End|NodeList
      1|a|COMPLETED|2026-11-30T10:00:00|2026-11-30T10:10:00|n1
      2|b|COMPLETED|2026-11-30T10:00:00|2026-11-30T10:05:00|n1

      """)
    #expect(KindWords(Analysis(run.log)).machine.many == "slots")
    #expect(!run.hasNote("several nodes"))
  }

  @Test func `a job of Slurm on several nodes is counted in a note`() throws {
    let run = try read(
      """
      JobID|JobName|State|Start|End|NodeList
      1|a|COMPLETED|2026-11-30T10:00:00|2026-11-30T10:10:00|n[1-4]
      2|b|COMPLETED|2026-11-30T10:10:00|2026-11-30T10:15:00|n1,n3
      3|c|COMPLETED|2026-11-30T10:10:00|2026-11-30T10:15:00|n2

      """)
    #expect(run.hasNote("2 jobs ran on several nodes, the first on n[1-4]"))
  }

  @Test(arguments: ["|", ",", ";", "\t"])
  func `a list of Slurm is read whatever separates its columns`(separator: String) throws {
    let run = try read(
      """
      JobID|JobName|State|Start|End
      1|a|COMPLETED|2026-11-30T10:00:00|2026-11-30T10:10:00
      2|b|COMPLETED|2026-11-30T10:10:00|2026-11-30T10:15:00

      """.replacing("|", with: separator))
    #expect(run.taskWords == ["a 0–600", "b 600–900"])
  }

  @Test func `times of Slurm may be seconds since 1970`() throws {
    let run = try read(
      """
      JobID|JobName|Start|End|Elapsed|State
      1|x|1796032800|1796032860|00:01:00|COMPLETED
      2|y|1796032860|1796032890|00:00:30|COMPLETED

      """)
    #expect(run.taskWords == ["x 0–60", "y 60–90"])
  }

  @Test(arguments: [
    (
      "JobID|JobName|Partition|Account|AllocCPUS|State|ExitCode\n1|a|p|r|1|COMPLETED|0:0\n",
      "Start and none End"
    ),
    ("JobID|JobName|Elapsed|State\n1|a|1-02:03:04|COMPLETED\n", "Start and none End"),
    ("JobID|JobName|Start|State\n1|a|2026-11-30T10:00:00|COMPLETED\n", "no column End"),
  ])
  func `a list of jobs of Slurm without times is told what to list`(text: String, missing: String) {
    #expect(InputFormat(of: Array(text.utf8)).map { "\($0)" }?.contains("Slurm") == true)
    #expect(problem(text).contains(missing))
    #expect(
      problem(text).contains(
        "sacct --parsable2 --format=JobID,JobName,State,Submit,Eligible,Start,End"))
  }

  @Test func `a list of steps without their jobs is told as that`() {
    let text =
      "JobID|JobName|Start|End|State\n55.batch|b|2026-11-30T10:00:00|2026-11-30T10:01:00|COMPLETED\n"
    #expect(problem(text).hasPrefix("It lists only steps"))
  }

  @Test func `a time of Slurm that cannot be read is told with what it is`() throws {
    let strange = "JobID|JobName|Start|End|State\n1|a|10:00|10:01|COMPLETED\n"
    #expect(problem(strange).contains("10:00 is no time. Expected one such as 2026-11-28T10:00:05"))
    // What still waits says nothing of the others.
    let waiting = "2|b|Unknown|Unknown|PENDING\n"
    #expect(problem(strange + waiting).contains("10:00 is no time"))
    let run = try read(strange + "2|b|2026-11-30T10:00:00|2026-11-30T10:01:00|COMPLETED\n")
    #expect(run.taskWords == ["b 0–60"])
    #expect(run.hasNote("1 job has a start that cannot be read, the first 10:00"))
  }

  @Test func `names and folders in a completion log of Slurm may hold blanks`() throws {
    let run = try read(
      "JobId=3 UserId=root(0) Name=my  job a=b JobState=FAILED StartTime=2026-11-28T10:00:03 "
        + "EndTime=2026-11-28T10:00:09 NodeList=n1 WorkDir=/root/a b Cluster=x "
        + "SubmitTime=2026-11-28T10:00:01 EligibleTime=2026-11-28T10:00:03 ExitCode=1:0 \n")
    #expect(run.taskWords == ["my  job a=b 0–6"])
  }

  /// The plugin writes the state that the job is to have next.
  @Test func `a job of Slurm that was requeued did not fail`() throws {
    func line(_ state: String, _ minute: Int) -> String {
      "JobId=3 Name=rq JobState=\(state) StartTime=2026-11-28T10:0\(minute):00 "
        + "EndTime=2026-11-28T10:0\(minute):30 NodeList=n1 ProcCnt=2 ExitCode=0:0 \n"
    }
    let run = try read(line("PENDING", 0) + line("COMPLETED", 2))
    let reasons = run.log.events.compactMap { event in
      if case .callStopped(let reason) = event.kind { run.log.names[reason] } else { nil }
    }
    #expect(reasons == ["requeued"])
    #expect(run.hasNote("2 jobs had several processors"))
  }
}
