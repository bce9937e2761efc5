import EventLog
import Graphviz
import TestSupport
import Testing
import TraceAnalysis

@testable import Diagrams

/// Dependency diagrams of programs and requests: a box for a component, an arrow for all that one led to of another.
@Suite struct ComponentDiagramTests {
  /// The boxes of a picture, each with its lines, and its arrows.
  private func drawing(_ comparison: Comparison) -> (boxes: [String], arrows: [String]) {
    let diagram = ComponentDiagram(comparison)
    let map = diagram.map()
    let boxes = diagram.boxes(of: map)
    let signs: [ComponentMap.Kind: String] = [.calls: "→", .led: "⇒", .woke: "⇢", .before: "…"]
    let arrows = map.arrows.map { arrow in
      "\(boxes[arrow.from].name) \(signs[arrow.kind] ?? "?") \(boxes[arrow.to].name)"
        + (arrow.count > 1 ? " ×\(arrow.count)" : "") + (arrow.isOnPath ? " !" : "")
    }
    return (
      boxes.map { ($0.isMarked ? "! " : "") + $0.lines.joined(separator: " | ") }, arrows
    )
  }

  /// Slices, the boxes and the arrows between them; `!` marks those of the path.
  static let programs: [(slices: String, boxes: [String], arrows: [String])] = [
    // One box for all calls of a component, one arrow for all that another made to it.
    (
      "main step 0 10\nmain load 0 4\nmain load 5 9",
      [
        "! step | own 2 ms of 10 ms, 20 % | 20 % of the path",
        "! load ×2 | own 8 ms, 80 % | 80 % of the path",
      ],
      ["step → load ×2 !"]
    ),
    // The order on one thread alone draws nothing.
    (
      "main a 0 5\nmain b 5 10",
      ["! a | own 5 ms, 50 % | 50 % of the path", "! b | own 5 ms, 50 % | 50 % of the path"], []
    ),
    // What calls itself has an arrow to itself, and its whole time counts once.
    (
      "main fib 0 10\nmain fib 1 9\nmain fib 2 8",
      ["! fib ×3 | own 10 ms, 100 % | 100 % of the path"], ["fib → fib ×2 !"]
    ),
    // Components that call each other go round in a circle.
    (
      "main even 0 9\nmain odd 1 8\nmain even 2 7",
      [
        "! even ×2 | own 7 ms of 9 ms, 77.8 % | 77.8 % of the path",
        "! odd | own 2 ms of 7 ms, 22.2 % | 22.2 % of the path",
      ],
      ["even → odd !", "odd → even !"]
    ),
    // An arrow of the trace is bold, whatever called what; several threads are told.
    (
      "main send 0 4\nother get 5 9\nother rest 9 30\nmain 2 > other 6",
      [
        "send | own 4 ms, 13.8 % | main", "! get | own 4 ms, 13.8 % | other | 13.3 % of the path",
        "! rest | own 21 ms, 72.4 % | other | 70 % of the path",
      ],
      ["send ⇒ get"]
    ),
    // What only waits did not run, and what ended on another thread by then let it go on.
    (
      "main _thread.lock.acquire 1 9\nmain use 9 12\nother make 0 9",
      [
        "_thread.lock.acquire | waited 8 ms | main",
        "! use | own 3 ms, 25 % | main | 25 % of the path",
        "! make | own 9 ms, 75 % | other | 75 % of the path",
      ],
      ["make ⇢ _thread.lock.acquire"]
    ),
    // A component that ran on several threads says on how many.
    (
      "one work 0 9\ntwo work 0 9\nthree rest 0 1",
      [
        "rest | own 1 ms, 5.3 % | three",
        "! work ×2 | own 18 ms, 94.7 % | on 2 threads | 100 % of the path",
      ],
      []
    ),
  ]

  @Test(arguments: programs.indices)
  func `calls of a component are one box, and arrows say what led to what`(index: Int) throws {
    let (slices, boxes, arrows) = Self.programs[index]
    let drawing = drawing(try comparison(ofSlices: slices))
    #expect(drawing.boxes.sorted() == boxes.sorted(), "\(slices)")
    #expect(drawing.arrows == arrows, "\(slices)")
  }

