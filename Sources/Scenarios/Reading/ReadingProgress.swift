internal import EventLog

/// How much of a scenario is read: most of it with its text, the rest with what the text says.
///
/// The text takes about twice as long, so who waits sees one number that grows evenly to all bytes.
struct ReadingProgress {
  /// The length of the text.
  let bytes: Int
  let hook: ProgressHook

  /// Is told how many bytes of the text are read.
  var ofText: ProgressHook { ProgressHook { [hook] in hook($0 / 3 * 2) } }

  /// Says, now and then, how many of a number of things in the text are understood.
  func callAsFunction(_ done: Int, of count: Int) {
    guard done % ProgressHook.interval == 0 else { return }
    hook(bytes / 3 * 2 + bytes / 3 * done / max(1, count))
  }
}
