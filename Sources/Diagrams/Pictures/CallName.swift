internal import EventLog
internal import TraceAnalysis
internal import Formatting

extension Analysis {
  /// What a call was called with, as words behind its name; empty if with nothing.
  func argumentWords(of call: CallNumber) -> String {
    let arguments = log.names[table[call].arguments]
    return arguments.isEmpty ? "" : " with \(arguments)".clipped(toBytes: 2_000)
  }
}

extension GanttChart {
  /// What the call of a bar was called with, as words behind its name; empty if with nothing.
  func arguments(of bar: Bar) -> String {
    (bar.isSerial ? comparison.baselineRun ?? comparison.run : comparison.run)
      .argumentWords(of: bar.call)
  }
}

extension String {
  /// The name if it fits into a width, otherwise a part of it.
  ///
  /// Paths and dotted names say most at their end: as much of it as fits, behind a separator if there
  /// is one. Of other names it is the beginning.
  ///
  ///     CMakeFiles/uv_a.dir/src/unix/linux.c.o   …unix/linux.c.o
  func shortened(toWidth width: Double, fontSize: Double) -> String {
    let name = visibleText
    if name.textWidth(fontSize: fontSize) <= width { return name }
    for separator in ["/", ".", ":"] as [Character] {
      var rest = name[...]
      while let place = rest.dropLast().firstIndex(of: separator) {
        rest = rest[name.index(after: place)...]
        let shown = "…" + rest
        if rest.count > 3, shown.textWidth(fontSize: fontSize) <= width { return shown }
      }
    }
    if name.contains("/") || name.contains(".") {
      let backwards = String(name.reversed()).truncated(toWidth: width, fontSize: fontSize)
      return String(backwards.reversed())
    }
    return name.truncated(toWidth: width, fontSize: fontSize)
  }
}
