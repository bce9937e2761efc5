/// The states of calls that a condition can ask for.
public enum CallStatus: String, CaseIterable, Sendable {
  /// Asked for, but not started.
  case pending
  /// Started and not ended, blocked or not.
  case running
  /// Started, ended or not.
  case started
  /// Ended well.
  case succeeded
  /// Ended badly.
  case failed
  /// Ended from outside.
  case stopped
  /// Ended in any way.
  case finished
}

extension Log {
  /// What a condition such as `train.succeeded` looks at: the calls of a component, or `Name.none` if the
  /// log does not use that name, in a state; nil for a name that does not end in a state.
  ///
  /// - Complexity: O(length of the name).
  package func look(_ name: Name) -> (component: Name, status: CallStatus)? {
    let text = names[name]
    guard let dot = text.utf8.lastIndex(of: UInt8(ascii: ".")),
      let status = CallStatus(rawValue: String(text[dot...].dropFirst()))
    else { return nil }
    return (names.find(String(text[..<dot])), status)
  }
}
