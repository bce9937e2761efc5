import Simulation

/// The scenario of a run, read once, when it is first asked for.
///
/// A log brings its scenario as text. Not every verb needs it, and a large one takes long to read.
final class ScenarioOfRun {
  private let read: () -> Model?
  /// Whether it has been asked for.
  private(set) var isRead = false

  /// The scenario; nil if there is none, or none that can be read.
  private(set) lazy var model = {
    isRead = true
    return read()
  }()

  /// Makes one that is read so.
  init(_ read: @escaping () -> Model?) { self.read = read }
}
