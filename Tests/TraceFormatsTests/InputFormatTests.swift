import Testing

@testable import TraceFormats

@Suite struct InputFormatTests {
  @Test(arguments: [[0xFF, 0xFE, 0x7B, 0], [0xFE, 0xFF, 0, 0x7B]] as [[UInt8]])
  func `a text in UTF-16 is told as such, with how to convert it`(bytes: [UInt8]) {
    guard case .foreign(let name)? = InputFormat(of: bytes) else {
      Issue.record("it is told as something else")
      return
    }
    #expect(name.contains("UTF-16") && name.contains("iconv"))
  }

  @Test(arguments: [
    (#"{"seq":0,"at":0,"kind":"log.opened"}"#, InputFormat.eventLog),
    (#"{"seq":"#, .eventLog),
    ("# ninja log v5\n", .trace(.ninjaLog)),
    ("# ninja log v", .trace(.ninjaLog)),
    ("# ninja log v99", .trace(.ninjaLog)),
    ("components:\n  a: { takes: 1s }\nflow:\n  - run: a\n", .scenario),
    ("# A comment.\n\n# Another.\nname: x\ncomponents: {}\n", .scenario),
    ("# ninja logs are read as well\nflow: []\n", .scenario),
    ("\u{FEFF}# With a byte order mark.\r\ncomponents: {}\r\nflow: []\r\n", .scenario),
    ("\u{FEFF}flow: []\n", .scenario),
    ("---\nmachines:\n  box: { slots: 1 }\n", .scenario),
    (#"{"components": {"a": {"takes": "1s"}}, "flow": [{"run": "a"}]}"#, .scenario),
    ("{ components: { a: { takes: 1s } }, flow: [] }", .scenario),
    ("'flow' : []", .scenario),
    ("\"name\": x", .scenario),
    ("", nil),
    ("\n\n\n", nil),
    ("# only a comment", nil),
    ("hello", nil),
    ("names: x", nil),
    ("- flow: x", nil),
    ("flowers: 3\ncomponentsX: 3", nil),
    ("\0\u{1}\u{2}\u{7f}ELF\0", nil),
    (" # ninja log v5\n", nil),
    ("[1, 2, 3]", nil),
    ("name: CI\non: push\njobs:\n  build: {}\n", nil),
    ("services:\n  flow: x\n", nil), ("  name: x\n", nil),
    (#"{"name": "reads", "workflow": {"tasks": []}, "schemaVersion": "1.5"}"#, .trace(.wfFormat)),
    (#"{"tasks": [], "version": "2.0.0"}"#, nil),
    (#"{"data": {"name": 1, "flow": 2}}"#, nil),
    (
      #"{"traceEvents": [{"name": "flow", "ph": "X", "pid": 1}]}"#,
      .trace(.chromeTrace)
    ),
    (#"[{"name": "a", "ph": "B", "pid": 1, "ts": 0}"#, .trace(.chromeTrace)),
    (#"{"resourceSpans": [{"name": "x"}]}"#, .trace(.otlp)),
    (#"[{"traceId": "1", "id": "2", "name": "get"}]"#, .trace(.zipkin)),
    (#"[[{"traceId": "1", "id": "2"}], []]"#, .trace(.zipkin)),
    (#"{"data": [{"traceID": "1", "spans": []}]}"#, .trace(.jaeger)),
    (#"{"traceID": "1", "processes": {}, "spans": [{"spanID": "2"}]}"#, .trace(.jaeger)),
    (#"[{"traceID": "1", "spanID": "2"}]"#, .trace(.jaeger)),
    (#"{"name": "a", "context": {"trace_id": "0x1", "span_id": "0x2"}}"#, .trace(.consoleSpans)),
    (#"{"task_stream": [], "dependencies": {}}"#, .trace(.daskTaskStream)),
    (#"[{"key": "a", "worker": "w", "startstops": []}]"#, .trace(.daskTaskStream)),
    ("<!DOCTYPE html>\n<title>Dask Performance Report</title>", .trace(.daskPage)),
    (
      "<!DOCTYPE html>\n<title>Bokeh Plot</title>\n{\"worker_thread\":[]}", .trace(.daskPage)
    ),
    ("<!DOCTYPE html>\n<title>Bokeh Plot</title>\n{\"x\":[]}", .foreign("a page (HTML)")),
    (
      "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nstatus:\n  nodes: {}\n",
      .foreign(
        "a workflow of Argo in YAML (`argo get NAME -o json` and `kubectl get workflow NAME -o json` write it in JSON)"
      )
    ),
    ("<!DOCTYPE html>\n<html>\nname: x", .foreign("a page (HTML)")),
    ("\n<html>\n<title>Cargo Build Timings</title>", .trace(.cargoTimings)),
    (
      "<?xml version=\"1.0\"?><testsuites name=\"t\"><testsuite/>", .trace(.junit)
    ),
    ("SQLite format 3\0name: x", .foreign("a database (SQLite)")),
    (
      "WALL 0.3\nthat is all\n[{\"ph\":\"X\",\"ts\":1,\"dur\":2,\"name\":\"a\",\"pid\":1,\"tid\":1}]\n",
      .trace(.chromeTrace)
    ),
    (
      "\n\u{4}\u{8}\u{6}\u{10}\u{1}\n\u{2}\u{8}\u{6}",
      .foreign(
        "a trace of Perfetto (protobuf; `traceconv json FILE OTHER` makes a Chrome trace of it, and Chromium writes one with --trace-startup-format=json)"
      )
    ),
    (
      "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n",
      .trace(.gnuParallel)
    ),
    ("workers: 2\ntasks: {}\n", .scenario), ("name: x\n", .scenario),
    ("\u{FEFF}# ninja log v5\r\n", .trace(.ninjaLog)),
    ("name", nil),
  ])
  func `an input is told by its content`(text: String, format: InputFormat?) {
    #expect(InputFormat(of: Array(text.utf8)) == format)
  }

  @Test func `any bytes are told or not, never a trap`() {
    for length in 0..<300 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ length) }
      #expect(InputFormat(of: bytes) == nil)
    }
  }
}
