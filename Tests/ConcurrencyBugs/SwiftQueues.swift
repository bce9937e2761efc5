extension ConcurrencyBug {
  /// What Swift packages had to repair: what is counted, and what is done once.
  static let swiftQueues: [ConcurrencyBug] = [
    callsBackTwice, stoppedTwice, promotedUncounted, closedWhilePinging,
  ]

  /// The time-out of a call and the error of the server come at one time, and the flag against that is set too late.
  private static let callsBackTwice = ConcurrencyBug(
    "a time-out and an error both call back", origin: "Swift: connectrpc/connect-swift#333"
  ) { checks in
    actor Call {
      private var hasResumed = false
      private(set) var resumes = 0
      func callBack() async {
        guard !hasResumed else { return }
        await roundTrip()
        resumes += 1
        hasResumed = true
      }
    }
    let call = Call()
    async let timeOut: Void = call.callBack()
    await roundTrip(3)
    await call.callBack()
    await timeOut
    checks.expect(await call.resumes == 1, "a continuation is resumed once")
  } repaired: { checks in
    actor Call {
      private var hasResumed = false
      private(set) var resumes = 0
      func callBack() async {
        guard !hasResumed else { return }
        hasResumed = true
        await roundTrip()
        resumes += 1
      }
    }
    let call = Call()
    async let timeOut: Void = call.callBack()
    await roundTrip(3)
    await call.callBack()
    await timeOut
    checks.expect(await call.resumes == 1, "a continuation is resumed once")
  }

  /// A service is stopped and shut down; each finds it running before the other one has changed that.
  private static let stoppedTwice = ConcurrencyBug(
    "stopped while it shuts down", origin: "Swift: apple/container#684"
  ) { checks in
    let machine = Counter()
    actor Service {
      private var isRunning = true
      private let machine: Counter
      init(_ machine: Counter) { self.machine = machine }
      func stop() async {
        guard isRunning else { return }
        await machine.add(1)
        isRunning = false
      }
      func shutDown() async {
        if isRunning {
          await machine.add(1)
          isRunning = false
        }
      }
    }
    let service = Service(machine)
    async let stopping: Void = service.stop()
    await roundTrip(4)
    await service.shutDown()
    await stopping
    checks.expect(await machine.count == 1, "a machine is stopped once")
  } repaired: { checks in
    let machine = Counter()
    actor Service {
      private enum State { case running, stopping, stopped }
      private var state = State.running
      private let machine: Counter
      init(_ machine: Counter) { self.machine = machine }
      func stop() async {
        guard state == .running else { return }
        state = .stopping
        await machine.add(1)
        state = .stopped
      }
      func shutDown() async { await stop() }
    }
    let service = Service(machine)
    async let stopping: Void = service.stop()
    await roundTrip(4)
    await service.shutDown()
    await stopping
    checks.expect(await machine.count == 1, "a machine is stopped once")
  }

  /// A task that waited is let go on and is no longer counted, so one that comes then runs beside it.
  private static let promotedUncounted = ConcurrencyBug(
    "a task that had to wait is not counted", origin: "Swift: swiftlang/swift-package-manager#10231"
  ) { checks in
    actor Queue {
      private var isBusy = false
      private var waiting: [CheckedContinuation<Void, Never>] = []
      func enter() async {
        guard isBusy else {
          isBusy = true
          return
        }
        await withCheckedContinuation { waiting.append($0) }
      }
      func leave() {
        isBusy = false
        if !waiting.isEmpty { waiting.removeFirst().resume() }
      }
    }
    let queue = Queue()
    let running = Counter()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<3 {
        group.addTask {
          if number == 2 { await roundTrip(2) }
          await queue.enter()
          checks.expect(await running.add(1) == 1, "one runs at a time")
          await roundTrip()
          await running.add(-1)
          await queue.leave()
        }
      }
    }
  } repaired: { checks in
    actor Queue {
      private var isBusy = false
      private var waiting: [CheckedContinuation<Void, Never>] = []
      func enter() async {
        guard isBusy else {
          isBusy = true
          return
        }
        await withCheckedContinuation { waiting.append($0) }
      }
      func leave() {
        // Who waited takes the place of who leaves.
        if waiting.isEmpty { isBusy = false } else { waiting.removeFirst().resume() }
      }
    }
    let queue = Queue()
    let running = Counter()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<3 {
        group.addTask {
          if number == 2 { await roundTrip(2) }
          await queue.enter()
          checks.expect(await running.add(1) == 1, "one runs at a time")
          await roundTrip()
          await running.add(-1)
          await queue.leave()
        }
      }
    }
  }

  /// A connection is closed while its keep-alive runs, and is taken off the free ones a second time.
  private static let closedWhilePinging = ConcurrencyBug(
    "a connection is closed while its keep-alive runs", origin: "Swift: valkey-io/valkey-swift#389"
  ) { checks in
    actor Pool {
      private(set) var free = 1
      func keepAlive() async {
        guard free > 0 else { return }
        free -= 1
        await roundTrip()
        free += 1
      }
      func close() { free -= 1 }
    }
    let pool = Pool()
    async let pinging: Void = pool.keepAlive()
    await roundTrip(4)
    await pool.close()
    checks.expect(await pool.free >= 0, "no fewer than none are free")
    await pinging
  } repaired: { checks in
    actor Pool {
      private var isPinging = false
      private var isClosed = false
      private(set) var free = 1
      func keepAlive() async {
        guard free > 0 else { return }
        (free, isPinging) = (free - 1, true)
        await roundTrip()
        isPinging = false
        if !isClosed { free += 1 }
      }
      func close() {
        isClosed = true
        if !isPinging { free -= 1 }
      }
    }
    let pool = Pool()
    async let pinging: Void = pool.keepAlive()
    await roundTrip(4)
    await pool.close()
    checks.expect(await pool.free >= 0, "no fewer than none are free")
    await pinging
  }
}

private actor Counter {
  private(set) var count = 0
  @discardableResult
  func add(_ number: Int) -> Int {
    count += number
    return count
  }
}
