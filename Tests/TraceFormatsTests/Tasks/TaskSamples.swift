import TraceFormats

/// Small inputs of the formats that list tasks, written by hand; what each says is told beside it.
///
/// They lie where the fuzzer begins with them too.
enum TaskSamples {
  /// A seed of 2 s, a model of 1 s upon it, a test of that, and a model upon both; a view did not run.
  static let dbtResults = seed("dbt.json")

  /// What needs what: `stock` needs `orders` through a view.
  static let dbtManifest = seed("dbt-manifest.json")

  /// `ui#build` from the cache in 0.1 s, then `web#build` in 3 s and beside it `web#lint`, which fails.
  static let turborepo = seed("turborepo.json")

  /// A base of 1 s, two steps upon it of 4 s and 2 s, one from the cache; each told several times.
  static let buildKit = seed("buildkit.json")

  /// A network, then two machines in it, of which one fails.
  ///
  /// A machine that was there before is deleted meanwhile.
  static let terraform = seed("terraform.jsonl")

  /// What needs what, as `terraform graph` writes it.
  static let terraformGraph = seed("terraform.dot")

  /// Two pods one after the other within a DAG, and one that was left out.
  static let argo = seed("argo.json")

  /// Two tasks beside each other, one that takes a result of the first, and one at the end.
  static let tekton = seed("tekton.json")

  /// Three jobs on two slots: one that was killed, with the status 0; one that was run again.
  static let gnuParallel = seed("joblog.tsv")

  /// A header that is made, then two objects at once, then a library; a source that nothing makes.
  static let remake = seed("remake.json")

  /// A workflow of the newest schema, with when each task ran.
  static let wfFormat = seed("wf.json")

  /// A workflow of an old schema, which tells only how long tasks ran.
  static let oldWfFormat = seed("wf-old.json")

  /// Two jobs on a node one after the other, a step, and a job that never ran.
  static let slurm = seed("sacct.txt")

  /// The same, as jobcomp/filetxt writes it.
  static let slurmCompletions = seed("jobcomp.log")

  /// Two tasks, as people read them, and one from the cache.
  static let nextflow = seed("nextflow.txt")

  /// A package that is compiled upon one from the cache, and a link.
  static let goActions = seed("go.json")

  /// A library whose metadata lets a binary begin early, a build script that held up the library, and a fresh unit.
  static let cargo = seed("cargo.html")

  /// An input of each format, by the name of the format.
  static let all: [String: [TraceInput]] = [
    "a run of dbt": [
      input(dbtResults, beside: ("manifest.json", dbtManifest)), input(dbtResults),
    ],
    "a summary of Turborepo": [input(turborepo)],
    "a build of BuildKit": [input(buildKit)],
    "a run of Terraform": [
      input(terraform, beside: ("graph.dot", terraformGraph)), input(terraform),
    ],
    "a workflow of Argo": [input(argo)],
    "a run of a Tekton pipeline": [input(tekton)],
    "a job log of GNU parallel": [input(gnuParallel)],
    "a profile of remake": [input(remake)],
    "a workflow in WfFormat": [input(wfFormat), input(oldWfFormat)],
    "a list of jobs of Slurm": [input(slurm)],
    "a completion log of Slurm": [input(slurmCompletions)],
    "a trace of Nextflow": [input(nextflow)],
    "a page of cargo --timings": [input(cargo)],
    "an action graph of Go": [input(goActions)],
  ]

  /// A text as an input, with a file beside it.
  static func input(_ text: String, beside: (name: String, text: String)? = nil) -> TraceInput {
    TraceInput(
      bytes: Array(text.utf8), name: "sample",
      companion: beside.map { .init(file: $0.name, bytes: Array($0.text.utf8)) })
  }
}
