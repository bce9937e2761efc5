internal import EventLog
internal import JSON

extension TraceFormat {
  /// What dbt leaves of a run, `run_results.json`; what needs what is in the `manifest.json` beside it.
  static let dbt = TraceFormat(
    name: "a run of dbt", plural: "runs of dbt", fileExtensions: [".json"],
    options: [.companion, .noCompanion],
    recognises: { head in head.shape?.has("metadata.dbt_schema_version", "results") ?? false },
    companions: { name in
      let beside = name.replacing("run_results", with: "manifest")
      return beside == name ? ["manifest.json"] : [beside, "manifest.json"]
    },
    read: { input throws(ImportError) in
      let manifest = try input.readCompanion("manifest") { file throws(ImportError) in
        try DbtManifest(file)
      }
      let list = try input.readJSON { text throws(ImportError) in
        var list = DbtResults(text).list
        list.notes = manifest.notes + text.flawNotes + list.notes
        if manifest.result == nil, manifest.notes.isEmpty { list.notes.append(noManifest) }
        return manifest.result.map { $0.joined(with: list, isBuild: text.isDbtBuild) } ?? list
      }
      return try list.imported(input, format: "dbt run", ("node", "nodes"))
    })
}

/// That nothing tells what needs what.
private let noManifest = ImportNote(
  kind: .skipped, count: 1,
  sentence:
    "What needs what is in dbt's manifest, and there is none beside it: put target/manifest.json of the same run there, "
    + "or name it with --companion.")

extension JSONText {
  /// Whether the command was `dbt build`, which lets tests of a node end before what is built upon it begins.
  fileprivate var isDbtBuild: Bool {
    roots.first { _ in true }?["args"]?["which"]?.isString("build") ?? false
  }
}
