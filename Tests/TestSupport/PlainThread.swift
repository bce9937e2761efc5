import Platform

/// A thread of the system.
public enum PlainThread {
  private final class Work {
    let code: () -> Void
    init(_ code: @escaping () -> Void) { self.code = code }
  }

  /// Runs code on a thread.
  public static func start(_ code: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { work in
        if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().code() }
        return nil
      }, Unmanaged.passRetained(Work(code)).toOpaque())
    pthread_detach(thread)
  }

  /// Puts the thread to sleep for a moment.
  public static func pause() { usleep(100) }
}
