import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// What the formats that list tasks mean: each sample's calls with their times, and what each waited for.
@Suite struct TaskFormatTests {
  /// A sample, what each of its calls says, the span if dependencies are recorded, and a part of each note.
  struct Expectation: Sendable {
    var format: String
    var text: String
    var beside: (name: String, text: String)?
    var calls: [String]
    var span: Double?
    var notes: [String]
  }

  static let expectations: [Expectation] = [
    Expectation(
      format: "a run of dbt", text: TaskSamples.dbtResults,
      beside: ("manifest.json", TaskSamples.dbtManifest),
      calls: [
        "raw 0–2", "orders 2–3 after raw",
        "not_null_orders_id 3–3.5 after orders, failed: fail: Got 1 result, configured to fail if != 0",
        "stock 4–6.5 after orders, not_null_orders_id",
      ], span: 6, notes: ["2 nodes did not run"]),
    Expectation(
      format: "a run of dbt", text: TaskSamples.dbtResults,
      calls: [
        "raw 0–2", "orders 2–3",
        "not_null_orders_id 3–3.5, failed: fail: Got 1 result, configured to fail if != 0",
        "stock 4–6.5",
      ],
      span: nil, notes: ["1 node did not run"]),
    Expectation(
      format: "a summary of Turborepo", text: TaskSamples.turborepo,
      calls: [
        "ui#build 0–0.1", "web#build 0.1–3.1 after ui#build",
        "web#lint 0.1–1.1 after ui#build, failed: it failed",
      ], span: 3.1,
      notes: [
        "1 task did not run",
        "1 task was not made but fetched from a cache, which took 100 ms in all",
      ]),
    Expectation(
      format: "a build of BuildKit", text: TaskSamples.buildKit,
      calls: [
        "[base 1/1] FROM alpine 0–1",
        "[build] RUN make 1–5 after [base 1/1] FROM alpine, failed: exit code: 2",
        "[docs] RUN render 1–1 after [base 1/1] FROM alpine",
      ], span: 5, notes: ["1 step did not run", "1 step was not made but fetched from a cache"]),
    Expectation(
      format: "a run of Terraform", text: TaskSamples.terraform,
      beside: ("graph.dot", TaskSamples.terraformGraph),
      calls: [
        "net.main 0–2", "vm.old 0–3", "vm.web[0] 2–5 after net.main",
        "vm.web[1] 2–6 after net.main, failed: it failed",
      ], span: 6, notes: []),
    Expectation(
      format: "a workflow of Argo", text: TaskSamples.argo,
      calls: ["load 0–4", "fit 4–9 after load, failed: OOMKilled"], span: 9,
      notes: ["2 pods did not run"]),
    Expectation(
      format: "a run of a Tekton pipeline", text: TaskSamples.tekton,
      calls: [
        "clone 0–2", "lint 0–3", "build 2–7 after clone, failed: exit code 1",
        "report 7–8 after clone, lint, build",
      ], span: 8, notes: []),
    Expectation(
      format: "a job log of GNU parallel", text: TaskSamples.gnuParallel,
      calls: [
        "echo a\tb 0–1", "./long 0–2, failed: killed by signal 9",
        "./bad 1–3.5, failed: it ended with status 3",
        "./long 11–12",
      ], span: 2.5, notes: ["1 row is of a later call of GNU parallel"]),
    Expectation(
      format: "a profile of remake", text: TaskSamples.remake,
      calls: ["a.h 0–1", "a.o 1–4 after a.h", "b.o 1–3", "lib.a 4–5.123456789 after b.o, a.o"],
      span: nil, notes: ["only partly in a profile of remake"]),
    Expectation(
      format: "a workflow in WfFormat", text: TaskSamples.wfFormat,
      calls: ["fetch 0–2", "trim 2.5–5.5 after fetch", "trim 2.5–3.5 after fetch"], span: 5,
      notes: ["1 task runs on several cores"]),
    Expectation(
      format: "a workflow in WfFormat", text: TaskSamples.oldWfFormat,
      calls: ["split 0–2", "map 2–5 after split", "map 2–3.5 after split"], span: 5,
      notes: [
        "When tasks ran is not told, only for how long: they are shown as they would run on workers without limit; the run as a whole took 9 s."
      ]),
    Expectation(
      format: "a list of jobs of Slurm", text: TaskSamples.slurm,
      calls: ["fit 5–15", "score 16–20, failed: failed, exit code 1:0"], span: nil,
      notes: [
        "1 step is part of a job", "1 job never ran", "What a job of Slurm depends on is not told",
      ]),
    Expectation(
      format: "a completion log of Slurm", text: TaskSamples.slurmCompletions,
      calls: ["fit 5–15"], span: nil, notes: ["1 job never ran"]),
    Expectation(
      format: "a trace of Nextflow", text: TaskSamples.nextflow,
      calls: ["ALIGN 5–65", "ALIGN 2.25–11.5, failed: failed, exit code 1"], span: nil,
      notes: ["1 task was not run but taken from the cache"]),
    Expectation(
      format: "a page of cargo --timings", text: TaskSamples.cargo,
      calls: [
        "cfg v1.0.0 build-script 0–0.45", "lib v0.1.0 0.45–0.96 after cfg v1.0.0 build-script",
        "lib v0.1.0 0.96–1.95 after lib v0.1.0",
        "app v0.1.0 bin \"app\" 0.96–2.15 after lib v0.1.0",
      ], span: nil,
      notes: ["1 unit was fresh", "1 start was moved", "only those that it held up last"]),
    Expectation(
      format: "an action graph of Go", text: TaskSamples.goActions,
      calls: [
        "fmt 0–0.1", "example.com/app 0.1–3 after fmt",
        "link example.com/app 3.5–5 after example.com/app",
      ],
      span: 4.5, notes: ["1 action was not made but fetched from a cache, which took 100 ms"]),
  ]

