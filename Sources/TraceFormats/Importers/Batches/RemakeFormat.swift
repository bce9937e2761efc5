internal import EventLog
internal import JSON

extension TraceFormat {
  /// What remake, a GNU make that can be watched, writes of a build under `--profile=json`.
  ///
  ///     {"name": "part9.o", "start": 1795837500.77, "recipe": 1795837507.95, "end": 1795837509.25, "depends": ["part9.c"]}
  ///
  /// `recipe` is when its commands began; where it is null, none ran. `depends` does not hold all prerequisites: each
  /// is listed under the target that looked at it first.
  static let remake = TraceFormat(
    name: "a profile of remake", plural: "profiles of remake", fileExtensions: [".json"],
    recognises: { head in head.shape?.has("creator", "targets[].recipe") ?? false },
    read: { input throws(ImportError) in
      let list = try input.readJSON { text in
        var list = TaskList(place: "job")
        list.needs = .some
        let root = text.roots.first { _ in true }
        list.slots = root?["jobs"]?.integer().flatMap { $0 > 0 ? Int($0) : nil }
        let hasFailed = root?["status"]?.string?.hasPrefix("Failure") ?? false
        for target in root?.elements(of: "targets") ?? [] {
          guard let name = target["name"]?.string else { continue }
          let start = target["recipe"]?.integer(timesTenTo: 9)
          list.tasks.append(
            TaskList.Task(
              id: name, name: name,
              ran: start.map { ($0, target["end"]?.integer(timesTenTo: 9) ?? $0) },
              needs: target.elements(of: "depends").compactMap(\.string).filter { $0 != name }))
        }
        list.notes =
          text.flawNotes
          + [
            ImportNote(
              kind: .expected, count: 1,
              sentence:
                "Which prerequisites a target has is only partly in a profile of remake: each is listed under the "
                + "target that looked at it first. So the floor is unknown.")
          ]
          + (hasFailed
            ? [
              ImportNote(
                kind: .skipped, count: 1,
                sentence: "The build failed; a profile does not say which target did.")
            ] : [])
        return list
      }
      return try list.imported(input, format: "remake profile", ("target", "targets"))
    })
}
