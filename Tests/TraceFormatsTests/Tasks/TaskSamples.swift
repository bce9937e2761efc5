import TraceFormats

/// Small inputs of the formats that list tasks, written by hand; what each says is told beside it.
enum TaskSamples {
  /// A seed of 2 s, a model of 1 s upon it, a test of that, and a model upon both; a view did not run.
  static let dbtResults = #"""
    {"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/run-results/v6.json"},
     "args": {"which": "build", "threads": 2}, "elapsed_time": 6.5, "results": [
     {"unique_id": "seed.shop.raw", "status": "success", "thread_id": "Thread-1 (worker)", "execution_time": 2.0,
      "timing": [{"name": "compile", "started_at": "2026-11-28T10:00:00Z", "completed_at": "2026-11-28T10:00:00.5Z"},
                 {"name": "execute", "started_at": "2026-11-28T10:00:00.5Z", "completed_at": "2026-11-28T10:00:02Z"}]},
     {"unique_id": "model.shop.orders", "status": "success", "thread_id": "Thread-1 (worker)", "execution_time": 1.0,
      "timing": [{"name": "execute", "started_at": "2026-11-28T10:00:02Z", "completed_at": "2026-11-28T10:00:02Z"}]},
     {"unique_id": "test.shop.not_null_orders_id.1a2b3c", "status": "fail", "thread_id": "Thread-2 (worker)",
      "message": "Got 1 result, configured to fail if != 0", "execution_time": 0.5,
      "timing": [{"name": "execute", "started_at": "2026-11-28T10:00:03Z", "completed_at": "2026-11-28T10:00:03.5Z"}]},
     {"unique_id": "model.shop.report", "status": "skipped", "thread_id": "Thread-2 (worker)", "execution_time": 0.0,
      "timing": []},
     {"unique_id": "model.shop.stock", "status": "success", "thread_id": "Thread-2 (worker)", "execution_time": 2.5,
      "timing": [{"name": "execute", "started_at": "2026-11-28T10:00:04Z", "completed_at": "2026-11-28T10:00:06.5Z"}]}
     ]}
    """#

  /// What needs what: `stock` needs `orders` through a view.
  static let dbtManifest = #"""
    {"metadata": {}, "nodes": {
      "seed.shop.raw": {"depends_on": {"macros": []}},
      "model.shop.orders": {"depends_on": {"nodes": ["seed.shop.raw"]}},
      "model.shop.view": {"depends_on": {"nodes": ["model.shop.orders"]}},
      "model.shop.stock": {"depends_on": {"nodes": ["model.shop.view"]}},
      "model.shop.report": {"depends_on": {"nodes": ["model.shop.stock"]}},
      "test.shop.not_null_orders_id.1a2b3c": {"depends_on": {"nodes": ["model.shop.orders"]}}}}
    """#

  /// `ui#build` from the cache in 0.1 s, then `web#build` in 3 s and beside it `web#lint`, which fails.
  static let turborepo = #"""
    {"id": "2Ww", "version": "1", "turboVersion": "2.3.0", "tasks": [
      {"taskId": "ui#build", "task": "build", "command": "tsc", "dependencies": [], "cache": {"status": "HIT"},
       "execution": {"startTime": 1795838411000, "endTime": 1795838411100, "exitCode": 0}},
      {"taskId": "web#build", "task": "build", "command": "next build", "dependencies": ["ui#build"],
       "cache": {"status": "MISS"},
       "execution": {"startTime": 1795838411100, "endTime": 1795838414100, "exitCode": 0}},
      {"taskId": "web#lint", "task": "lint", "command": "eslint .", "dependencies": ["ui#build"],
       "cache": {"status": "MISS"},
       "execution": {"startTime": 1795838411100, "endTime": 1795838412100, "exitCode": 2, "error": "it failed"}},
      {"taskId": "api#build", "task": "build", "command": "<NONEXISTENT>", "dependencies": []}]}
    """#

  /// A base of 1 s, two steps upon it of 4 s and 2 s, one from the cache; each told several times.
  static let buildKit = #"""
    {"vertexes":[{"digest":"sha256:a","name":"[base 1/1] FROM alpine"},{"digest":"sha256:z","name":"never"}]}
    {"vertexes":[{"digest":"sha256:a","name":"[base 1/1] FROM alpine","started":"2026-11-28T10:00:00Z"}]}
    {"vertexes":[{"digest":"sha256:a","name":"[base 1/1] FROM alpine","started":"2026-11-28T10:00:00Z","completed":"2026-11-28T10:00:01Z"}]}
    {"vertexes":[{"digest":"sha256:b","inputs":["sha256:a"],"name":"[build] RUN make","started":"2026-11-28T10:00:01Z","completed":"2026-11-28T10:00:05Z","error":"exit code: 2"}]}
    {"vertexes":[{"digest":"sha256:c","inputs":["sha256:a"],"name":"[docs] RUN render","started":"2026-11-28T10:00:01Z","completed":"2026-11-28T10:00:01Z","cached":true}]}

    """#

  /// A network, then two machines in it, of which one fails.
  ///
  /// A machine that was there before is deleted meanwhile.
  static let terraform = #"""
    {"@level":"info","@message":"Terraform 1.9","@module":"terraform.ui","@timestamp":"2026-11-28T10:00:00.000000Z","type":"version","ui":"1.2"}
    {"@message":"…","@timestamp":"2026-11-28T10:00:00.000000Z","type":"apply_start","hook":{"resource":{"addr":"net.main"},"action":"create"}}
    {"@message":"…","@timestamp":"2026-11-28T10:00:00.000000Z","type":"apply_start","hook":{"resource":{"addr":"vm.old"},"action":"delete"}}
    {"@message":"…","@timestamp":"2026-11-28T10:00:02.000000Z","type":"apply_complete","hook":{"resource":{"addr":"net.main"},"action":"create","elapsed_seconds":2}}
    {"@message":"…","@timestamp":"2026-11-28T10:00:02.000000Z","type":"apply_start","hook":{"resource":{"addr":"vm.web[0]"},"action":"create"}}
    {"@message":"…","@timestamp":"2026-11-28T10:00:02.000000Z","type":"apply_start","hook":{"resource":{"addr":"vm.web[1]"},"action":"create"}}
    {"@message":"…","@timestamp":"2026-11-28T10:00:03.000000Z","type":"apply_complete","hook":{"resource":{"addr":"vm.old"},"action":"delete","elapsed_seconds":3}}
    {"@message":"…","@timestamp":"2026-11-28T10:00:05.000000Z","type":"apply_complete","hook":{"resource":{"addr":"vm.web[0]"},"action":"create","elapsed_seconds":3}}
    {"@message":"…","@timestamp":"2026-11-28T10:00:06.000000Z","type":"apply_errored","hook":{"resource":{"addr":"vm.web[1]"},"action":"create","elapsed_seconds":4}}

    """#

  /// What needs what, as `terraform graph` writes it.
  static let terraformGraph = #"""
    digraph {
      compound = "true"
      subgraph "root" {
        "[root] vm.web (expand)" [label = "vm.web", shape = "box"]
        "[root] vm.web (expand)" -> "[root] var.size"
        "[root] var.size" -> "[root] net.main (expand)"
        "[root] net.main (expand)" -> "[root] provider[\"registry.terraform.io/x/net\"]"
      }
    }
    """#

  /// Two pods one after the other within a DAG, and one that was left out.
  static let argo = #"""
    {"metadata": {"name": "train"}, "status": {"nodes": {
      "t": {"id": "t", "displayName": "train", "type": "DAG", "phase": "Failed", "startedAt": "2026-11-28T10:00:00Z",
            "finishedAt": "2026-11-28T10:00:09Z", "children": ["t-1"]},
      "t-1": {"id": "t-1", "displayName": "load", "type": "Pod", "phase": "Succeeded", "templateName": "load",
              "startedAt": "2026-11-28T10:00:00Z", "finishedAt": "2026-11-28T10:00:04Z", "children": ["t-2", "t-3"]},
      "t-2": {"id": "t-2", "displayName": "fit", "type": "Pod", "phase": "Failed", "message": "OOMKilled",
              "startedAt": "2026-11-28T10:00:04Z", "finishedAt": "2026-11-28T10:00:09Z"},
      "t-3": {"id": "t-3", "displayName": "plot", "type": "Pod", "phase": "Omitted"}}}}
    """#

  /// Two tasks beside each other, one that takes a result of the first, and one at the end.
  static let tekton = #"""
    {"items": [
      {"kind": "PipelineRun", "metadata": {"name": "ci"}, "status": {"startTime": "2026-11-28T10:00:00Z", "pipelineSpec": {
        "tasks": [{"name": "clone"}, {"name": "lint"},
          {"name": "build", "params": [{"name": "commit", "value": "$(tasks.clone.results.commit)"}]}],
        "finally": [{"name": "report"}]}}},
      {"kind": "TaskRun", "metadata": {"name": "ci-clone", "labels": {"tekton.dev/pipelineTask": "clone"}},
       "status": {"startTime": "2026-11-28T10:00:00Z", "completionTime": "2026-11-28T10:00:02Z"}},
      {"kind": "TaskRun", "metadata": {"name": "ci-lint", "labels": {"tekton.dev/pipelineTask": "lint"}},
       "status": {"startTime": "2026-11-28T10:00:00Z", "completionTime": "2026-11-28T10:00:03Z"}},
      {"kind": "TaskRun", "metadata": {"name": "ci-build", "labels": {"tekton.dev/pipelineTask": "build"}},
       "status": {"startTime": "2026-11-28T10:00:02Z", "completionTime": "2026-11-28T10:00:07Z",
        "conditions": [{"type": "Succeeded", "status": "False", "message": "exit code 1"}]}},
      {"kind": "TaskRun", "metadata": {"name": "ci-report", "labels": {"tekton.dev/pipelineTask": "report"}},
       "status": {"startTime": "2026-11-28T10:00:07Z", "completionTime": "2026-11-28T10:00:08Z"}}]}
    """#

  /// Three jobs on two slots: one that was killed, with the status 0; one that was run again.
  static let gnuParallel =
    "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n"
    + "2\t:\t1795837469.000\t     1.000\t0\t68\t0\t0\techo a\tb\n"
    + "1\t:\t1795837469.000\t     2.000\t0\t5\t0\t9\t./long\n"
    + "3\t:\t1795837470.000\t     2.500\t0\t0\t3\t0\t./bad\n"
    + "1\t:\t1795837480.000\t     1.000\t0\t5\t0\t0\t./long\n"

  /// A header that is made, then two objects at once, then a library; a source that nothing makes.
  static let remake = #"""
    {"version": "1.0.0", "creator": "remake 4.3+dbg-1.6", "jobs": 2, "status": "Normal program termination",
     "start": 1795837500.0, "end": 1795837506.0, "targets": [
      {"name": "a.c", "start": 1795837500.0, "deps": null, "recipe": null, "end": 1795837500.0, "depends": []},
      {"name": "a.h", "start": 1795837500.0, "deps": 1795837500.0, "recipe": 1795837500.0, "end": 1795837501.0,
       "depends": []},
      {"name": "a.o", "start": 1795837500.0, "deps": 1795837501.0, "recipe": 1795837501.0, "end": 1795837504.0,
       "depends": ["a.c", "a.c", "a.h"]},
      {"name": "b.o", "start": 1795837500.0, "deps": 1795837501.0, "recipe": 1795837501.0, "end": 1795837503.0,
       "depends": []},
      {"name": "lib.a", "start": 1795837500.0, "deps": 1795837504.0, "recipe": 1795837504.0,
       "end": 1795837505.123456789, "depends": ["a.o", "b.o"]}]}
    """#

  /// A workflow of the newest schema, with when each task ran.
  static let wfFormat = #"""
    {"name": "reads", "schemaVersion": "1.6", "workflow": {"specification": {"tasks": [
      {"name": "fetch_ID0000001", "id": "fetch_ID0000001", "parents": [], "children": ["trim_ID0000002"]},
      {"name": "trim_ID0000002", "id": "trim_ID0000002", "parents": ["fetch_ID0000001"], "children": []},
      {"name": "trim_ID0000003", "id": "trim_ID0000003", "parents": ["fetch_ID0000001"], "children": []}]},
     "execution": {"makespanInSeconds": 6.5, "tasks": [
      {"id": "fetch_ID0000001", "runtimeInSeconds": 2.0, "executedAt": "2026-11-28T10:00:00.000000+00:00"},
      {"id": "trim_ID0000002", "runtimeInSeconds": 3.0, "executedAt": "2026-11-28T10:00:02.5+00:00"},
      {"id": "trim_ID0000003", "runtimeInSeconds": 1.0, "coreCount": 2, "executedAt": "2026-11-28T10:00:02.5+00:00"}]}}}
    """#

  /// A workflow of an old schema, which tells only how long tasks ran.
  static let oldWfFormat = #"""
    {"name": "old", "schemaVersion": "1.3", "workflow": {"makespan": 9, "tasks": [
      {"name": "split_ID0000001", "id": "ID0000001", "category": "split", "runtime": 2, "parents": [], "machine": "m1"},
      {"name": "map_ID0000002", "id": "ID0000002", "runtime": 3, "parents": ["split_ID0000001"], "machine": "m1"},
      {"name": "map_ID0000003", "id": "ID0000003", "runtime": 1.5, "parents": ["split_ID0000001"], "machine": "m2"}]}}
    """#

  /// Two jobs on a node one after the other, a step, and a job that never ran.
  static let slurm =
    "JobID|JobName|State|Submit|Eligible|Start|End|NodeList|ExitCode\n"
    + "7|fit|COMPLETED|2026-11-28T10:00:00|2026-11-28T10:00:00|2026-11-28T10:00:05|2026-11-28T10:00:15|n1|0:0\n"
    + "7.batch|batch|COMPLETED|2026-11-28T10:00:05|2026-11-28T10:00:05|2026-11-28T10:00:05|2026-11-28T10:00:15|n1|0:0\n"
    + "8|score|FAILED|2026-11-28T10:00:01|2026-11-28T10:00:15|2026-11-28T10:00:16|2026-11-28T10:00:20|n1|1:0\n"
    + "9|extra|CANCELLED by 0|2026-11-28T10:00:01|Unknown|2026-11-28T10:00:09|2026-11-28T10:00:09|(null)|0:0\n"

  /// The same, as jobcomp/filetxt writes it.
  static let slurmCompletions =
    "JobId=7 UserId=u(1) GroupId=g(1) Name=fit JobState=COMPLETED Partition=p StartTime=2026-11-28T10:00:05 EndTime=2026-11-28T10:00:15 NodeList=n1 SubmitTime=2026-11-28T10:00:00 EligibleTime=2026-11-28T10:00:00 ExitCode=0:0 \n"
    + "JobId=9 UserId=u(1) GroupId=g(1) Name=extra JobState=CANCELLED Partition=p StartTime=2026-11-28T10:00:09 EndTime=2026-11-28T10:00:09 NodeList=(null) SubmitTime=2026-11-28T10:00:01 EligibleTime=Unknown ExitCode=0:0 \n"

  /// Two tasks, as people read them, and one from the cache.
  static let nextflow =
    "task_id\thash\tnative_id\tname\tstatus\texit\tsubmit\tduration\trealtime\t%cpu\n"
    + "1\t73/63\t4711\tALIGN (s1)\tCOMPLETED\t0\t2026-11-28 10:00:00.000\t1m 5s\t1m\t95.0%\n"
    + "2\t73/64\t4712\tALIGN (s2)\tFAILED\t1\t2026-11-28 10:00:01.000\t10.5s\t9.25s\t95.0%\n"
    + "3\t73/65\t-\tINDEX\tCACHED\t0\t2026-11-27 10:00:00.000\t10s\t9s\t-\n"

  /// A package that is compiled upon one from the cache, and a link.
  static let goActions = #"""
    [{"ID": 0, "Mode": "link", "Package": "example.com/app", "Deps": [1], "TimeReady": "2026-11-28T10:00:03Z",
      "TimeStart": "2026-11-28T10:00:03.5Z", "TimeDone": "2026-11-28T10:00:05Z", "CmdReal": 1400000000},
     {"ID": 1, "Mode": "build", "Package": "example.com/app", "Deps": [2, 3], "TimeReady": "2026-11-28T10:00:00.1Z",
      "TimeStart": "2026-11-28T10:00:00.1Z", "TimeDone": "2026-11-28T10:00:03Z", "CmdReal": 2800000000},
     {"ID": 2, "Mode": "build", "Package": "fmt", "Deps": [], "TimeReady": "2026-11-28T10:00:00Z",
      "TimeStart": "2026-11-28T10:00:00Z", "TimeDone": "2026-11-28T10:00:00.1Z"},
     {"ID": 3, "Mode": "nop", "Deps": null}]
    """#

  /// A library whose metadata lets a binary begin early, a build script that held up the library, and a fresh unit.
  static let cargo = #"""
    <html><head><title>Cargo Build Timings — app</title></head><script>
    const UNIT_DATA = [
      {"i": 9, "name": "cfg", "version": "1.0.0", "mode": "todo", "target": " build-script", "start": 0.05,
       "duration": 0.45, "unblocked_units": [3], "unblocked_rmeta_units": [], "sections": null},
      {"i": 3, "name": "lib", "version": "0.1.0", "mode": "todo", "target": "", "start": 0.5, "duration": 1.5,
       "unblocked_units": [], "unblocked_rmeta_units": [4],
       "sections": [["frontend", {"start": 0.0, "end": 0.51}], ["codegen", {"start": 0.51, "end": 1.5}]]},
      {"i": 4, "name": "app", "version": "0.1.0", "mode": "todo", "target": " bin \"app\"", "start": 1.0, "duration": 1.2,
       "unblocked_units": [], "unblocked_rmeta_units": [], "sections": null},
      {"i": 7, "name": "old", "version": "2.0.0", "mode": "todo", "target": "", "start": 0.0, "duration": 0.0,
       "unblocked_units": [], "unblocked_rmeta_units": [], "sections": null}
    ];
    const CONCURRENCY_DATA = [];
    </script></html>
    """#

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
