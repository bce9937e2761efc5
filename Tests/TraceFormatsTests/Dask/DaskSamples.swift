import TraceFormats

/// Task streams of dask.
enum DaskSamples {
  /// Two files are read on one worker, and joined on another that gets the second of them.
  ///
  ///     w1   read-0   0 ––––––––– 100
  ///     w1   read-1               100 –––––––– 200
  ///     w1   join-0                               230 ––––– 300
  ///     w2            transfer (of read-2)    205–225
  ///     w2   read-2   10 ––––– 60
  static let records = """
    [\(task("read-2", "w2", 10, 60)),
    \(task("read-0", "w1", 0, 100)),
    \(task("read-1", "w1", 100, 200)),
    \(task("join-0", "w1", 230, 300, phases: [phase("transfer", 205, 225, from: "w2")]))]
    """

  /// The same with what depends on what.
  static let whole = TraceInput(
    bytes: Array(
      """
      {"task_stream": \(records),
      "dependencies": {"read-0": [], "read-1": [], "read-2": [], "join-0": ["read-1", "read-2"]}}
      """.utf8), name: "stream")

  /// A record, with times in milliseconds after some instant.
  static func task(
    _ key: String, _ worker: String, _ start: Int, _ end: Int, thread: Int = 1,
    phases: [String] = [], more: String = #""status": "OK""#
  ) -> String {
    let key = key.hasPrefix("[") ? key : "\"\(key)\""
    let all = (phases + [phase("compute", start, end)]).joined(separator: ", ")
    return
      #"{"key": \#(key), "worker": "\#(worker)", "thread": \#(thread), "startstops": [\#(all)], \#(more)}"#
  }

  /// A phase of a task.
  static func phase(_ action: String, _ start: Int, _ end: Int, from source: String? = nil)
    -> String
  {
    let source = source.map { #", "source": "\#($0)""# } ?? ""
    return #"{"action": "\#(action)", "start": \#(time(start)), "stop": \#(time(end))\#(source)}"#
  }

  /// An instant in seconds since 1970, as dask writes it.
  static func time(_ milliseconds: Int) -> String {
    let fraction = String(1_000 + (milliseconds % 1_000 + 1_000) % 1_000).dropFirst()
    return
      "\(1_795_838_309 + (milliseconds - (milliseconds % 1_000 + 1_000) % 1_000) / 1_000).\(fraction)"
  }
}
