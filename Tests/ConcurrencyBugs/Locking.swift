extension ConcurrencyBug {
  /// Locks that are waited for in a circle.
  static let locking: [ConcurrencyBug] = [dining, lockOrder, readersUpgrade]

  /// Each of three philosophers holds the fork on the left, and waits for the one on the right.
  private static let dining = ConcurrencyBug("dining philosophers") { _ in
    let forks = [AsyncLock(), AsyncLock(), AsyncLock()]
    await withTaskGroup(of: Void.self) { group in
      for seat in 0..<3 {
        group.addTask {
          await roundTrip(3 * seat)
          await forks[seat].acquire()
          await forks[(seat + 1) % 3].acquire()
          await forks[seat].release()
          await forks[(seat + 1) % 3].release()
        }
      }
    }
  } repaired: { _ in
    let forks = [AsyncLock(), AsyncLock(), AsyncLock()]
    await withTaskGroup(of: Void.self) { group in
      for seat in 0..<3 {
        group.addTask {
          await roundTrip(3 * seat)
          let (first, second) = (min(seat, (seat + 1) % 3), max(seat, (seat + 1) % 3))
          await forks[first].acquire()
          await forks[second].acquire()
          await forks[first].release()
          await forks[second].release()
        }
      }
    }
  }

  /// Two transfers lock the same two accounts, each its own first.
  private static let lockOrder = ConcurrencyBug("lock order") { _ in
    let locks = [AsyncLock(), AsyncLock()]
    @Sendable func transfer(from: Int, to: Int) async {
      await locks[from].acquire()
      await locks[to].acquire()
      await roundTrip()
      await locks[to].release()
      await locks[from].release()
    }
    async let one: Void = transfer(from: 0, to: 1)
    await roundTrip(5)
    await transfer(from: 1, to: 0)
    await one
  } repaired: { _ in
    let locks = [AsyncLock(), AsyncLock()]
    @Sendable func transfer(from: Int, to: Int) async {
      await locks[min(from, to)].acquire()
      await locks[max(from, to)].acquire()
      await roundTrip()
      await locks[max(from, to)].release()
      await locks[min(from, to)].release()
    }
    async let one: Void = transfer(from: 0, to: 1)
    await roundTrip(5)
    await transfer(from: 1, to: 0)
    await one
  }

  /// Two readers of a lock want to write, and each waits until the other has stopped reading.
  private static let readersUpgrade = ConcurrencyBug("two readers become writers") { _ in
    actor Lock {
      private var readers = 0
      private var waiters: [CheckedContinuation<Void, Never>] = []
      func read() { readers += 1 }
      func write() async {
        while readers > 1 { await withCheckedContinuation { waiters.append($0) } }
      }
      func end() {
        readers -= 1
        for waiter in waiters { waiter.resume() }
        waiters = []
      }
    }
    let lock = Lock()
    @Sendable func update() async {
      await lock.read()
      await roundTrip()
      await lock.write()
      await lock.end()
    }
    async let one: Void = update()
    await roundTrip(5)
    await update()
    await one
  } repaired: { _ in
    // Who reads in order to write takes the lock as who writes.
    let lock = AsyncLock()
    @Sendable func update() async {
      await lock.acquire()
      await roundTrip()
      await lock.release()
    }
    async let one: Void = update()
    await roundTrip(5)
    await update()
    await one
  }
}
