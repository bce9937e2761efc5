import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Lists of jobs of Slurm: where they ran, how their times are written, and what is missing.
@Suite struct SlurmTests {
  private func read(_ text: String) throws -> Import { try readSound(TaskSamples.input(text)) }

  @Test func `jobs of Slurm on one node take slots of it, and are not told as nodes`() throws {
    let run = try read(
      """
      JobID|JobName|State|Start|End|NodeList
      1|a|COMPLETED|2026-11-30T10:00:00|2026-11-30T10:10:00|n1
      2|b|COMPLETED|2026-11-30T10:00:00|2026-11-30T10:05:00|n1

      """)
    #expect(KindWords(Analysis(run.log)).machine.many == "slots")
  }
}
