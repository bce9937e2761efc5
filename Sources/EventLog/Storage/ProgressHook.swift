/// Is told now and then how far long work has come.
///
/// Libraries have no clock and write to no terminal: they say every so many steps what is done, and
/// whoever waits decides what to make of it. Nothing depends on what is told.
///
///     for (step, line) in lines.enumerated() {
///       if step % ProgressHook.interval == 0 { progress(step) }
///     }
public struct ProgressHook: Sendable {
  /// How many steps lie between two reports: few enough to be seen to move, many enough to cost
  /// nothing.
  public static let interval = 65_536
  /// For those who do not want to know.
  public static let none = ProgressHook { _ in }

  private let report: @Sendable (Int) -> Void

  /// Makes a hook that hands on what it is told.
  public init(_ report: @escaping @Sendable (Int) -> Void) { self.report = report }

  /// Says how much is done by now.
  public func callAsFunction(_ done: Int) { report(done) }
}
