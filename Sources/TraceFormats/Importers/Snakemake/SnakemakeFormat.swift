internal import EventLog
internal import JSON
internal import SQLite

extension TraceFormat {
  /// What snakemake keeps of each file that it made, in `.snakemake/metadata`: a file for each.
  static let snakemakeRecords = TraceFormat(
    name: "a record of snakemake", plural: "records of snakemake", fileExtensions: [],
    reasonAgainstFiles: nil,
    recognises: { head in
      // Records of snakemake 7 have no `record_format_version` yet.
      head.shape?.has("rule", "job_hash", "starttime", "input") ?? false
    },
    read: { input throws(ImportError) in
      var records: [SnakemakeRecord] = []
      var notes: [ImportNote] = []
      let files = input.inOrderOfNames
      try files.readEachFile { text, name throws(ImportError) in
        notes += text.flawNotes(in: name)
        let name = name ?? files.fileName ?? files.name
        records += text.roots.compactMap { SnakemakeRecord($0, named: name) }
      }
      return try imported(records, notes, input)
    })

  /// The same where it is kept in a database, `.snakemake/metadata.db`.
  static let snakemakeDatabase = TraceFormat(
    name: "a database of snakemake", plural: "databases of snakemake", fileExtensions: [".db"],
    fileInFolder: "metadata.db", isText: false,
    recognises: { head in
      head.bytes.starts(with: SQLiteDatabase.beginning)
        && head.bytes.prefix(1 << 16).contains(Array("snakemake_metadata".utf8))
    },
    read: { input throws(ImportError) in
      try imported(SnakemakeRecord.all(in: input.bytes), [], input)
    })
}

private func imported(
  _ records: [SnakemakeRecord], _ notes: [ImportNote], _ input: TraceInput
) throws(ImportError) -> Import {
  try SnakemakeJobs(records, notes).list.imported(input, format: "snakemake", ("job", "jobs"))
}
