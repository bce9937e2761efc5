import Compression
import EventLog
import Formatting
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Files that hold several runs of workflows and pipelines, of which one is asked for.
@Suite struct TaskRunsTests {
  /// The nodes of a workflow of Argo with one pod, which ran for that many seconds.
  private func nodes(_ pod: String, _ seconds: Int) -> String {
    #"{"p":{"name":"\#(pod)","displayName":"\#(pod)","type":"Pod","phase":"Succeeded","#
      + #""startedAt":"2026-11-28T10:00:00Z","finishedAt":"2026-11-28T10:00:0\#(seconds)Z"}}"#
  }

  private func workflow(_ name: String, day: Int, _ status: String) -> String {
    #"{"metadata":{"name":"\#(name)"},"status":{"startedAt":"2026-11-\#(day)T10:00:00Z",\#(status)}}"#
  }

  private func list(_ items: [String]) -> TraceInput {
    TaskSamples.input(#"{"kind":"List","items":[\#(items.joined(separator: ","))]}"#)
  }

  /// The components of the run that is read, and how long it took in seconds.
  private func told(_ input: TraceInput, _ part: Int? = nil) throws -> String {
    var input = input
    input.part = part
    let run = try readSound(input)
    let names = Analysis(run.log).calls.map { run.log.names[$0.component] }
    return "\(names.joined(separator: ", ")) \(run.log.end / 1_000_000_000)"
  }

  @Test func `of a list of workflows the last is read, or the one that is asked for`() throws {
    let old = workflow("old", day: 27, #""nodes":\#(nodes("load", 4))"#)
    let new = workflow("new", day: 28, #""nodes":\#(nodes("fit", 7))"#)
    for (items, usual) in [([old, new], 2), ([new, old], 1)] {
      let input = list(items)
      #expect(try told(input) == "fit 7")
      #expect(try told(input, usual) == "fit 7")
      #expect(try told(input, 3 - usual) == "load 4")
      #expect(throws: ImportError.self) { try told(input, 3) }
      let parts = try TraceFormat.argo.parts(of: input)
      #expect(parts.map(\.remark) == (usual == 2 ? ["old", "new"] : ["new", "old"]))
      #expect(parts.map(\.isUsual) == [usual == 1, usual == 2])
      #expect(Set(parts.map(\.makespan)) == [4_000_000_000, 7_000_000_000])
      #expect(Set(parts.map(\.began)) == [0, 86_400_000_000_000])
      let run = try TraceFormat.argo.read(input)
      #expect(
        run.notes.contains {
          $0.kind == .skipped
            && $0.sentence
              == "The file holds 2 runs; this is number \(usual), new, which began last. "
              + "--run 1 to 2 reads one of them; `summary --runs` lists them."
        })
    }
  }

  /// So kubectl writes those of a large workflow.
  @Test func `the nodes of a workflow may be compressed`() throws {
    var compressed: [UInt8] = []
    guard var compressor = GzipCompressor() else { throw NoMemory() }
    Array(nodes("load", 4).utf8).withUnsafeBytes { bytes in
      compressor.write(bytes) { compressed += $0 }
    }
    compressor.finish { compressed += $0 }
    var text: [UInt8] = []
    Base64Text.append(compressed, to: &text)
    let whole = String(decoding: text, as: UTF8.self)
    func input(_ nodes: String) -> TraceInput {
      TaskSamples.input(workflow("w", day: 28, #""compressedNodes":"\#(nodes)""#))
    }
    #expect(try told(input(whole)) == "load 4")
    for (nodes, problem) in [
      ("%", "are no gzip in base64, which they are to be."), ("AAAA", "are no gzip in base64"),
      (String(whole.prefix(40)), "ends too early"),
    ] {
      let error = #expect(throws: ImportError.self) { try TraceFormat.argo.read(input(nodes)) }
      #expect(error?.problem.contains(problem) == true, "\(error?.problem ?? "")")
    }
  }

  /// What is wrong with one says nothing of the others.
  @Test func `a workflow that cannot be read leaves the others of a list`() throws {
    let good = workflow("good", day: 27, #""nodes":\#(nodes("load", 4))"#)
    let kept = workflow("kept", day: 28, #""offloadNodeStatusVersion":"fnv:1""#)
    let input = list([good, kept])
    #expect(try told(input, 1) == "load 4")
    let error = #expect(throws: ImportError.self) { try TraceFormat.argo.read(input) }
    #expect(error?.problem.contains("`argo get NAME -o json` writes them all") == true)
    #expect(
      try TraceFormat.argo.parts(of: input).map(\.remark) == ["good", "kept, unreadable"])
  }

  @Test func `tasks of Tekton are of the pipeline run that they name`() throws {
    func pipeline(_ name: String, _ day: Int) -> String {
      #"{"kind":"PipelineRun","metadata":{"name":"\#(name)","namespace":"ci"},"status":{"startTime":"2026-11-\#(day)T10:00:00Z","#
        + #""pipelineSpec":{"tasks":[{"name":"build"},{"name":"test","runAfter":["build"]}]}}}"#
    }
    func task(_ name: String, of run: String?, _ day: Int, _ start: Int, _ end: Int) -> String {
      let label = run.map { #","tekton.dev/pipelineRun":"\#($0)""# } ?? ""
      return
        #"{"kind":"TaskRun","metadata":{"namespace":"ci","labels":{"tekton.dev/pipelineTask":"\#(name)"\#(label)}},"#
        + #""status":{"startTime":"2026-11-\#(day)T10:00:0\#(start)Z","completionTime":"2026-11-\#(day)T10:00:0\#(end)Z"}}"#
    }
    let input = list([
      pipeline("b", 28), pipeline("a", 27), task("build", of: "a", 27, 0, 2),
      task("build", of: "b", 28, 0, 3), task("test", of: "b", 28, 3, 9),
      task("test", of: "a", 27, 2, 4),
    ])
    #expect(try told(input) == "build, test 9")
    #expect(try told(input, 2) == "build, test 4")
    #expect(try TraceFormat.tekton.parts(of: input).map(\.remark) == ["ci/b", "ci/a"])
    // What names no run is of the only one.
    let one = list([pipeline("b", 28), task("build", of: nil, 28, 0, 3)])
    #expect(try told(one) == "build 3")
    #expect(try TraceFormat.tekton.parts(of: one).count == 1)
  }
}

private struct NoMemory: Error {}
