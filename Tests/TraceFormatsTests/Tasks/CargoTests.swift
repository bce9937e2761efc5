import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Pages of cargo: rounded times, how many jobs there were, and what is a call whatever waited for it.
@Suite struct CargoTests {
  /// A unit of a page of cargo 1.95.
  private func unit(
    _ number: Int, _ name: String, _ start: Double, _ time: Double, frontend: Double? = nil,
    unblocks: [Int] = [], early: [Int] = []
  ) -> String {
    let sections =
      frontend.map {
        #"[["frontend",{"start":0.0,"end":\#($0)}],["codegen",{"start":\#($0),"end":\#(time)}]]"#
      } ?? "null"
    return
      #"{"i":\#(number),"name":"\#(name)","version":"0.1.0","mode":"todo","target":"","start":\#(start),"#
      + #""duration":\#(time),"unblocked_units":\#(unblocks),"unblocked_rmeta_units":\#(early),"sections":\#(sections)}"#
  }

  private func read(_ units: [String], jobs: Int) throws -> Import {
    try readSound(
      TaskSamples.input(
        "<html><head><title>Cargo Build Timings</title></head><table><tr><td>Max concurrency:</td>"
          + "<td>\(jobs + 1) (jobs=\(jobs) ncpu=4)</td></tr></table><script>\nconst UNIT_DATA = ["
          + units.joined(separator: ",") + "];\n</script></html>"))
  }

  @Test func `units of cargo that seem to overlap by rounding run on the jobs that its page tells`()
    throws
  {
    let run = try read(
      [
        unit(1, "a", 0.1, 1), unit(2, "b", 0.1, 2), unit(3, "c", 1.09, 0.5),
        unit(4, "d", 1.59, 0.4),
      ], jobs: 2)
    #expect(
      run.taskWords == [
        "a v0.1.0 0–0.99", "b v0.1.0 0–2", "c v0.1.0 0.99–1.49", "d v0.1.0 1.49–1.89",
      ])
    #expect(run.hasNote("1 end was moved to where the next on its slot begins"))
    let measures = Analysis(run.log).measures
    #expect(measures.machines == 2)
    #expect(!measures.areMachinesInferred)
  }

  @Test func `a build of cargo on one job ran one unit after the other`() throws {
    let run = try read([unit(1, "a", 0.1, 1), unit(2, "b", 1.09, 2)], jobs: 1)
    #expect(Analysis(run.log).measures.peak == 1)
    #expect(Analysis(run.log).measures.machines == 1)
  }

  @Test func `units of cargo that overlap by more than rounding bind nothing to the jobs`() throws {
    let run = try read([unit(1, "a", 0.1, 1), unit(2, "b", 1.07, 2)], jobs: 1)
    #expect(run.hasNote("More units ran at once than the 1 that are told"))
    #expect(Analysis(run.log).measures.machines == 2)
  }

  /// Which unit held another up is another in each run.
  @Test func `two builds by cargo make the same calls, whichever unit waited for metadata`() throws
  {
    let one = try read(
      [
        unit(1, "a", 0.1, 1, frontend: 0.4, early: [2]), unit(2, "b", 0.5, 1, frontend: 0.3),
      ], jobs: 4)
    let other = try read(
      [
        unit(1, "a", 0.1, 1, frontend: 0.4, unblocks: [2]), unit(2, "b", 1.1, 1, frontend: 0.3),
      ], jobs: 4)
    #expect(
      one.taskWords == [
        "a v0.1.0 0–0.4", "a v0.1.0 0.4–1 after a v0.1.0", "b v0.1.0 0.4–0.7 after a v0.1.0",
        "b v0.1.0 0.7–1.4 after b v0.1.0",
      ])
    func calls(_ run: Import) -> [String] {
      Analysis(run.log).calls.map {
        "\(run.log.names[$0.component]), \(run.log.names[$0.arguments])"
      }
      .sorted()
    }
    #expect(calls(one) == calls(other))
  }

  @Test func `pages of cargo 1.65 tell what units waited for by their older names`() throws {
    let run = try read(
      [
        #"{"i":0,"name":"a","version":"0.1.0","mode":"todo","target":"","start":0.1,"duration":2.0,"#
          + #""rmeta_time":0.5,"unlocked_units":[2],"unlocked_rmeta_units":[1]}"#,
        #"{"i":1,"name":"b","version":"0.1.0","mode":"todo","target":"","start":0.6,"duration":1.0,"#
          + #""rmeta_time":null,"unlocked_units":[],"unlocked_rmeta_units":[]}"#,
        #"{"i":2,"name":"c","version":"0.1.0","mode":"todo","target":"","start":2.1,"duration":1.0,"#
          + #""rmeta_time":null,"unlocked_units":[],"unlocked_rmeta_units":[]}"#,
      ], jobs: 2)
    #expect(
      run.taskWords == [
        "a v0.1.0 0–0.5", "a v0.1.0 0.5–2 after a v0.1.0", "b v0.1.0 0.5–1.5 after a v0.1.0",
        "c v0.1.0 2–3 after a v0.1.0",
      ])
  }
}
