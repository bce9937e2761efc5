import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// What is tried again, is still going on, or goes on across a change of the clock, in formats that list tasks.
@Suite struct TaskTriesTests {
  private func read(_ text: String, beside: (name: String, text: String)? = nil) throws -> Import {
    try readSound(TaskSamples.input(text, beside: beside))
  }

  /// The calls with their times in seconds and what each follows from: `C(1) 90–300 after C(0)`.
  private func calls(_ run: Import) -> [String] {
    let analysis = Analysis(run.log)
    return analysis.calls.map { call in
      let needs = run.log.causes(of: call.requested).lazy.map { run.log.events[Int($0.seq)] }
        .filter { $0.call > 0 && $0.call != call.number }.map { run.log.names[$0.component] }
      let (start, end) = (call.startedAt ?? -1, call.endedAt ?? -1)
      return "\(run.log.names[call.component]) \(start / 1_000_000_000)–\(end / 1_000_000_000)"
        + (needs.isEmpty ? "" : " after \(needs.sorted().joined(separator: ", "))")
    }
  }

  /// A node of a workflow of Argo that ran in the first minutes of an hour.
  private func node(
    _ id: String, _ name: String, _ type: String, _ phase: String, _ start: String, _ end: String,
    in group: String? = "w", children: [String] = []
  ) -> String {
    let list = children.map { "\"\($0)\"" }.joined(separator: ",")
    let short = name.split(separator: ".").last ?? ""
    return
      #""\#(id)":{"name":"\#(name)","displayName":"\#(short)","type":"\#(type)","phase":"\#(phase)","#
      + #""startedAt":"2026-11-28T10:\#(start)Z","finishedAt":"2026-11-28T10:\#(end)Z","children":[\#(list)]"#
      + (group.map { #","boundaryID":"\#($0)""# } ?? "") + "}"
  }

  private func workflow(_ nodes: String...) -> String {
    #"{"metadata":{"name":"w"},"status":{"nodes":{"# + nodes.joined(separator: ",") + "}}}"
  }

  @Test func `a try of Argo needs the one before it, and an exit handler all that it is of`() throws
  {
    let run = try read(
      workflow(
        node("w", "w", "DAG", "Succeeded", "00:00", "06:00", in: nil, children: ["a", "c"]),
        node("a", "w.A", "Pod", "Succeeded", "00:00", "00:30"),
        node("c", "w.C", "Retry", "Succeeded", "00:00", "05:00", children: ["c0", "c1"]),
        node("c0", "w.C(0)", "Pod", "Failed", "00:00", "01:00"),
        node("c1", "w.C(1)", "Pod", "Succeeded", "01:30", "05:00"),
        node("x", "w.onExit", "Pod", "Succeeded", "06:00", "06:20", in: nil)))
    #expect(
      calls(run) == [
        "A 0–30", "C(0) 0–60", "C(1) 90–300 after C(0)", "onExit 360–380 after A, C(1)",
      ])
    #expect(Analysis(run.log).measures.floor == 290_000_000_000)
  }

  @Test func `a workflow of Argo that goes on is not at its end`() throws {
    let nodes =
      node("w", "w", "DAG", "Running", "00:00", "00:00", in: nil, children: ["a"]) + ","
      + node("a", "w.A", "Pod", "Succeeded", "00:00", "00:30", children: ["b"]) + ","
      + node("b", "w.B", "Pod", "Pending", "00:30", "00:30")
    let run = try read(
      #"{"metadata":{"name":"w"},"status":{"phase":"Running","nodes":{"# + nodes + "}}}")
    #expect(!run.log.isClosed)
    #expect(
      run.notes.contains {
        $0.sentence == "1 pod had not begun, the first B: left out."
      })
  }

  /// Somebody lets the workflow go on, in no pod.
  @Test func `what is suspended is no work and holds no pod`() throws {
    let run = try read(
      workflow(
        node("w", "w", "DAG", "Succeeded", "00:00", "50:00", in: nil, children: ["a"]),
        node("a", "w.A", "Pod", "Succeeded", "00:00", "00:30", children: ["s"]),
        node("s", "w.approve", "Suspend", "Succeeded", "00:30", "40:30", children: ["b"]),
        node("b", "w.B", "Pod", "Succeeded", "40:30", "41:00")))
    #expect(
      calls(run) == ["A 0–30", "approve 30–2430 after A", "B 2430–2460 after approve"])
    let measures = Analysis(run.log).measures
    #expect(measures.work == 60_000_000_000)
    #expect(measures.floor == 2_460_000_000_000)
  }

