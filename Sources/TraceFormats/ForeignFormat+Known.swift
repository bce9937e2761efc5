/// The kinds of files that are known and not read, each with what writes something that is.
extension ForeignFormat {
  static let perfetto = ForeignFormat(
    "a trace of Perfetto (protobuf)",
    advice: "`traceconv json FILE OTHER` makes a Chrome trace of it, and Chromium writes one with "
      + "--trace-startup-format=json")

  static let otlpProtobuf = ForeignFormat(
    "an OTLP trace in protobuf",
    advice: "\(collector), and so does `format: json` of its file exporter")

  /// What writes spans that are read.
  private static let collector = "OpenTelemetry's collector writes OTLP in JSON to a file"

  private static let utf16 = ForeignFormat(
    "a text in UTF-16, as `>` of PowerShell 5 and older writes it",
    advice: "`iconv -f UTF-16 -t UTF-8 FILE` makes UTF-8 of it, in PowerShell "
      + "`Get-Content FILE | Set-Content -Encoding utf8 OTHER`")

  /// What begins with certain bytes.
  static let binaries: [(beginning: [UInt8], format: ForeignFormat)] = [
    ([0x1F, 0x8B], ForeignFormat("a compressed file (gzip)")),
    ([0x28, 0xB5, 0x2F, 0xFD], unpacked("a compressed file (zstd)", "zstd -d FILE")),
    ([0xFD] + Array("7zXZ".utf8), unpacked("a compressed file (xz)", "xz -d FILE")),
    (Array("BZh".utf8), unpacked("a compressed file (bzip2)", "bzip2 -d FILE")),
    (Array("PK\u{3}\u{4}".utf8), unpacked("a ZIP archive", "unzip FILE")),
    (Array("SQLite format 3\0".utf8), ForeignFormat("a database (SQLite)")),
    (Array("%PDF-".utf8), ForeignFormat("a document (PDF)")),
    ([0x89] + Array("PNG".utf8), ForeignFormat("a picture (PNG)")),
    ([0xFF, 0xFE], utf16), ([0xFE, 0xFF], utf16),
    (
      Array("PERFILE2".utf8),
      samples("a recording of perf")
    ),
    (
      Array("SLF0".utf8),
      ForeignFormat(
        "a log of Xcode (.xcactivitylog)",
        advice: "`xclogparser parse --file FILE --reporter chromeTracer` makes a Chrome trace of it"
      )
    ),
  ]

  private static func unpacked(_ name: String, _ command: String) -> ForeignFormat {
    ForeignFormat(name, advice: "unpack it first (`\(command)`)")
  }

  /// Texts that are neither JSON nor marked up.
  static let texts = [
    Sign(ForeignFormat("a trace of Go's runtime (binary)"), beginning: "go 1.", " trace\0"),
    Sign(
      ForeignFormat(
        "a report in TAP", reason: "that does not say when a test ran",
        advice: "most runners write a JUnit report too (`node --test --test-reporter=junit`)"),
      beginning: "TAP version "),
    Sign(ForeignFormat("a trace of Linux's ftrace"), beginning: "# tracer:"),
    Sign(
      ForeignFormat(
        "a workflow of Argo in YAML",
        advice:
          "`argo get NAME -o json` and `kubectl get workflow NAME -o json` write it in JSON"),
      beginning: "apiVersion: argoproj.io/"),
    Sign(
      ForeignFormat(
        "a run of Tekton in YAML",
        advice: "`kubectl get pipelinerun,taskrun -o json` writes it in JSON"),
      beginning: "apiVersion: tekton.dev/"),
    Sign(
      ForeignFormat(
        "a list of counters of the Swift compiler (CSV)",
        reason: "its times are of the processor and not of the clock",
        advice: "the compiler's statistics (stats-….json) are read"),
      beginning: "Time,Live,IsEntry,EventName,CounterName"),
    Sign(
      ForeignFormat(
        "a table of `sacct` for people", reason: "it cuts off names",
        advice: "`\(SlurmJobs.command)` writes a list that is"),
      beginning: "JobID", "JobName", " ---------- "),
    // A number stands before each message.
    Sign(
      ForeignFormat(
        "a list of messages of the Swift driver (-parseable-output)", reason: "they hold no time"),
      "\"kind\"", "\"began\"", "\"real_pid\""),
  ]

