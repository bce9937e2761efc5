internal import Synchronization

/// A part of an analysis, or something as large, that is found when it is first asked for, and then kept; threads that ask at
/// once wait for one another.
package final class Lazy<Value: Sendable>: Sendable {
  private enum State {
    /// How to find it; what that needs is let go once it is found.
    case unknown(@Sendable () -> Value)
    case known(Value)
  }

  private let state: Mutex<State>

  package init(_ find: @escaping @Sendable () -> Value) { state = Mutex(.unknown(find)) }

  package var value: Value {
    state.withLock { state in
      switch state {
      case .known(let value): return value
      case .unknown(let find):
        let value = find()
        state = .known(value)
        return value
      }
    }
  }
}
