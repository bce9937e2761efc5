import EventLog
import Graphviz
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

@testable import Diagrams

/// Traces of threads: a row for each, with what ran innermost there.
@Suite struct ThreadPictureTests {
  private func chart(_ slices: String) throws -> GanttChart {
    GanttChart(try comparison(ofSlices: slices))
  }

  /// The lanes, each with its bars: what runs as `name from-to`, what waits in brackets.
  private func drawing(_ chart: GanttChart) -> [String] {
    chart.lanes.map { lane in
      let bars = lane.bars.map { bar in
        let words = "\(chart.title(of: bar)) \(bar.start / 1_000_000)-\(bar.end / 1_000_000)"
        return bar.activity == .running ? words : "[\(words)]"
      }
      return "\(lane.title): " + bars.joined(separator: " ")
    }
  }

  @Test(
    arguments: [
      ("main a 0 9", ["main: a 0-9"]),
      ("main a 0 9\nmain b 3 5", ["main: a 0-3 b 3-5 a 5-9"]),
      // What runs within what runs within.
      ("main a 0 9\nmain b 2 6\nmain c 3 4", ["main: a 0-2 b 2-3 c 3-4 b 4-6 a 6-9"]),
      // One right behind the other, and from the beginning to the end.
      ("main a 0 9\nmain b 0 4\nmain c 4 9", ["main: b 0-4 c 4-9"]),
      // What waits is drawn, and nothing of what it is in.
      (
        "main a 0 9\nmain _thread.lock.acquire 3 5\nother w 0 5",
        ["main: a 0-3 [_thread.lock.acquire 3-5] a 5-9", "other: w 0-5"]
      ),
      // A thread each, in the order in which they begin.
      ("b y 1 4\na x 0 9\nb z 2 3", ["a: x 0-9", "b: y 1-2 z 2-3 y 3-4"]),
      // What crosses lies beside.
      ("main a 0 6\nmain b 3 9", ["main: a 0-6", "main (2): b 3-9"]),
    ] as [(String, [String])])
  func `a row shows what ran innermost on a thread`(slices: String, rows: [String]) throws {
    #expect(try drawing(chart(slices)) == rows)
  }

  @Test func `the text has a row a thread, and says which waits`() throws {
    let text = try chart(
      """
      main train 0 100
      main _thread.lock.acquire 20 60
      loader load 5 60
      """
    ).text(columns: 60)
    let rows = text.split(separator: "\n").map(String.init)
    #expect(rows.contains { $0.hasPrefix("  main    ") && $0.contains("waiting") }, "\(text)")
    #expect(rows.contains { $0.hasPrefix("  loader  ") && $0.contains("load") }, "\(text)")
    #expect(text.contains("┄ waiting for others"))
  }

  @Test(
    arguments: [
      (7, 1, ["main", "t1", "t2", "t3", "t4", "t5", "t6", "t7"]),
      (8, 1, ["main", "8 threads, hardly used"]),
      // A fiftieth of the time is some use.
      (8, 20, ["main", "t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8"]),
    ] as [(Int, Int, [String])])
  func `threads of a pool that hardly work are one row`(
    count: Int, time: Int, rows: [String]
  ) throws {
    let slices = (1...count).map { "t\($0) x \($0) \($0 + time)" }
    let chart = try chart((["main a 0 1000"] + slices).joined(separator: "\n"))
    let plan = RowPlan(chart)
    #expect(plan.run.map(\.title) == rows)
    #expect(plan.run.flatMap(\.lanes).count == chart.lanes.count)
  }

  @Test func `the critical path of threads is a line above their parts, and no frame around each`()
    throws
  {
    let chart = try chart("main a 0 50\nmain b 20 30\nother w 0 40")
    #expect(
      chart.lanes.allSatisfy { $0.bars.allSatisfy { !$0.isCritical && !$0.isPartlyCritical } })
    var drawing = GanttDrawing(chart)
    let row = try #require(drawing.detail.rows.first)
    #expect(drawing.lines(along: chart.critical, row.row.lanes[0].bars).count == 1)
    #expect(drawing.draw().description.contains("strong"))
    #expect(drawing.legend.joined().contains { $0.word == "on the critical path" })
    let text = chart.text(columns: 60)
    #expect(text.contains("█ critical path"))
    let serial = try #require(text.split(separator: "\n").first { $0.hasPrefix("  serial") })
    #expect(!serial.contains("█"))
  }

  @Test func `what takes no time on threads is left out, and counted`() throws {
    let chart = try chart("main a 0 9\nmain b 3 3\nmain c 4 4")
    #expect(drawing(chart) == ["main: a 0-3 a 3-4 a 4-9"])
    #expect(chart.lanes.allSatisfy { $0.signs.isEmpty })
    let drawing = GanttDrawing(chart)
    #expect(drawing.foldings.contains("2 calls that take no time are left out"))
  }

  @Test func `along several threads, what the end waited for is marked`() throws {
    #expect(try !chart("main a 0 9\nother b 1 5\nother b 5 6").observed.isEmpty)
    #expect(try chart("main a 0 9\nmain b 9 12").observed.isEmpty)
  }

  @Test(arguments: [
    ("forward (/src/train.py:21)", "forward"),
    ("Thread.start (/usr/lib/python3.11/threading.py:945)", "Thread.start"),
    ("$threading.py:611 wait", "wait"),
    ("$time sleep", "sleep"),
    ("$price", "$price"),
    ("/usr/lib/x/y.cpp", "y.cpp"),
    ("compile: /usr/src/crane.cpp", "compile: crane.cpp"),
    ("void at::native::fill<4, at::Functor<float>>(int, float)", "fill"),
    ("PassManager<Function>", "PassManager<Function>"),
    ("Executing action (build net/http)", "Executing action (build net/http)"),
    ("Execute (wait for completion)", "Execute (wait for completion)"),
    ("(/x:1)", "(/x:1)"), ("/", "/"), ("a /", "a /"), ("$ ", "$ "), ("", ""),
    ("::<>", "::<>"), ("x::<>", "x::<>"),
    ("(anonymous namespace)::f()", "(anonymous namespace)::f()"),
  ])
  func `a short name is the function or the file`(name: String, short: String) {
    #expect(name.shortName == short)
  }

  @Test(arguments: [
    ("Renderer / CrRendererMain (1234)", 22, "Rendere…dererMain (1234)"),
    ("main", 4, "main"), ("abcdef", 3, "ab…f"), ("abcdef", 0, "…"),
  ])
  func `names of threads lose their middle`(name: String, room: Int, shown: String) {
    let cut = name.withoutMiddle { $0.count <= room }
    #expect(cut.count <= max(1, room), "\(cut)")
    if room < name.count, room > 4 { #expect(cut.hasSuffix("(1234)"), "\(cut)") }
    if room >= name.count { #expect(cut == shown) }
  }

  @Test func `what two traces of a program share has one colour in both`() throws {
    let one = try chart("main load 0 50\nmain train 50 90\nmain save 90 95").colours
    let other = try chart("main train 0 50\nloader load 0 40\nloader save 41 42").colours
    for name in ["load", "train", "save"] {
      let (first, second) = (one.group(of: name), other.group(of: name))
      #expect(one.fill(of: first) == other.fill(of: second), "\(name)")
    }
    #expect(one.names == ["load", "train", "save"])
    #expect(other.names == ["train", "load", "save"])
  }
}
