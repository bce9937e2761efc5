#if compiler(>=6.3) && compiler(<6.4) && !MEANWHILE_WITHOUT_SPI
  internal import CTaskCapture

  /// Where things lie in what Swift's runtime makes of tasks and actors: those of Swift 6.3 on Linux with words of 64 bits
  /// (`include/swift/ABI/Task.h` and `stdlib/public/Concurrency/Actor.cpp` of the compiler).
  enum TaskLayout {
    /// What a job is.
    enum Kind {
      /// A piece of a task.
      case task
      /// An actor that lets those that wait for it run.
      case actor
      /// What goes on after `Task.yield`, or something else of the runtime.
      case other
    }

    private static let flags = 32
    private static let number = 36
    private static let goesOnWith = 56
    private static let context = 64
    private static let status = 96
    private static let actorOfJob = 64
    private static let firstOfActor = 40
    private static let isComplete: UInt32 = 0x2000

    @inline(__always)
    static func kind(of job: UnsafeRawPointer) -> Kind {
      switch job.load(fromByteOffset: flags, as: UInt8.self) {
      case 0: .task
      case 193: .actor
      default: .other
      }
    }

    /// The number of a task, which counts those of the process.
    @inline(__always)
    static func number(of task: UnsafeRawPointer) -> UInt32 {
      task.load(fromByteOffset: number, as: UInt32.self)
    }

    /// The code that a task goes on with.
    @inline(__always)
    static func place(of task: UnsafeRawPointer) -> UInt {
      let place = task.load(fromByteOffset: goesOnWith, as: UInt.self)
      guard place == arrival,
        let way = task.load(fromByteOffset: context, as: UnsafeRawPointer?.self)
      else { return place }
      return way.load(fromByteOffset: 8, as: UInt.self)
    }

    private static let arrival = UInt(bitPattern: mw_capture_arrival())

    /// The code that a task goes on with, or else the nearest of those that wait for that, for which something is true.
    static func place(of task: UnsafeRawPointer, where holds: (UInt) -> Bool) -> UInt {
      let first = place(of: task)
      guard !holds(first) else { return first }
      var context = task.load(fromByteOffset: context, as: UnsafeRawPointer?.self)
      for _ in 0..<8 {
        // A context begins with that of who waits, and the code with which that goes on.
        guard let frame = context else { break }
        let code = frame.load(fromByteOffset: 8, as: UInt.self)
        if code != 0, holds(code) { return code }
        context = frame.load(as: UnsafeRawPointer?.self)
      }
      return first
    }

    /// The actor of a job of an actor.
    @inline(__always)
    static func actor(of job: UnsafeRawPointer) -> UnsafeRawPointer? {
      job.load(fromByteOffset: actorOfJob, as: UnsafeRawPointer?.self)
    }

    /// The task that came to an actor last, while it has not begun.
    @inline(__always)
    static func waiting(for actor: UnsafeRawPointer) -> UnsafeRawPointer? {
      UnsafeRawPointer(
        bitPattern: actor.load(fromByteOffset: firstOfActor, as: UInt.self) & ~7)
    }

    /// The actor, or the executor of its own that it has, to which a task is on its way.
    static func target(of task: UnsafeRawPointer) -> UnsafeRawPointer? {
      task.load(fromByteOffset: context, as: UnsafeRawPointer?.self)?
        .load(fromByteOffset: 16, as: UnsafeRawPointer?.self)
    }

    /// Whether a task has ended, whose memory may be another's by now.
    static func hasEnded(_ task: UnsafeRawPointer, _ number: UInt32) -> Bool {
      var bytes: (UInt32, UInt32) = (0, 0)
      guard
        mw_capture_read(task + Self.number, &bytes.0, 4),
        mw_capture_read(task + status, &bytes.1, 4)
      else { return true }
      return bytes.0 != number || bytes.1 & isComplete != 0
    }

    /// The tasks that wait for the end of one which has not ended, the last that came first.
    static func waiters(of task: UnsafeRawPointer) -> [UnsafeRawPointer] {
      let traits = task.load(fromByteOffset: flags, as: UInt32.self)
      let size = Int(mw_capture_task_size())
      guard size > 0, traits & isFuture != 0 else { return [] }
      let place =
        size + (traits & isChild != 0 ? 16 : 0) + (traits & isOfGroup != 0 ? 8 : 0)
      var waiters: [UnsafeRawPointer] = []
      var next = UInt()
      // The first is in what can be waited for, beside how far that is; each has the next.
      guard mw_capture_read(task + place, &next, 8) else { return [] }
      next &= ~3
      while let waiter = UnsafeRawPointer(bitPattern: next), waiters.count < 64 {
        waiters.append(waiter)
        guard mw_capture_read(waiter + nextWaiter, &next, 8) else { break }
      }
      return waiters
    }

    /// The task that waits for the next of the group that a task is of, if one does.
    ///
    /// A group is made by the parent of its tasks, and holds it as long as that waits for one of them.
    static func waiter(forGroupOf task: UnsafeRawPointer) -> UnsafeRawPointer? {
      let traits = task.load(fromByteOffset: flags, as: UInt32.self)
      let size = Int(mw_capture_task_size())
      guard size > 0, traits & isOfGroup != 0 else { return nil }
      var parent = UInt()
      var group = UInt()
      guard mw_capture_read(task + size, &parent, 8), mw_capture_read(task + size + 16, &group, 8),
        parent != 0, let group = UnsafeRawPointer(bitPattern: group)
      else { return nil }
      for word in 0..<wordsOfGroup {
        var found = UInt()
        guard mw_capture_read(group + word * 8, &found, 8) else { return nil }
        if found == parent { return UnsafeRawPointer(bitPattern: parent) }
      }
      return nil
    }

    private static let wordsOfGroup = 32
    private static let isChild: UInt32 = 1 << 24
    private static let isFuture: UInt32 = 1 << 25
    private static let isOfGroup: UInt32 = 1 << 26
    private static let nextWaiter = 16

    /// Whether a task has ended that was looked at just now.
    @inline(__always)
    static func hasJustEnded(_ task: UnsafeRawPointer, _ number: UInt32) -> Bool {
      task.load(fromByteOffset: Self.number, as: UInt32.self) != number
        || task.load(fromByteOffset: status, as: UInt32.self) & isComplete != 0
    }
  }
#endif
