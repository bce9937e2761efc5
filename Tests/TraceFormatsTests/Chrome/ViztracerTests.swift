import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// What viztracer writes beside what other tools do: lanes of asyncio's tasks, and that its buffer was full.
@Suite struct ViztracerTests {
  private func read(_ text: String) throws(ImportError) -> Import {
    try TraceFormat.chromeTrace.read(TraceInput(bytes: Array(text.utf8), name: "trace"))
  }

  private func x(_ name: String, _ ts: Double, _ dur: Double) -> String {
    #"{"ph":"X","name":"\#(name)","pid":1,"tid":1,"ts":\#(ts),"dur":\#(dur)}"#
  }

  /// A task may have any name; viztracer numbers its lane by where it is in memory.
  @Test func `a task of asyncio with a name of its own is known by its number and its loop`() throws
  {
    func slice(_ name: String, _ thread: Int, _ start: Int, _ time: Int) -> String {
      #"{"ph":"X","name":"\#(name)","pid":1,"tid":\#(thread),"ts":\#(start)000,"dur":\#(time)000},"#
    }
    func name(_ thread: Int) -> String {
      #"{"ph":"M","name":"thread_name","pid":1,"tid":\#(thread),"args":{"name":"fetch"}}"#
    }
    let events =
      slice("Context.run", 1, 0, 10) + slice("load", 9_632, 1, 8) + slice("odd", 9_633, 2, 1)
      + slice("outside", 9_648, 3, 9) + [9_632, 9_633, 9_648].map(name).joined(separator: ",")
    let run = try read(#"{"traceEvents":[\#(events)],"viztracer_metadata":{"overflow":false}}"#)
    #expect(
      Set(run.tree) == ["Context.run 0–10", "load 1–9 in Context.run", "odd 2–3", "outside 3–12"])
    // Other tools number threads as they like.
    #expect(try read("[\(events)]").tree.contains("load 1–9"))
  }

  /// A number may be that of a thread by chance, and a loop may wait for the thread all the time.
  @Test func `a thread within the event loop of another stays a thread`() throws {
    func slice(_ name: String, _ thread: Int, _ start: Int, _ time: Int) -> String {
      #"{"ph":"X","name":"\#(name)","pid":1,"tid":\#(thread),"ts":\#(start)000,"dur":\#(time)000}"#
    }
    let events = [
      slice("Context.run", 1, 0, 10), slice("Thread.run (threading.py:970)", 9_632, 1, 8),
      slice("load", 9_632, 2, 5),
      #"{"ph":"M","name":"thread_name","pid":1,"tid":9632,"args":{"name":"Thread-1"}}"#,
    ]
    let run = try read(
      #"{"traceEvents":[\#(events.joined(separator: ","))],"viztracer_metadata":{"overflow":false}}"#
    )
    #expect(!run.tree.contains { $0.hasSuffix("in Context.run") })
  }

  @Test(arguments: [true, false])
  func `a buffer that was too small is told`(isFull: Bool) throws {
    let run = try read(
      #"{"traceEvents":[\#(x("a", 0, 5))],"viztracer_metadata":{"overflow":\#(isFull)}}"#)
    #expect(
      run.sentences(.skipped).contains { $0.hasPrefix("viztracer's buffer was full") } == isFull)
  }

  /// viztracer gives each task of asyncio a lane, and lets the thread show only its event loop.
  @Test func `what tasks of asyncio did is told on the thread that ran them`() throws {
    func slice(_ name: String, _ thread: Int, _ start: Int, _ time: Int) -> String {
      #"{"ph":"X","name":"\#(name)","pid":1,"tid":\#(thread),"ts":\#(start)000,"dur":\#(time)000},"#
    }
    func name(_ thread: Int, _ name: String) -> String {
      #"{"ph":"M","name":"thread_name","pid":1,"tid":\#(thread),"args":{"name":"\#(name)"}}"#
    }
    // Two threads with an event loop each, which are busy at the same time once.
    let run = try read(
      "[" + slice("_contextvars.Context.run", 1, 0, 10) + slice("Context.run", 1, 30, 10)
        + slice("Context.run", 2, 5, 10) + slice("load", 91, 1, 8) + slice("load", 91, 31, 5)
        + slice("train", 92, 6, 3) + slice("train", 92, 10, 4) + slice("lost", 93, 50, 5)
        + [name(91, "Task-1"), name(92, "Task-22"), name(93, "Task-3")].joined(separator: ",") + "]"
    )
    #expect(
      run.tree == [
        "_contextvars.Context.run 0–10", "load 1–9 in _contextvars.Context.run",
        "Context.run 5–15", "train 6–9 in Context.run", "train 10–14 in Context.run",
        "Context.run 30–40", "load 31–36 in Context.run",
      ])
    #expect(
      run.sentences(.expected).contains { $0.hasPrefix("4 slices of tasks of asyncio are told") })
    #expect(run.sentences(.expected).contains { $0.hasPrefix("1 slice of asyncio's tasks lie") })
  }

  private static let library = "/usr/lib/python3.11"

  /// A slice in milliseconds.
  private func slice(_ name: String, _ thread: Int, _ start: Int, _ end: Int) -> String {
    #"{"ph":"X","name":"\#(name)","pid":1,"tid":\#(thread),"ts":\#(start)000,"dur":\#(end - start)000}"#
  }

  /// `viztracer --ignore_c_function` shows no lock, only what Python calls when it has got it.
  @Test func `what a wait goes on to do follows from what it waited for`() throws {
    let run = try read(
      "["
        + [
          slice("main", 1, 0, 100), slice("work", 2, 5, 80),
          slice("Thread.join (\(Self.library)/threading.py:1087)", 1, 10, 90),
          slice("Thread._stop (\(Self.library)/threading.py:1051)", 1, 82, 84),
        ].joined(separator: ",") + "]")
    let analysis = Analysis(run.log)
    let path = analysis.observedPath.parts.filter { $0.call > 0 }
      .map { run.log.names[analysis.calls[Int($0.call) - 1].component] }
    #expect(path.contains("work"))
    // What is called within it took no time before that.
    let stop = try #require(analysis.calls.first { run.log.names[$0.component].contains("_stop") })
    #expect(!run.log.causes(of: stop.requested).contains { $0.edge == .time })
  }

  @Test func `reading a pipe is a wait where Python waits for another process with it`() throws {
    let receive = "Connection._recv (\(Self.library)/multiprocessing/connection.py:390)"
    let run = try read(
      "["
        + [
          slice(receive, 1, 0, 50), slice("posix.read", 1, 1, 49), slice("load", 1, 60, 80),
          slice("posix.read", 1, 61, 79), slice("work", 2, 0, 40),
          slice("poll (\(Self.library)/multiprocessing/popen_fork.py:24)", 2, 40, 80),
        ].joined(separator: ",") + "]")
    // Two milliseconds around the read, what was loaded, and the work.
    #expect(Analysis(run.log).measures.work == 62_000_000)
  }
}
