import EventLog
import Formatting
import Foundation
import Simulation
import TestSupport
import Testing
import TraceAnalysis

@testable import Page

/// What a page is as a file: the same each time, readable without scripts, safe whatever stands in it.
@Suite struct PageTextTests {
  static let hostile = [
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a\"b'c&d<e>", "<!--",
    "]]>", "\u{202e}txt.exe", "\u{2028}x", "nul\0", "{0} {1}", "日本",
  ]

  /// A run in which everything has one name.
  private func source(_ name: String) -> PageSource {
    let components = [
      Model.Component(name: "a \(name)", takes: .constant(2_000_000_000), isParallel: true),
      Model.Component(name: "b \(name)", takes: .constant(1_000_000_000), machine: 0),
      Model.Component(name: "c \(name)", takes: .constant(3_000_000_000), machine: 0),
    ]
    let model = Model(
      name: name, machines: [.init(name: "machine \(name)")], components: components,
      variables: [.init(name: "variable \(name)", value: .text(name))],
      flow: [0, 1, 2].map { Model.Step(component: $0, arguments: "with \(name)") })
    let setup = LogHeader.Setup(text: "")
    let run = Analysis(Simulator.run(model, setup))
    let twin = Analysis(Simulator.run(model, LogHeader.Setup(text: "", mode: .serial)))
    return PageSource(
      Comparison(run: run, twin: twin), model: model, setup: setup, isScenario: true)
  }

  @Test(arguments: hostile)
  func `names stay text wherever they stand`(name: String) throws {
    let page = try PageData(sources: [source(name), source(name)])
    #expect(try page.run()["name"] as? String == name.visibleText)
    #expect(page.html.components(separatedBy: "<script").count == 3)
    #expect(page.html.components(separatedBy: "</script>").count == 3)
    #expect(!page.html.contains("<img") && !page.html.contains("<!--"))
    #expect(!page.html.unicodeScalars.contains { $0 == "\u{202e}" || $0 == "\0" })
    if name.contains("<") { #expect(!page.withoutScripts.contains(name)) }
  }

  @Test(arguments: ["toy_two_parallel.yaml", "share_variables.yaml", "build.j2.ninja_log"])
  func `the same run gives the same bytes`(file: String) throws {
    let pages = try (0..<2).map { _ in try PageData("traces/\(file)").html }
    #expect(pages[0] == pages[1])
  }

  @Test(arguments: PageDataTests.inputs)
  func `every identifier stands once, and tags are closed`(path: String) throws {
    let page = try PageData(path).withoutScripts
    var seen = Set<Substring>()
    for match in page.matches(of: /\sid="([^"]*)"/) {
      #expect(seen.insert(match.output.1).inserted, "\(match.output.1)")
    }
    var open: [Substring] = []
    for match in page.matches(of: /<(\/?)([a-z][a-zA-Z0-9]*)[^>]*?(\/?)>/) {
      let (isEnd, name) = (!match.output.1.isEmpty, match.output.2)
      if !match.output.3.isEmpty || ["meta", "doctype"].contains(name) { continue }
      if isEnd {
        #expect(open.popLast() == name)
      } else {
        open.append(name)
      }
    }
    #expect(open.isEmpty)
  }

  @Test func `boxes of the diagram are in the page`() throws {
    let page = try PageData("traces/build.j2.ninja_log")
    let run = try page.run()
    let ids = try #require(try run.object("diagram")["ids"] as? [String])
    #expect(!ids.isEmpty && ids.allSatisfy { page.withoutData.contains("id=\"\($0)\"") })
    let boxes = try run.object("diagram").column("box")
    #expect(try boxes.count == run.object("calls").column("number").count)
    #expect(Set(boxes).subtracting([-1]) == Set(ids.indices))
  }

  @Test func `two runs stand on one axis, with the answer of both`() throws {
    let page = try PageData("traces/build.j1.ninja_log", "traces/build.j2.ninja_log")
    let runs = try [page.run(0), page.run(1)]
    #expect(try runs[0].number("unit") == runs[1].number("unit"))
    let answer = try page.json.object("comparison")["answer"] as? String
    #expect(answer?.contains(": 9.352 s → 4.828 s, saved 4.524 s") == true)
    #expect(page.withoutData.components(separatedBy: "data-run=\"1\"").count > 5)
  }

  @Test func `a name has one colour in both runs, and groups have names`() throws {
    let page = try PageData("traces/build.j1.ninja_log", "traces/build.j2.ninja_log")
    let colours = try (0..<2).map { index in
      let run = try page.run(index)
      let names = try run.list("names", of: String.self)
      let pairs = try run.list("components").map {
        (names[try $0.number("name")], try $0.number("colour"))
      }
      return [String: Int](pairs) { first, _ in first }
    }
    for (name, colour) in colours[0] { #expect(colours[1][name] ?? colour == colour, "\(name)") }
    let groups = try page.run().list("groups").compactMap { $0["name"] as? String }
    #expect(groups.contains(".o"))
    #expect(try PageData("traces/toy_two_parallel.yaml").run()["groups"] is NSNull)
  }

  @Test func `pictures of a page leave the answer to its head`() throws {
    let page = try PageData("traces/toy_two_parallel.yaml").withoutData
    #expect(page.firstMatch(of: /<text[^>]*>[^<]*9 s → 4 s/) == nil)
    #expect(page.components(separatedBy: "<title").count > 3)
  }

  @Test func `the program says without scripts where the flow waited, and why`() throws {
    let page = try PageData("traces/toy_two_parallel.yaml").withoutData
    #expect(page.contains(">0 s – 2 s: waits for analyze, because it is not parallel</span>"))
    #expect(page.contains(">went on at once, because train is parallel</span>"))
    let again = try PageData("traces/backpressure.yaml").withoutData
    #expect(again.contains(">0 s – 16.5 s: waits for store, because it is not parallel</span>"))
  }

  @Test func `a page asks no network for anything`() throws {
    let page = try PageData("traces/toy_two_parallel.yaml")
    #expect(page.html.contains("default-src 'none'"))
    for word in ["src=\"http", "href=\"http", "url(http", "@import", "fetch("] {
      #expect(!page.html.contains(word), "\(word)")
    }
  }

  @Test func `every word that stands in a page has a text`() {
    for key in PageWords.Key.allCases { #expect(PageWords.english.has(key), "\(key)") }
    #expect(PageWords.english[.waitsFor, "{1} {0}"] == "waits for {1} {0}")
  }

  @Test func `resources are joined in the order that is written down`() throws {
    let order = try Project.text("Sources/Page/Resources/order").split(separator: "\n")
    let source = try Project.text("Sources/CPageResources/PageResources.c")
    let joined = source.matches(of: /#embed "..\/Page\/Resources\/([^"]+)"/).map(\.output.1)
    #expect(
      joined == order.filter { $0.hasSuffix(".css") } + order.filter { $0.hasSuffix(".js") }
        + ["words.json"])
  }
}

extension PageData {
  /// What is read where no scripts run: without the data, scripts and styles of the page.
  fileprivate var withoutScripts: String {
    var text = withoutData
    for name in ["script", "style"] {
      while let start = text.range(of: "<\(name)")?.lowerBound,
        let end = text[start...].range(of: "</\(name)>")?.upperBound
      {
        text.removeSubrange(start..<end)
      }
    }
    return text
  }
}
