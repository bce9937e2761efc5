internal import EventLog
internal import SQLite

extension TraceFormat {
  /// The database of llbuild, `build.db`, in which `swift build` keeps what it made and of what.
  ///
  /// Its rules name what they needed, and each has an instant at which it ended. The instant at which it started is when all that
  /// it needs was there, and not when it ran: whatever waited for a free lane did so in between.
  static let llbuildDatabase = TraceFormat(
    name: "a build database of llbuild", plural: "build databases of llbuild",
    fileExtensions: [".db"], fileInFolder: "build.db", parts: .builds, isText: false,
    recognises: { head in
      head.bytes.starts(with: SQLiteDatabase.beginning)
        && head.bytes.prefix(1 << 16).contains(Array("rule_results".utf8))
        && head.bytes.prefix(1 << 16).contains(Array("key_names".utf8))
    },
    read: { input throws(ImportError) in
      let builds = try LLBuildBuilds(LLBuildRules(input.bytes))
      return try builds.run(of: builds.number(input.part), input)
    },
    list: { input throws(ImportError) in try LLBuildBuilds(LLBuildRules(input.bytes)).parts() })
}
