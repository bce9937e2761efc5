/// A call of something outside, such as a disk or a server: it takes some steps.
///
/// - Parameter length: How many.
func roundTrip(_ length: Int = 1) async {
  for _ in 0..<length { await Task.yield() }
}

/// Keeps what happened, in order.
actor Journal {
  /// What happened.
  private(set) var lines: [String] = []

  /// Takes down what happened.
  ///
  /// - Parameter line: What happened.
  func note(_ line: String) { lines.append(line) }
}

/// A lock that is waited for without holding a thread up.
actor AsyncLock {
  private var isHeld = false
  private var waiters: [CheckedContinuation<Void, Never>] = []

  /// Returns when the caller has it.
  func acquire() async {
    guard isHeld else { return isHeld = true }
    await withCheckedContinuation { waiters.append($0) }
  }

  /// Gives it to who waits longest.
  func release() {
    if waiters.isEmpty { isHeld = false } else { waiters.removeFirst().resume() }
  }
}

/// Something that happens once, and that many can wait for.
actor Event {
  private var hasHappened = false
  private var waiters: [CheckedContinuation<Void, Never>] = []

  /// Lets go on who waits, and who comes later.
  func happen() {
    hasHappened = true
    for waiter in waiters { waiter.resume() }
    waiters = []
  }

  /// Returns when it has happened.
  func wait() async {
    if hasHappened { return }
    await withCheckedContinuation { waiters.append($0) }
  }
}