  /// Texts that begin with `<`.
  static let pages = [
    Sign(ForeignFormat("a picture (SVG)"), beginning: "<svg"),
    Sign(ForeignFormat("a page of Android's systrace"), "trace-data", "Android System Trace"),
    Sign(ForeignFormat("a page (HTML)"), beginning: "<!doctype html"),
    Sign(ForeignFormat("a page (HTML)"), beginning: "<!DOCTYPE html"),
    Sign(ForeignFormat("a page (HTML)"), beginning: "<html"),
    Sign(dotnet("a report of Visual Studio's tests (.trx)"), "<TestRun", "VisualStudio/TeamTest"),
    Sign(dotnet("a report of NUnit (XML)"), "<test-run"),
    Sign(dotnet("a report of xUnit.net (XML)"), "<assemblies"),
    Sign(
      ForeignFormat("a report of CTest (XML)", advice: junit("ctest --output-junit FILE")),
      "<Site", "<Testing>"),
    Sign(
      ForeignFormat("a report of Catch2 in its own XML", advice: junit("--reporter junit")),
      "<Catch2TestRun"),
    Sign(
      ForeignFormat(
        "an output of Robot Framework (XML)", advice: junit("rebot --xunit OTHER.xml FILE")),
      "<robot"),
    Sign(ForeignFormat("a report of TestNG (XML)"), "<testng-results"),
    Sign(ForeignFormat("a document in XML"), beginning: "<?xml"),
  ]

  private static func dotnet(_ name: String) -> ForeignFormat {
    ForeignFormat(
      name,
      advice: junit("dotnet test --logger junit") + ", with the package JunitXml.TestLogger")
  }

  private static func junit(_ command: String) -> String { "`\(command)` writes a JUnit report" }

  /// Texts in JSON.
  static let documents = others + spans

  /// Spans as other tools tell them.
  private static let spans = [
    Sign(
      ForeignFormat(
        "a trace of Zipkin, version 1",
        advice: "`/api/v2/trace/ID` of its server answers in version 2"),
      "\"traceId\"", "\"annotations\"", "\"endpoint\""),
    Sign(
      ForeignFormat(
        "a trace of Jaeger as it lies in its storage",
        advice: "the page of a trace downloads JSON that is"),
      "\"_source\"", "\"traceID\"", "\"operationName\""),
    Sign(
      ForeignFormat("an answer of Jaeger without a trace", reason: "it found none"),
      "\"data\":null", "\"errors\""),
    Sign(
      ForeignFormat(
        "an OTLP trace with other names of fields than its JSON has", advice: collector),
      "\"resource_spans\""),
    Sign(
      ForeignFormat(
        "a list of spans of OpenTelemetry's console exporter for Node", advice: collector),
      "traceId: '"),
    Sign(
      ForeignFormat("a list of spans of OpenTelemetry's stdout exporter for Go", advice: collector),
      "\"SpanContext\"", "\"TraceID\""),
    Sign(
      ForeignFormat("a trace of AWS X-Ray (JSON)", advice: collector), "\"Segments\"",
      "\"Document\""),
    Sign(
      ForeignFormat("a trace of Datadog (JSON)", advice: collector), "\"trace_id\"",
      "\"parent_id\"", "\"resource\"", "\"service\""),
    Sign(
      ForeignFormat("a list of events of Honeycomb (JSON)", advice: collector), "\"trace.trace_id\""
    ),
    Sign(
      ForeignFormat("a list of documents of Elastic APM (JSON)", advice: collector), "\"_source\"",
      "\"processor\""),
    Sign(
      ForeignFormat("a transaction of Sentry (JSON)", advice: collector), "\"start_timestamp\"",
      "\"contexts\""),
    Sign(
      ForeignFormat("a trace of Google Cloud (JSON)", advice: collector), "\"projectId\"",
      "\"traceId\"", "\"spans\""),
    Sign(
      ForeignFormat("a trace of SkyWalking (JSON)", advice: collector), "\"segmentId\"",
      "\"parentSpanId\""),
  ]

