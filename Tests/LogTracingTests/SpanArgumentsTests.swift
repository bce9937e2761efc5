import Testing
import Tracing

@testable import LogTracing

/// What of the attributes of a span a log tells.
@Suite struct SpanArgumentsTests {
  @Test(
    arguments: [
      ([:], nil, 0),
      (["customer": "ada", "items": 3], "customer=ada, items=3", 0),
      (["b": true, "a": 0.5, "c": .stringArray(["x", "y"])], "a=0.5, b=true, c=[x, y]", 0),
      (["url.path": "/orders/17", "http.request.method": "GET"], "/orders/17", 1),
      (["url.path": "/orders/17", "db.query.text": "select 1\nfrom orders"], "select 1", 1),
      (
        ["a": .string(String(repeating: "x", count: 115)), "b": "some more", "c": 1],
        "a=" + String(repeating: "x", count: 115), 2
      ),
      (
        ["a": .string(String(repeating: "x", count: 500))],
        "a=" + String(repeating: "x", count: 117) + "…", 0
      ),
    ] as [(SpanAttributes, String?, Int)])
  func `arguments are what says best what was done, else all that there is room for`(
    attributes: SpanAttributes, text: String?, leftOut: Int
  ) {
    let arguments = SpanArguments(attributes)
    #expect(arguments.text == text)
    #expect(arguments.leftOut == leftOut)
  }

  @Test func `notes tell what there is, a line each`() {
    #expect("\(TracingNotes(spans: 1))" == "1 span")
    #expect(
      "\(TracingNotes(spans: 1204, stopped: 2, endedTwice: 1))"
        == """
        1204 spans
        2 spans had not ended: they are stopped at the end of the log
        1 end of spans that had ended: left out
        """)
  }
}
