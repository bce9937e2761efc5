import EventLog
import Testing
import TraceAnalysis
import TraceFormats

@testable import Diagrams

/// Dependency diagrams of jobs that hold steps.
@Suite struct WorkflowPictureTests {
  /// A job of steps, each with the seconds from which to which it ran.
  private func diagram(_ steps: [(name: String, from: Int, to: Int)]) throws -> DependencyDiagram {
    func time(_ seconds: Int) -> String {
      "2026-11-28T10:00:\(seconds < 10 ? "0" : "")\(seconds)Z"
    }
    let rows = steps.enumerated().map { number, step in
      """
      {"name": "\(step.name)", "status": "completed", "conclusion": "success",
      "number": \(number + 1), "started_at": "\(time(step.from))", "completed_at": "\(time(step.to))"}
      """
    }
    let text = """
      {"jobs": [{"id": 1, "run_id": 7, "name": "job", "status": "completed", "conclusion": "success",
      "created_at": "\(time(0))", "started_at": "\(time(0))", "completed_at": "\(time(59))",
      "steps": [\(rows.joined(separator: ","))]}]}
      """
    let input = TraceInput(bytes: Array(text.utf8), name: "jobs")
    let format = try #require(TraceFormat.all.first { $0.name.contains("GitHub") })
    return DependencyDiagram(
      Comparison(run: Analysis(try format.read(input).log), baseline: .work))
  }

  private func arrows(_ diagram: DependencyDiagram) -> [String] {
    let graph = GraphClustering(diagram)
    func name(_ box: Int) -> String {
      diagram.run.component(of: graph.boxes[box].calls.first ?? 0)
    }
    return graph.arrows.map { "\(name($0.from)) \($0.isCritical ? "➔" : "→") \(name($0.to))" }
      .sorted()
  }

  @Test func `the steps of a job come one from the other, and none leads back to it`() throws {
    let diagram = try diagram([("get", 0, 2), ("build", 2, 30), ("test", 31, 50)])
    #expect(arrows(diagram) == ["build ➔ test", "get ➔ build", "job ➔ get"])
  }

  @Test func `what follows on steps that ran at once comes from all of them`() throws {
    let diagram = try diagram([
      ("get", 0, 2), ("lint", 2, 20), ("test", 2, 50), ("Parallel group", 2, 50), ("put", 50, 55),
    ])
    #expect(
      arrows(diagram) == [
        "Parallel group → lint", "Parallel group ➔ test", "get ➔ Parallel group", "job ➔ get",
        "lint → put", "test ➔ put",
      ])
  }

  @Test func `a step that others passed by leads to the one that began after its end`() throws {
    let diagram = try diagram([
      ("get", 0, 2), ("serve", 2, 40), ("a", 2, 10), ("b", 10, 20), ("c", 40, 50),
    ])
    #expect(
      arrows(diagram) == [
        "a → b", "b → c", "get → a", "get ➔ serve", "job ➔ get", "serve ➔ c",
      ])
  }

  @Test func `a job says how long it took with its steps`() throws {
    let diagram = try diagram([("get", 0, 2), ("build", 2, 30), ("test", 31, 50)])
    let job = try #require(diagram.calls.first { diagram.run.component(of: $0.number) == "job" })
    #expect(diagram.words(for: job).contains("59 s"))
  }
}