  private static let others = [
    Sign(
      ForeignFormat("a manifest of dbt (JSON)", advice: "it goes beside run_results.json"),
      "\"dbt_schema_version\"", "\"nodes\""),
    Sign(
      ForeignFormat(
        "an index of CMake's instrumentation (JSON)",
        advice: "it names the snippets and the trace beside it, which are read"),
      "\"snippets\"", "\"hook\"", "\"dataDir\""),
    Sign(
      ForeignFormat(
        "a compilation database (compile_commands.json)", reason: "it holds no time"),
      "\"directory\"", "\"command\"", "\"file\""),
    Sign(
      ForeignFormat(
        "a list of events of `go test -json`",
        advice:
          "`gotestsum --junitfile OTHER.xml --raw-command -- cat FILE` makes a JUnit report of them"
      ),
      "\"Action\":", "\"Package\":"),
    Sign(
      ForeignFormat("a report of Mocha (JSON)", advice: junit("mocha --reporter xunit")),
      "\"stats\"", "\"fullTitle\"", "\"passes\""),
    Sign(
      ForeignFormat(
        "a report of RSpec (JSON)",
        advice: junit("rspec --format RspecJunitFormatter")
          + ", with the gem rspec_junit_formatter"),
      "\"examples\"", "\"full_description\""),
    Sign(
      ForeignFormat(
        "a list of events of Dart's tests",
        advice:
          "`tojunit --input FILE --output OTHER.xml`, of the package junitreport, makes a JUnit report of them"
      ),
      "\"protocolVersion\"", "\"runnerVersion\""),
    Sign(
      ForeignFormat("a report of Cucumber (JSON)", advice: junit("--format junit")),
      "\"elements\"", "\"steps\"", "\"keyword\""),
    Sign(
      ForeignFormat(
        "an event stream of Bazel (JSON)",
        advice: "`bazel build --profile=FILE` writes a Chrome trace"),
      "\"id\":{\"started\":{}"),
    Sign(ForeignFormat("a list of GitLab's jobs (JSON)"), "\"pipeline\"", "\"queued_duration\""),
    Sign(ForeignFormat("a list of Jenkins's steps (JSON)"), "\"_class\"", "io.jenkins.blueocean"),
    Sign(ForeignFormat("a list of CircleCI's jobs (JSON)"), "\"job_number\"", "\"stopped_at\""),
    Sign(
      ForeignFormat("a timeline of Azure Pipelines (JSON)"), "\"records\"", "\"finishTime\"",
      "\"workerName\""),
    Sign(ForeignFormat("a list of Airflow's tasks (JSON)"), "\"task_instances\"", "\"dag_id\""),
    Sign(
      ForeignFormat(
        "a list of `sacct --json`", advice: "`\(SlurmJobs.command)` writes a list that is"),
      "\"meta\"", "\"slurm\"", "\"jobs\""),
    Sign(samples("a profile of Firefox (JSON)"), "\"meta\"", "\"processType\"", "\"threads\""),
    Sign(samples("a profile of V8 (.cpuprofile)"), "\"nodes\"", "\"callFrame\"", "\"hitCount\""),
    Sign(ForeignFormat("a speedscope profile (JSON)"), "\"$schema\"", "speedscope"),
    Sign(
      ForeignFormat(
        "a list of a browser's requests (HAR)",
        advice: "the performance panel of Chromium saves a Chrome trace"),
      "\"log\"", "\"startedDateTime\""),
    Sign(
      ForeignFormat("a list of hyperfine's figures (JSON)", reason: "each is of one command alone"),
      "\"results\"", "\"command\"", "\"median\""),
  ]

  private static func samples(_ name: String) -> ForeignFormat {
    ForeignFormat(name, reason: "it holds samples and not when anything began and ended")
  }
}
