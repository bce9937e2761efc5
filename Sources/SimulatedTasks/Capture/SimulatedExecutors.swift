#if compiler(>=6.3) && compiler(<6.4) && !MEANWHILE_WITHOUT_SPI
  internal import CTaskCapture
  @_spi(ExperimentalCustomExecutors) @_spi(ExperimentalScheduling) internal import _Concurrency

  // Swift 6.3 lets a process have other executors than its own by what it calls experimental, which is why all of it is here.

  /// Takes the jobs of tasks that are simulated.
  ///
  /// It is what these tasks prefer, and the default executor of the process: on a thread on which nothing is simulated, what comes to it
  /// goes on to the executor that Swift has.
  final class SimulatedExecutor: TaskExecutor, SchedulingExecutor {
    private let isPreferred: Bool

    init(isPreferred: Bool) { self.isPreferred = isPreferred }

    func enqueue(_ job: consuming ExecutorJob) {
      if mw_capture_is_on() { return SimulatedWorld.shared.take(UnownedJob(job)) }
      if isPreferred { return SimulatedWorld.shared.arrivals.take(UnownedJob(job)) }
      PlatformExecutorFactory.defaultExecutor.enqueue(job)
    }

    func enqueue<C: Clock>(
      _ job: consuming ExecutorJob, after delay: C.Duration, tolerance: C.Duration?, clock: C
    ) {
      enqueue(job, at: clock.now.advanced(by: delay), tolerance: tolerance, clock: clock)
    }

    func enqueue<C: Clock>(
      _ job: consuming ExecutorJob, at instant: C.Instant, tolerance: C.Duration?, clock: C
    ) {
      guard mw_capture_is_on() else {
        let platform = PlatformExecutorFactory.defaultExecutor as? any SchedulingExecutor
        platform?.enqueue(job, at: instant, tolerance: tolerance, clock: clock)
        return
      }
      let delay = clock.now.duration(to: instant) as? Duration ?? .zero
      SimulatedWorld.shared.take(UnownedJob(job), after: delay.wholeNanoseconds)
    }
  }

  /// Takes the jobs of the main actor, as the other one does.
  final class SimulatedMainExecutor: MainExecutor, SchedulingExecutor {
    private static var platform: any MainExecutor { PlatformExecutorFactory.mainExecutor }

    func run() throws { try Self.platform.run() }
    func runUntil(_ condition: () -> Bool) throws { try Self.platform.runUntil(condition) }
    func stop() { Self.platform.stop() }

    func enqueue(_ job: consuming ExecutorJob) {
      if mw_capture_is_on() { return SimulatedWorld.shared.take(UnownedJob(job), on: .main) }
      Self.platform.enqueue(job)
    }

    func enqueue<C: Clock>(
      _ job: consuming ExecutorJob, after delay: C.Duration, tolerance: C.Duration?, clock: C
    ) {
      SimulatedExecutors.standard.enqueue(job, after: delay, tolerance: tolerance, clock: clock)
    }

    func enqueue<C: Clock>(
      _ job: consuming ExecutorJob, at instant: C.Instant, tolerance: C.Duration?, clock: C
    ) {
      SimulatedExecutors.standard.enqueue(job, at: instant, tolerance: tolerance, clock: clock)
    }

    func checkIsolated() {
      let isMain =
        mw_capture_is_on() ? SimulatedWorld.shared.isOnMain : mw_capture_is_first_thread()
      precondition(isMain, "this is to run on the main actor")
    }
  }

  /// Takes the jobs of tasks that are on their way to an actor.
  final class CrossingExecutor: SerialExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
      SimulatedWorld.shared.take(UnownedJob(job), on: .crossing)
    }
  }

  /// The executors of a process in which tests are simulated.
  enum SimulatedExecutors: ExecutorFactory {
    static let preferred = SimulatedExecutor(isPreferred: true)
    static let standard = SimulatedExecutor(isPreferred: false)
    static let main = SimulatedMainExecutor()
    static let crossing = CrossingExecutor()

    static var mainExecutor: any MainExecutor { main }
    static var defaultExecutor: any TaskExecutor { standard }

    /// Puts them in place of Swift's own, for good.
    static let install: Void = _createExecutors(factory: SimulatedExecutors.self)

    /// Runs a job.
    @inline(__always)
    static func run(_ job: UnownedJob, on place: SimulatedWorld.Place) {
      switch place {
      case .tasks: job.runSynchronously(on: preferred.asUnownedTaskExecutor())
      case .main: job.runSynchronously(on: main.asUnownedSerialExecutor())
      case .crossing:
        job.runSynchronously(
          isolatedTo: crossing.asUnownedSerialExecutor(),
          taskExecutor: preferred.asUnownedTaskExecutor())
      }
    }

    /// Runs a job of a task that prefers no executor.
    static func runTimer(_ job: UnownedJob) {
      // Two empty words stand for no executor.
      job.runSynchronously(on: unsafeBitCast((0, 0), to: UnownedSerialExecutor.self))
    }

    /// Whether an executor is that of the main actor.
    static func isMain(_ executor: UnsafeRawPointer) -> Bool {
      executor == UnsafeRawPointer(Unmanaged.passUnretained(main).toOpaque())
    }

    /// Begins to capture what happens on this thread.
    static func beginCapture(seed: UInt64) {
      install
      let preferred = unsafeBitCast(preferred.asUnownedTaskExecutor(), to: Words.self)
      let crossing = unsafeBitCast(crossing.asUnownedSerialExecutor(), to: Words.self)
      withUnsafeBytes(of: (preferred, crossing)) { bytes in
        let words = bytes.assumingMemoryBound(to: UnsafeRawPointer?.self)
        guard let place = words.baseAddress else { return }
        mw_capture_begin(place, place + 2, seed)
      }
    }

    private typealias Words = (UnsafeRawPointer?, UnsafeRawPointer?)
  }

  extension SimulatedWorld {
    /// Why tests cannot be simulated here; nil if they can.
    static var hindrance: String? {
      #if os(Linux) && (arch(x86_64) || arch(arm64))
        return mw_capture_is_whole()
          ? nil
          : "tests are simulated where Swift's runtime is a library of its own, and here it is linked into the program"
      #else
        return "tests are simulated on Linux, and on no other system"
      #endif
    }
  }

  extension Duration {
    /// Whole nanoseconds, rounded up, within what 64 bits hold.
    fileprivate var wholeNanoseconds: Int64 {
      let (seconds, attoseconds) = components
      let (whole, isTooMuch) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
      if isTooMuch { return seconds < 0 ? .min : .max }
      let (sum, isTooMuchNow) = whole.addingReportingOverflow(
        (attoseconds + (attoseconds > 0 ? 999_999_999 : 0)) / 1_000_000_000)
      return isTooMuchNow ? .max : sum
    }
  }
#endif
