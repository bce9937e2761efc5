internal import JSON

/// What only traces of Node.js have.
///
/// Node begins another file after 524,288 events (`node_trace.1.log`, `node_trace.2.log`), so that what
/// begins in one may end in the next. Each file says at its end, in events of metadata, which process wrote it.
/// Its times are in microseconds since the machine was started.
enum ChromeNode {
  /// The process that a trace is of; nil if Node did not write it.
  ///
  /// - Complexity: O(*n*) in the number of events.
  static func process(of text: JSONText) -> String? {
    for root in text.roots {
      for node in (root["traceEvents"] ?? root).elements where node.isWhole {
        guard node["cat"]?.isString("__metadata") == true else { continue }
        let event = ChromeEvent(node)
        guard event.phase == .metadata, event.name?.isString("version") == true,
          event.arguments?["node"] != nil
        else { continue }
        return ChromeThreads.text(of: event.process)
      }
    }
    return nil
  }
}
