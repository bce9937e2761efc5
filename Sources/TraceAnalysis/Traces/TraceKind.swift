internal import EventLog

/// What a trace of another tool is a trace of: that decides what its calls are called and what can be advised.
public enum TraceKind: Sendable {
  /// A program: calls of functions on threads.
  case program
  /// Requests through services: spans.
  case requests
  /// A build: commands on jobs.
  case build
  /// Tests, on workers.
  case tests
  /// A workflow of a service that tests changes: jobs of steps, on runners.
  case workflow
  /// Tasks that need each other, such as models of data, on workers.
  case pipeline
  /// Jobs of a batch, on slots.
  case jobs

  /// How the names begin that importers give to formats.
  private static let beginnings: [(String, TraceKind)] = [
    // Without threads, its calls are like those of services.
    ("Chrome trace of spans", .requests), ("Chrome", .program), ("OTLP", .requests),
    ("OpenTelemetry", .requests), ("Jaeger", .requests),
    ("Zipkin", .requests), ("swift-distributed-tracing", .requests), ("ninja", .build),
    ("CMake", .build), ("llbuild", .build),
    ("Swift compiler", .build),
    ("CTest", .tests),
    ("event stream of Swift Testing", .tests),
    ("report log of pytest", .tests), ("durations of pytest-split", .tests), ("JUnit", .tests),
    ("CTRF", .tests), ("Playwright", .tests), ("Jest", .tests), ("dask", .pipeline),
    ("GitHub", .workflow),
    ("dbt", .pipeline), ("Turborepo", .pipeline), ("Terraform", .pipeline),
    ("BuildKit", .build), ("Argo", .pipeline), ("Tekton", .pipeline), ("WfFormat", .pipeline),
    ("Nextflow", .pipeline), ("Go action", .build), ("remake", .build), ("GNU parallel", .jobs),
    ("Slurm", .jobs), ("cargo", .build), ("recording", .jobs), ("snakemake", .pipeline),
  ]

  /// The kind of traces of a format, by the name that its log has for it; a program's where that is not known.
  public init(format: String) {
    self = Self.beginnings.first { format.hasPrefix($0.0) }?.1 ?? .program
  }
}

/// What the things of a run are called by those who wait for it.
package struct KindWords: Sendable {
  /// What a call is called, and several.
  package let call: (one: String, many: String)
  /// What calls run on where machines have no names, and several.
  package let machine: (one: String, many: String)

  /// The words of formats that have their own, by how the names of the formats begin.
  private static let own: [(beginning: String, call: (String, String), machine: (String, String))] =
    [
      ("dbt", ("node", "nodes"), ("thread", "threads")),
      ("Turborepo", ("task", "tasks"), ("slot", "slots")),
      ("Terraform", ("resource", "resources"), ("slot", "slots")),
      ("BuildKit", ("step", "steps"), ("worker", "workers")),
      ("Argo", ("pod", "pods"), ("slot", "slots")),
      ("Tekton", ("task", "tasks"), ("slot", "slots")),
      ("Go action", ("action", "actions"), ("job", "jobs")),
      ("cargo", ("unit", "units"), ("job", "jobs")),
      ("Swift compiler", ("frontend", "frontends"), ("job", "jobs")),
      ("remake", ("target", "targets"), ("job", "jobs")),
      ("Slurm", ("job", "jobs"), ("slot", "slots")),
      ("snakemake", ("job", "jobs"), ("slot", "slots")),
      ("recording", ("command", "commands"), ("job", "jobs")),
    ]

  /// The words for what a run is of.
  package init(_ run: Analysis) {
    let own = Self.own.first { run.traceFormat?.hasPrefix($0.beginning) ?? false }
    let words = KindWords(run.traceKind)
    call = own?.call ?? words.call
    machine = own?.machine ?? (run.hasStepsInBackground ? ("lane", "lanes") : words.machine)
  }

  /// The words for traces of a kind; for nil, those for tasks.
  package init(_ kind: TraceKind?) {
    (call, machine) =
      switch kind {
      case nil, .pipeline: (("task", "tasks"), ("worker", "workers"))
      case .program: (("call", "calls"), ("thread", "threads"))
      case .requests: (("call", "calls"), ("machine", "machines"))
      case .build: (("command", "commands"), ("job", "jobs"))
      case .tests: (("test", "tests"), ("worker", "workers"))
      case .workflow: (("step", "steps"), ("runner", "runners"))
      case .jobs: (("job", "jobs"), ("slot", "slots"))
      }
  }
}

extension Analysis {
  /// The format of the trace that it was; nil if it is none.
  package var traceFormat: String? {
    if case .trace(let format, _) = log.header.origin { format } else { nil }
  }

  /// What it was a trace of; nil if it is none.
  public var traceKind: TraceKind? { traceFormat.map { TraceKind(format: $0) } }

  /// Whether it is known when its calls ran, and not only how long each took.
  package var knowsStarts: Bool { log.header.callTimes != .durations }

  /// Whether steps of a workflow ran beside others of their job, so that more lanes are busy at once than runners.
  fileprivate var hasStepsInBackground: Bool {
    traceKind == .workflow && table.calls.contains { $0.parent > 0 && !$0.machine.isNone }
  }

  /// Whether it was a trace of a build.
  package var isBuild: Bool { traceKind == .build }
}