  /// An order that asks for two prices one after the other, and a mail that follows from the order.
  private static let order = #"""
    {"traceID":"1","spans":[
    {"traceID":"1","spanID":"1","operationName":"order","startTime":0,"duration":100000},
    {"traceID":"1","spanID":"2","operationName":"price","startTime":20000,"duration":60000,"references":[{"refType":"CHILD_OF","spanID":"1"}]},
    {"traceID":"1","spanID":"5","operationName":"stock","startTime":80000,"duration":10000,"references":[{"refType":"CHILD_OF","spanID":"1"}],"tags":[{"key":"error","type":"bool","value":true}]},
    {"traceID":"1","spanID":"6","operationName":"log","startTime":20000,"duration":1000,"references":[{"refType":"CHILD_OF","spanID":"1"}]},
    {"traceID":"1","spanID":"3","operationName":"mail","startTime":100000,"duration":5000,"references":[{"refType":"FOLLOWS_FROM","spanID":"1"}]}]}
    """#

  @Test
  func `requests read as operations that ask each other, with links, order, slack and failures`()
    throws
  {
    let drawing = drawing(try comparison(ofTrace: Self.order, name: "order"))
    #expect(
      drawing.boxes == [
        "! order | own 30 ms of 100 ms, 28.3 % | 28.6 % of the path",
        "! price | own 60 ms, 56.6 % | 57.1 % of the path",
        "log | own 1 ms, 0.9 % | slack 59 ms",
        "! stock | own 10 ms, 9.4 % | ✕ failed, 9.5 % of the path",
        "mail | own 5 ms, 4.7 %",
      ])
    #expect(
      drawing.arrows == [
        "order → price !", "order → log", "order → stock", "order ⇒ mail !", "price … stock !",
        "log … stock",
      ])
  }

  /// A caller of so many components, of which each runs longer than the one before, and itself calls one of its own.
  private func wide(_ count: Int) throws -> ComponentDiagram {
    var (lines, at) = (["main all 0 \(count * count * 2)"], 0)
    for number in 1...count {
      lines.append("main f\(number)_ \(at) \(at + number * 2)")
      lines.append("main g\(number)_ \(at) \(at + number)")
      at += number * 2
    }
    return ComponentDiagram(try comparison(ofSlices: lines.joined(separator: "\n")))
  }

  @Test func `of many components those that ran longest have boxes, and the rest is one, counted`()
    throws
  {
    let diagram = try wide(60)
    let map = ComponentMap(diagram)
    #expect(map.boxes.count == ComponentDiagram.limit)
    #expect(map.foldedCount == 121 - ComponentDiagram.limit)
    let boxes = diagram.boxes(of: map)
    #expect(boxes.contains { $0.name == "f60_" } && boxes.contains { $0.name == "g60_" })
    #expect(boxes.contains { $0.name == "all" } && !boxes.contains { $0.name == "g1_" })
    let folded = diagram.foldedTotal(map)
    #expect(boxes.last?.lines.first == "… and 81 more components")
    let shown = map.boxes.reduce(0) { $0 + diagram.totals.all[$1].own }
    #expect(shown + folded.own == diagram.totals.work)
    #expect(diagram.legend(map).contains { $0.hasPrefix("81 of 121 components are folded") })
  }

  @Test func `what a folded component calls is called by the nearest around it that has a box`()
    throws
  {
    var lines = ["main outer 0 1000", "main between 0 900", "main inner 0 890"]
    lines += (0..<60).map { "main other\($0)_ \(910 + $0) \(911 + $0)" }
    let diagram = ComponentDiagram(
      try comparison(ofSlices: lines.joined(separator: "\n")))
    let map = ComponentMap(diagram, atMost: 2)
    let names = map.boxes.map { diagram.run.log.names[diagram.totals.all[$0].name] }
    #expect(names == ["outer", "inner"])
    #expect(
      map.arrows == [.init(from: 0, to: 1, kind: .calls, count: 1, isOnPath: true)])
  }

  @Test func `a picture has no more arrows than can be followed, nor is it larger than a screen`()
    throws
  {
    // Each of forty calls all that come after it.
    var lines: [String] = []
    for caller in 0..<40 {
      lines.append("main f\(caller)_ \(caller * 100) \(caller * 100 + 99)")
      for callee in caller + 1..<40 {
        lines.append("main f\(callee)_ \(caller * 100 + callee) \(caller * 100 + callee + 1)")
      }
    }
    let diagram = ComponentDiagram(try comparison(ofSlices: lines.joined(separator: "\n")))
    let map = diagram.map()
    #expect((4..<20).contains(map.boxes.count))
    let svg = String(
      decoding: try Picture.dependencies(diagram.comparison).render(as: .svg), as: UTF8.self)
    let size = try #require(svg.firstMatch(of: /width="(\d+)pt" height="(\d+)pt"/))
    #expect((Int(size.1) ?? .max) <= 2_000 && (Int(size.2) ?? .max) <= 1_300)
    for sentence in diagram.legend(map) { #expect(svg.contains(sentence + ".")) }
  }

  @Test(arguments: ["load_then_train", "load_while_training"])
  func `a program is drawn as it was when we looked at it`(name: String) throws {
    let comparison = try comparison(ofTrace: Project.text("traces/\(name).json"), name: name)
    let diagram = ComponentDiagram(comparison)
    expectGolden(diagram.graph.description, "\(name).dag.dot")
    expectGolden(diagram.text(), "\(name).dag.txt")
    #expect(Picture.dependencies(comparison).text() == diagram.text())
  }

  @Test func `requests are drawn as they were when we looked at them`() throws {
    let diagram = ComponentDiagram(try comparison(ofTrace: Self.order, name: "order"))
    expectGolden(diagram.graph.description, "order.dag.dot")
    expectGolden(diagram.text(), "order.dag.txt")
  }

  @Test func `scenarios and builds are drawn call by call`() throws {
    let build = try Project.text("traces/build.j1.ninja_log")
    for comparison in [
      try comparison(of: "toy_app"), try comparison(ofTrace: build, name: "build"),
    ] {
      #expect(!comparison.run.isOfComponents)
      #expect(Picture.dependencies(comparison).text() == DependencyDiagram(comparison).text())
    }
  }

  @Test func `twenty thousand calls within each other take no deep stack and little time`()
    throws
  {
    let count = 20_000
    let lines = (0..<count).map { "main f\($0 % 300)_ \($0) \(2 * count - $0)" }
    let comparison = try comparison(ofSlices: lines.joined(separator: "\n"))
    let begin = ContinuousClock.now
    let diagram = ComponentDiagram(comparison)
    let map = diagram.map()
    #expect(ContinuousClock.now - begin < .seconds(20))
    #expect(map.boxes.count <= ComponentDiagram.limit)
    #expect(diagram.totals.all.count == 300)
    #expect(diagram.totals.all.reduce(0) { $0 + $1.own } == diagram.totals.work)
    // The outermost call of each counts, and nothing within it again.
    #expect(diagram.totals.all[299].whole == Nanoseconds(2 * count - 2 * 299) * 1_000_000)
  }

  @Test func `a chain is drawn from top to bottom, and what has no arrows in rows`() {
    func arrow(_ from: Int, _ to: Int) -> ComponentMap.Arrow {
      .init(from: from, to: to, kind: .calls, count: 1, isOnPath: false)
    }
    let sizes = [(width: Double, height: Double)](repeating: (200, 50), count: 10)
    let sheet = (width: 1_600.0, height: 1_000.0)
    let chain = ComponentShape(boxes: 10, arrows: (0..<9).map { arrow($0, $0 + 1) })
    #expect(chain.ranks == Array(0..<10))
    #expect(chain.rows.isEmpty)
    #expect(chain.layout(sizes, on: sheet).isDownwards)
    let circle = ComponentShape(boxes: 3, arrows: [arrow(0, 1), arrow(1, 2), arrow(2, 0)])
    #expect(circle.ranks == [0, 1, 2])
    let alone = ComponentShape(boxes: 10, arrows: [arrow(4, 4)])
    #expect(alone.rows.map(Array.init) == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]])
    #expect(!alone.layout(sizes, on: sheet).isDownwards)
  }
}
