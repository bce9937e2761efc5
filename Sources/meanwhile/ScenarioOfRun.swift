import Simulation

/// The scenario of a run, read once, when it is first asked for.
///
/// A log brings its scenario as text. Not every verb needs it, and a large one takes long to read.
final class ScenarioOfRun {
  private let read: () -> Model?

  /// The scenario; nil if there is none, or none that can be read.
  private(set) lazy var model = read()

  /// Makes one that is read so.
  init(_ read: @escaping () -> Model?) { self.read = read }
}