  @Test(arguments: expectations)
  func `a sample means what is written beside it`(expected: Expectation) throws {
    let input = TaskSamples.input(expected.text, beside: expected.beside)
    #expect(InputFormat(of: input.bytes).map { "\($0)" }?.contains(expected.format) == true)
    let format = try #require(TraceFormat.all.first { $0.name == expected.format })
    let run = try format.read(input)
    try expectSound(run)
    let analysis = Analysis(run.log)
    #expect(Set(calls(of: analysis)) == Set(expected.calls), "\(calls(of: analysis))")
    #expect(run.log.header.recordsDependencies == (expected.span != nil))
    if let span = expected.span {
      #expect(analysis.measures.span == Nanoseconds(span * 1_000_000_000))
    }
    for note in expected.notes {
      #expect(run.notes.contains { $0.sentence.contains(note) }, "\(run.notes.map(\.sentence))")
    }
  }

  /// The calls of a run in words, such as `stock 4–6.5 after orders`.
  private func calls(of run: Analysis) -> [String] {
    func seconds(_ time: Nanoseconds?) -> String {
      let text = String(Double(time ?? -1) / 1_000_000_000)
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
    return run.table.calls.map { call in
      let needs = (call.requested..<run.log.events.count).lazy.filter {
        run.log.events[$0].call == call.number
      }.prefix(3).flatMap { run.log.causes(of: $0) }
        .filter { !$0.edge.isResource && run.log.events[Int($0.seq)].call != call.number }
        .map { run.log.names[run.log.events[Int($0.seq)].component] }
      var text =
        "\(run.log.names[call.component]) \(seconds(call.startedAt))–\(seconds(call.endedAt))"
      if !needs.isEmpty { text += " after \(needs.joined(separator: ", "))" }
      if let ended = call.ended, case .callFailed(let reason) = run.log.events[ended].kind {
        text += ", failed: \(run.log.names[reason])"
      }
      return text
    }
  }
}
