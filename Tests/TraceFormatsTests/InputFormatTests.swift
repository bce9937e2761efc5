import Testing

@testable import TraceFormats

@Suite struct InputFormatTests {
  @Test(arguments: [[0xFF, 0xFE, 0x7B, 0], [0xFE, 0xFF, 0, 0x7B]] as [[UInt8]])
  func `a text in UTF-16 is told as such, with how to convert it`(bytes: [UInt8]) {
    guard case .foreign(let format)? = InputFormat(of: bytes) else {
      Issue.record("it is told as something else")
      return
    }
    #expect(format.name.contains("UTF-16") && format.refusal.contains("iconv"))
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
    (#"{"result": {"resourceSpans": []}}"#, .trace(.otlp)),
    (
      String(repeating: #"{"resourceLogs": []}"# + "\n", count: 99) + #"{"resourceSpans": []}"#,
      .trace(.otlp)
    ),
    ("\n\u{F}\u{12}\u{3}\u{8}service.name\n", .foreign(.otlpProtobuf)),
    (
      #"[{"traceId": "1", "id": "2", "annotations": [{"value": "sr", "endpoint": {}}]}]"#,
      .foreign(
        ForeignFormat(
          "a trace of Zipkin, version 1",
          advice: "`/api/v2/trace/ID` of its server answers in version 2"))
    ),
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
    (
      "<!DOCTYPE html>\n<title>Bokeh Plot</title>\n{\"x\":[]}",
      .foreign(ForeignFormat("a page (HTML)"))
    ),
    (
      "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nstatus:\n  nodes: {}\n",
      .foreign(
        ForeignFormat(
          "a workflow of Argo in YAML",
          advice:
            "`argo get NAME -o json` and `kubectl get workflow NAME -o json` write it in JSON"))
    ),
    ("<!DOCTYPE html>\n<html>\nname: x", .foreign(ForeignFormat("a page (HTML)"))),
    ("\n<html>\n<title>Cargo Build Timings</title>", .trace(.cargoTimings)),
    (
      "<?xml version=\"1.0\"?><testsuites name=\"t\"><testsuite/>", .trace(.junit)
    ),
    ("SQLite format 3\0name: x", .foreign(ForeignFormat("a database (SQLite)"))),
    (
      "WALL 0.3\nthat is all\n[{\"ph\":\"X\",\"ts\":1,\"dur\":2,\"name\":\"a\",\"pid\":1,\"tid\":1}]\n",
      .trace(.chromeTrace)
    ),
    (
      "\n\u{4}\u{8}\u{6}\u{10}\u{1}\n\u{2}\u{8}\u{6}",
      .foreign(.perfetto)
    ),
    (
      "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n",
      .trace(.gnuParallel)
    ),
    (
      "JobID           JobName      State \n------------ ---------- ---------- \n12  a COMPLETED \n",
      .foreign(
        ForeignFormat(
          "a table of `sacct` for people", reason: "it cuts off names",
          advice: "`\(SlurmJobs.command)` writes a list that is"))
    ),
    ("task_id\thash\tstatus\n1\tab/cd\tCOMPLETED\n", .trace(.nextflow)),
    ("workers: 2\ntasks: {}\n", .scenario), ("name: x\n", .scenario),
    ("\u{FEFF}# ninja log v5\r\n", .trace(.ninjaLog)),
    ("name", nil),
  ])
  func `an input is told by its content`(text: String, format: InputFormat?) {
    #expect(InputFormat(of: Array(text.utf8)) == format)
  }

  /// What the tools themselves write begins so.
  @Test(arguments: [
    (
      #"{"Time":"2024-01-02T03:04:05Z","Action":"start","Package":"m"}"#, "`go test -json`",
      "gotestsum"
    ),
    (
      #"{"stats":{"tests":1},"tests":[{"fullTitle":"A a"}],"passes":[]}"#, "Mocha",
      "--reporter xunit"
    ),
    (
      #"{"version":"3.12","examples":[{"full_description":"A a"}]}"#, "RSpec",
      "rspec_junit_formatter"
    ),
    (#"{"protocolVersion":"0.1.1","runnerVersion":"1.24.9","type":"start"}"#, "Dart", "tojunit"),
    (#"[{"keyword":"Feature","elements":[{"steps":[]}]}]"#, "Cucumber", "junit"),
    (#"{"id":{"started":{}},"children":[]}"#, "Bazel", "--profile"),
    (#"{"meta":{"version":27,"processType":0},"threads":[]}"#, "Firefox", "samples"),
    (#"{"nodes":[{"id":1,"callFrame":{},"hitCount":0}]}"#, "V8", "samples"),
    (#"[{"directory":"/b","command":"cc a.c","file":"a.c"}]"#, "compilation database", "no time"),
    ("TAP version 13\nok 1 - a\n", "TAP", "--test-reporter=junit"),
    (
      #"<?xml version="1.0"?><TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">"#,
      "Visual Studio", "JunitXml.TestLogger"
    ),
    (#"<?xml version="1.0"?><test-run id="0">"#, "NUnit", "JunitXml.TestLogger"),
    ("<assemblies timestamp=\"x\">", "xUnit.net", "JunitXml.TestLogger"),
    ("<?xml version=\"1.0\"?><Site Name=\"x\"><Testing>", "CTest", "--output-junit"),
    ("<?xml version=\"1.0\"?><robot generator=\"x\">", "Robot Framework", "--xunit"),
    ("<?xml version=\"1.0\"?><Catch2TestRun name=\"x\">", "Catch2", "--reporter junit"),
    (
      "<!DOCTYPE html><title>Android System Trace</title><script class=\"trace-data\">", "systrace",
      ""
    ),
    ("PERFILE2\u{0}\u{0}", "perf", "samples"), ("go 1.22 trace\0\0\0", "Go's runtime", ""),
    ("SLF010#", "Xcode", "chromeTracer"), ("PK\u{3}\u{4}", "ZIP", "unzip"),
  ])
  func `what another tool wrote is named, with what can be read instead`(
    text: String, name: String, refusal: String
  ) {
    guard case .foreign(let format)? = InputFormat(of: Array(text.utf8)) else {
      Issue.record("it is told as something else")
      return
    }
    #expect(format.name.contains(name))
    #expect(refusal.isEmpty || format.refusal.contains(refusal), "\(format.refusal)")
  }

  @Test func `any bytes are told or not, never a trap`() {
    for length in 0..<300 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ length) }
      #expect(InputFormat(of: bytes) == nil)
    }
  }
}
