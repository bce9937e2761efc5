/// A call that waited for its start until its run was over.
///
///     test never starts: it waited for a slot of machine worker, held by serve (call 1), which never ends
public struct Starvation: Equatable, Sendable {
  /// The call, as people call it.
  public var call: String
  /// What it waited for: `it waited for a slot of …`.
  public var reason: String

  /// A call, and what it waited for.
  public init(call: String, reason: String) {
    self.call = call
    self.reason = reason
  }

  /// What is to be said of the run.
  public var sentence: String { "\(call) never starts: \(reason)" }
}
