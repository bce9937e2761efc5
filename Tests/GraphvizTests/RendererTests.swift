import Foundation
import Synchronization
import Testing

@testable import Graphviz

@Suite struct RendererTests {
  private func sample() -> DOTGraph {
    var graph = DOTGraph("calls", [.rankdir: "LR"])
    graph.nodeDefaults = [.shape: "box", .fontname: .sansSerif, .fontsize: 10]
    for call in 0..<20 {
      let place = DOTPoint(x: Double(call) * 80, y: Double(call % 4) * 40)
      graph.addNode(
        DOTID("call", call),
        [.label: .text("call \(call)"), .width: 1, .height: 0.25, .pos: .point(place)])
      if call > 0 {
        graph.addEdge(DOTID("data", call), from: DOTID("call", call / 2), to: DOTID("call", call))
      }
    }
    return graph
  }

  private let svg = GraphvizRenderer.Format.svg(SVGOptions(title: "Calls", description: ["Two."]))

  @Test(arguments: [GraphvizRenderer.Layout.dot, .nop2])
  func `a graph is drawn with every node and edge`(layout: GraphvizRenderer.Layout) throws {
    let picture = ParsedSVG(try GraphvizRenderer.render(sample(), layout: layout, as: svg))
    let identifiers = Set(picture.elements.compactMap { $0.attributes["id"] })
    #expect(identifiers.isSuperset(of: (0..<20).map { "call-\($0)" }))
    #expect(identifiers.isSuperset(of: (1..<20).map { "data-\($0)" }))
  }

  @Test func `nodes stay where they were put`() throws {
    var graph = DOTGraph("gantt")
    graph.nodeDefaults = [.shape: "box", .fixedsize: true, .width: 1, .height: 0.5]
    graph.addNode("left", [.pos: .point(DOTPoint(x: 36, y: 18))])
    graph.addNode("right", [.pos: .point(DOTPoint(x: 236, y: 58))])
    let picture = ParsedSVG(try GraphvizRenderer.render(graph, layout: .nop2, as: svg))
    let boxes = picture.elements.compactMap { $0.attributes["points"] }
    #expect(
      boxes == [
        "72,-36 0,-36 0,0 72,0 72,-36", "272,-76 200,-76 200,-40 272,-40 272,-76",
      ])
  }

  @Test func `a bitmap has twice the pixels at twice the resolution`() throws {
    func size(_ dotsPerInch: Double) throws -> [Int] {
      let format = GraphvizRenderer.Format.png(dotsPerInch: dotsPerInch)
      let png = try GraphvizRenderer.render(sample(), layout: .nop2, as: format)
      return [16, 20].map { start in
        png[start..<(start + 4)].reduce(0) { $0 * 256 + Int($1) }
      }
    }
    let (once, twice) = (try size(72), try size(144))
    #expect(zip(once, twice).allSatisfy { abs(2 * $0 - $1) <= 2 })
  }

  @Test func `a page has the same bytes in another second`() async throws {
    let first = try GraphvizRenderer.render(sample(), layout: .dot, as: .pdf)
    try await Task.sleep(for: .milliseconds(1100))
    #expect(try GraphvizRenderer.render(sample(), layout: .dot, as: .pdf) == first)
  }

  @Test func `four threads at once get the bytes that one gets`() throws {
    let graph = sample()
    let formats = [svg, .png(dotsPerInch: 72), .pdf, svg]
    let alone = try formats.map { try GraphvizRenderer.render(graph, layout: .dot, as: $0) }
    let together = Mutex<[Int: [UInt8]]>([:])
    let done = DispatchGroup()
    for (index, format) in formats.enumerated() {
      done.enter()
      Thread.detachNewThread {
        for _ in 0..<10 {
          let picture = try? GraphvizRenderer.render(graph, layout: .dot, as: format)
          together.withLock { $0[index] = picture }
        }
        done.leave()
      }
    }
    done.wait()
    let pictures = together.withLock { $0 }
    #expect(alone.indices.map { pictures[$0] } == alone)
  }

  @Test func `the library says which version it is`() throws {
    #expect(try GraphvizRenderer.version.split(separator: ".").count >= 2)
  }
}