  /// What fails in a group may be anything in it.
  @Test func `a try of a group needs what ran in the try before`() throws {
    let run = try read(
      workflow(
        node("c", "w", "Retry", "Succeeded", "00:00", "05:00", in: nil, children: ["c0", "c1"]),
        node("c0", "w(0)", "DAG", "Failed", "00:00", "01:00", in: nil, children: ["a0"]),
        node("a0", "w(0).A", "Pod", "Failed", "00:00", "01:00", in: "c0"),
        node("c1", "w(1)", "DAG", "Succeeded", "01:30", "05:00", in: nil, children: ["a1"]),
        node("a1", "w(1).A", "Pod", "Succeeded", "01:30", "05:00", in: "c1")))
    #expect(calls(run) == ["A 0–60", "A 90–300 after A"])
  }

  @Test func `tries of a task of Tekton are calls, each after the one before`() throws {
    let run = try read(
      """
      {"items":[{"kind":"PipelineRun","metadata":{},"status":{"startTime":"2026-11-28T10:00:00Z","pipelineSpec":{"tasks":[\
      {"name":"clone"},{"name":"unit","retries":2,"runAfter":["clone"]},{"name":"ship","runAfter":["unit"]}]}}},\
      {"kind":"TaskRun","metadata":{"labels":{"tekton.dev/pipelineTask":"clone"}},"status":{\
      "startTime":"2026-11-28T10:00:00Z","completionTime":"2026-11-28T10:00:10Z"}},\
      {"kind":"TaskRun","metadata":{"labels":{"tekton.dev/pipelineTask":"unit"}},"status":{\
      "startTime":"2026-11-28T10:00:33Z","completionTime":"2026-11-28T10:00:50Z","retriesStatus":[{\
      "startTime":"2026-11-28T10:00:12Z","completionTime":"2026-11-28T10:00:30Z",\
      "conditions":[{"status":"False","reason":"Failed"}]}]}},\
      {"kind":"TaskRun","metadata":{"labels":{"tekton.dev/pipelineTask":"ship"}},"status":{\
      "startTime":"2026-11-28T10:00:50Z","completionTime":"2026-11-28T10:01:00Z"}}]}
      """)
    #expect(
      calls(run) == [
        "clone 0–10", "unit 12–30 after clone", "unit 33–50 after unit", "ship 50–60 after unit",
      ])
    #expect(run.notes.contains { $0.sentence.hasPrefix("1 try is of a task that was tried again") })
  }

  @Test func `a command of several lines has them again`() throws {
    let run = try read(
      "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n"
        + "1\t:\t1795932940.000\t     2.000\t0\t0\t0\t0\tsleep 1\u{0}echo a\n")
    #expect(calls(run) == ["sleep 1\necho a 0–2"])
  }

  private func slurm(_ rows: String...) -> String {
    "JobID|JobName|State|Start|End|Elapsed\n" + rows.joined(separator: "\n") + "\n"
  }

  @Test func `a job of Slurm that still runs has run for as long as is told`() throws {
    let run = try read(
      slurm(
        "1|a|COMPLETED|2026-03-28T05:00:00|2026-03-28T05:00:05|00:00:05",
        "2|b|RUNNING|2026-03-28T05:00:00|Unknown|2-00:00:10"))
    #expect(Set(calls(run)) == ["a 0–5", "b 0–172810"])
  }

  @Test func `times after a change of the clock are corrected where a job ran across it`() throws {
    let run = try read(
      slurm(
        "1|a|COMPLETED|2026-03-29T00:30:00|2026-03-29T04:30:00|03:00:00",
        "2|b|COMPLETED|2026-03-29T00:30:00|2026-03-29T01:30:00|01:00:00",
        "3|c|COMPLETED|2026-03-29T04:31:00|2026-03-29T05:31:00|01:00:00"))
    #expect(Set(calls(run)) == ["a 0–10800", "b 0–3600", "c 10860–14460"])
    #expect(run.notes.contains { $0.kind == .inferred && $0.sentence.hasPrefix("1 job took") })
    // Suspended for a while it is no other clock.
    let other = try read(slurm("1|a|COMPLETED|2026-03-29T00:30:00|2026-03-29T04:30:00|03:30:00"))
    #expect(calls(other) == ["a 0–14400"])
  }

  @Test func `what is read anew by Terraform comes before what is then done to it`() throws {
    func message(_ second: Int, _ type: String, _ action: String?) -> String {
      let more = action.map { #","action":"\#($0)""# } ?? ""
      return
        #"{"@message":"…","@timestamp":"2026-11-28T10:00:0\#(second).000000Z","type":"\#(type)","hook":{"resource":{"addr":"vm.a"}\#(more)}}"#
        + "\n"
    }
    let run = try read(
      message(0, "refresh_start", nil) + message(1, "refresh_complete", nil)
        + message(2, "apply_start", "delete") + message(4, "apply_complete", "delete")
        + message(4, "apply_start", "create") + message(9, "apply_complete", "create"),
      beside: ("graph.dot", #"digraph { "[root] vm.a (expand)" -> "[root] net.b (expand)" }"#))
    #expect(calls(run) == ["vm.a 0–1", "vm.a 2–4 after vm.a", "vm.a 4–9 after vm.a, vm.a"])
    #expect(!run.notes.contains { $0.sentence.contains("had not ended") })
  }

  /// The time that a node of dbt took as a whole begins before its first timing.
  @Test func `a node of dbt begins when the one before it on its thread has ended`() throws {
    func node(_ name: String, _ thread: Int, _ start: Int, _ end: Int, _ whole: Double) -> String {
      func time(_ seconds: Int) -> String {
        "2026-11-28T10:00:\(seconds < 10 ? "0" : "")\(seconds)Z"
      }
      return
        #"{"unique_id":"model.shop.\#(name)","status":"success","thread_id":"Thread-\#(thread) (worker)","#
        + #""execution_time":\#(whole),"timing":[{"name":"execute","started_at":"\#(time(start))","#
        + #""completed_at":"\#(time(end))"}]}"#
    }
    let nodes = [
      // Told by the time as a whole, d would begin at 9; the clock stood still for c.
      node("a", 1, 4, 14, 14), node("b", 2, 1, 9, 9), node("d", 1, 16, 30, 21),
      node("c", 2, 12, 12, 4), node("e", 2, 20, 30, 10),
    ]
    let run = try read(
      #"{"metadata":{"dbt_schema_version":"v6"},"args":{"threads":2},"results":[\#(nodes.joined(separator: ","))]}"#
    )
    #expect(Set(calls(run)) == ["a 0–14", "b 0–9", "d 14–30", "c 12–16", "e 20–30"])
    #expect(!run.notes.contains { $0.sentence.contains("ran at once") })
  }

  @Test func `a file in a folder that a job made comes of that job`() throws {
    let run = try TraceFormat.snakemakeRecords.read(
      SnakemakeSamples.files([
        ("out/parts", SnakemakeSamples.record("split", ["a"], 1, "1795932940.0", "1795932942.0")),
        (
          "report",
          SnakemakeSamples.record(
            "report", ["out/parts/1.txt", "out/parts/x/2.txt"], 2, "1795932942.0", "1795932943.0")
        ),
      ]))
    try expectSound(run)
    #expect(calls(run) == ["split 0–2", "report 2–3 after split"])
  }

  /// Why a resource failed is told when all has ended; what is told of none, or as a warning, is no reason.
  @Test func `a resource of Terraform failed for what its diagnostic says`() throws {
    func diagnostic(_ severity: String, _ summary: String, _ address: String?) -> String {
      let place = address.map { #","address":"\#($0)""# } ?? ""
      return
        #"{"@level":"error","@message":"x","@timestamp":"2026-11-28T10:00:09Z","type":"diagnostic","#
        + #""diagnostic":{"severity":"\#(severity)","summary":"\#(summary)"\#(place)}}"# + "\n"
    }
    let run = try read(
      TaskSamples.terraform + diagnostic("warning", "Deprecated", "vm.web[1]")
        + diagnostic("error", "Invalid provider", nil)
        + diagnostic("error", "Quota exceeded\\nby two", "vm.web[1]")
        + diagnostic("error", "Later", "vm.web[1]"))
    let reasons = run.log.events.compactMap { event in
      if case .callFailed(let reason) = event.kind { run.log.names[reason] } else { nil }
    }
    #expect(reasons == ["Quota exceeded"])
  }
}
