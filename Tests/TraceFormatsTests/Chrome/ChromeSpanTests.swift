import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Spans that cross slices a little, and functions of Python that wait.
@Suite struct ChromeSpanTests {
  private func read(_ events: [String]) throws -> Import {
    let text = "[" + events.joined(separator: ",") + "]"
    let run = try TraceFormat.chromeTrace.read(TraceInput(bytes: Array(text.utf8), name: "trace"))
    try expectSound(run)
    return run
  }

  private func x(_ name: String, _ ts: Int, _ dur: Int, thread: Int = 1) -> String {
    #"{"ph":"X","name":"\#(name)","pid":1,"tid":\#(thread),"ts":\#(ts),"dur":\#(dur)}"#
  }

  private func header(_ ts: Int, _ end: Int) -> String {
    [("b", ts), ("e", end)].map {
      #"{"ph":"\#($0)","cat":"Source","id":0,"name":"Source","pid":1,"tid":1,"ts":\#($1)}"#
    }.joined(separator: ",")
  }

  /// A compiler reads one token ahead: it is in the next header before it is done with what stood before it, and out of it
  /// before it is done with the last of it.
  @Test func `spans of which few cross slices by little are work, and the others are not`() throws {
    let inner = (0..<10).map { header(1_000 + $0 * 100, 1_050 + $0 * 100) }
    let frame = [x("main", 0, 10_000)] + inner
    let run = try read(
      frame + [
        x("parse", 3_000, 100), header(3_090, 4_000), x("parse", 3_500, 520), header(5_000, 5_100),
      ])
    #expect(run.callWords.contains("Source 3100–4020 in main"))
    #expect(run.callWords.contains("parse 3500–4020 in Source"))
    #expect(
      run.notes.contains {
        $0.kind == .inferred && $0.sentence.hasPrefix("1 asynchronous span crosses")
      })
    #expect(!run.notes.contains { $0.sentence.contains("while threads did other things") })
    let other = try read(
      frame + [x("a", 3_000, 500), header(3_100, 3_600)] + [
        x("b", 4_000, 500), header(4_300, 4_900),
      ])
    #expect(!other.callWords.contains { $0.hasPrefix("Source") })
    #expect(other.notes.contains { $0.sentence.hasPrefix("12 asynchronous spans tell") })
  }

  /// What an exporter writes that has no threads: work that was under way at once, and steps of one piece of it.
  @Test func `spans of a trace without slices are within one another only by their ids`() throws {
    func span(_ name: String, _ id: Int, _ ts: Int, _ end: Int) -> String {
      [("b", ts), ("e", end)].map {
        #"{"ph":"\#($0)","cat":"job","id":\#(id),"name":"\#(name)","pid":1,"tid":1,"ts":\#($1)}"#
      }.joined(separator: ",")
    }
    let run = try read([
      span("build", 1, 0, 1_000), span("compile", 1, 100, 600), span("lint", 2, 0, 500),
      span("deploy", 3, 1_000, 1_500),
    ])
    #expect(
      run.callWords == [
        "build 0–1000 on spans", "lint 0–500 on spans", "compile 100–600 in build",
        "deploy 1000–1500 on spans",
      ])
    #expect(Analysis(run.log).measures.work == 2_000_000)
  }

  @Test(arguments: [
    ("Event.wait (/usr/lib/python3.11/threading.py:611)", true),
    ("wait (/usr/lib/python3.9/threading.py:556)", true),
    ("Thread.join (C:\\\\Python311\\\\Lib\\\\threading.py:1087)", true),
    ("Future.result (/opt/lib/python3.12/concurrent/futures/_base.py:428)", true),
    ("_PollLikeSelector.select (/usr/lib/python3.11/selectors.py:402)", true),
    ("Connection._recv (/usr/lib/python3.11/multiprocessing/connection.py:390)", true),
    ("Queue.get (/home/me/app/queue.py:12)", false),
    ("Queue.get (/usr/lib/python3.11/site-packages/queue.py:12)", false),
    ("Event.set (/usr/lib/python3.11/threading.py:590)", false), ("wait", false),
    ("Event.wait (/usr/lib/python3.11/threading.py)", false),
  ])
  func `a function of Python that waits is no work where nothing in it is seen to wait`(
    name: String, isWait: Bool
  ) throws {
    let run = try read([
      x("main", 0, 1_000), x(name, 100, 800),
      x("helper (/usr/lib/python3.11/threading.py:9)", 200, 100), x("load", 0, 950, thread: 2),
    ])
    // What it calls runs all the same.
    #expect(Analysis(run.log).measures.work == (isWait ? 1_250_000 : 1_950_000))
  }

  @Test func `a function of Python that sees at once that it need not wait is work`() throws {
    let run = try read([x("Event.wait (/usr/lib/python3.11/threading.py:611)", 0, 20)])
    #expect(Analysis(run.log).measures.work == 20_000)
  }

  @Test func `where the function that waits for Python is shown, it alone waits`() throws {
    let run = try read([
      x("Event.wait (/usr/lib/python3.11/threading.py:611)", 0, 100),
      x("_thread.lock.acquire", 10, 80),
    ])
    #expect(Analysis(run.log).measures.work == 20_000)
  }
}
