#if !(compiler(>=6.3) && compiler(<6.4)) || MEANWHILE_WITHOUT_SPI
  // With another version of Swift, tests cannot be simulated, and say so.

  extension SimulatedWorld {
    /// Why tests cannot be simulated here; nil if they can.
    static var hindrance: String? {
      "tests are simulated with Swift 6.3 alone, since what that needs of Swift is no public part of it and changes"
    }
  }

  enum TaskLayout {
    enum Kind { case task, actor, other }

    static func kind(of job: UnsafeRawPointer) -> Kind { .other }
    static func number(of task: UnsafeRawPointer) -> UInt32 { 0 }
    static func place(of task: UnsafeRawPointer) -> UInt { 0 }
    static func place(of task: UnsafeRawPointer, where holds: (UInt) -> Bool) -> UInt { 0 }
    static func actor(of job: UnsafeRawPointer) -> UnsafeRawPointer? { nil }
    static func waiting(for actor: UnsafeRawPointer) -> UnsafeRawPointer? { nil }
    static func waiters(of task: UnsafeRawPointer) -> [UnsafeRawPointer] { [] }
    static func waiter(forGroupOf task: UnsafeRawPointer) -> UnsafeRawPointer? { nil }
    static func target(of task: UnsafeRawPointer) -> UnsafeRawPointer? { nil }
    static func hasEnded(_ task: UnsafeRawPointer, _ number: UInt32) -> Bool { true }
    static func hasJustEnded(_ task: UnsafeRawPointer, _ number: UInt32) -> Bool { true }
  }

  final class SimulatedExecutor: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) { job.runSynchronously(on: asUnownedTaskExecutor()) }
  }

  enum SimulatedExecutors {
    static let preferred = SimulatedExecutor()
    static func isMain(_ executor: UnsafeRawPointer) -> Bool { false }
    static func beginCapture(seed: UInt64) {}
    static func runTimer(_ job: UnownedJob) { run(job, on: .tasks) }
    static func run(_ job: UnownedJob, on place: SimulatedWorld.Place) {
      job.runSynchronously(on: preferred.asUnownedTaskExecutor())
    }
  }
#endif
