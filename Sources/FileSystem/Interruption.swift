internal import CInterruption
internal import Platform

/// What is done when a signal ends the program before it has done its work.
///
/// Files that are being written aside are removed on SIGINT, SIGTERM and SIGHUP, and where the
/// program ends itself; a program that wants that says so once, at its beginning:
///
///     Interruption.prepare()
public enum Interruption {
  /// From now on, signals that end the program remove what is being written first.
  public static func prepare() { mw_interruption_prepare() }

  /// Has a line of progress on the terminal cleared as well, or no more.
  public static func clearsLine(_ clears: Bool) { mw_interruption_clears_line(clears ? 1 : 0) }

  /// Has the terminal leave the screen that a program has for itself, and show the cursor again, or no more.
  public static func leavesScreen(_ leaves: Bool) { mw_interruption_leaves_screen(leaves ? 1 : 0) }

  /// What is said on standard error, and the exit status, where memory cannot be had.
  ///
  /// A Swift program ends itself then, and cannot do anything else. Where it ends itself for another reason, none
  /// of that is said.
  public static func onLackOfMemory(say text: String, status: Int32) {
    // Never given back: a signal may come at any time.
    guard let copy = strdup(text) else { return }
    mw_interruption_says_on_abort(copy, status)
  }

  /// From now on SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1 and SIGUSR2 no longer end the program: each is written to a file
  /// as two bytes, its number and 1 if the terminal sent it, to all programs in the foreground, else 0.
  package static func tell(to file: Int32) { mw_interruption_tells(file) }

  /// A file that is removed at an interruption, until it is taken back.
  final class Removal {
    private let path: UnsafeMutablePointer<CChar>?
    private let number: Int32

    init(of path: String) {
      self.path = strdup(path)
      number = self.path.map { mw_interruption_removes($0) } ?? -1
    }

    deinit {
      mw_interruption_keeps(number)
      // Without a number nobody else has it. Else a handler may just be reading it: those few bytes stay.
      if number < 0 { free(path) }
    }
  }
}
