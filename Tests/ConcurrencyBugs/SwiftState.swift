extension ConcurrencyBug {
  /// What Swift packages had to repair: state that is another one meanwhile.
  static let swiftState: [ConcurrencyBug] = [
    createdTwice, deletedWhileRunning, pingOnClosed, reorderedChunks, clearedError, notYetPrimed,
    cancelsTheNext, failedNotCancelled,
  ]

  /// Two containers of one name are both found not to exist, and both make the same folder.
  private static let createdTwice = ConcurrencyBug(
    "two containers of one name", origin: "Swift: apple/container#692"
  ) { checks in
    actor Containers {
      private var names: Set<String> = []
      private(set) var folders = 0
      func create(_ name: String) async {
        guard !names.contains(name) else { return }
        folders += 1
        await roundTrip()
        names.insert(name)
      }
    }
    let containers = Containers()
    async let one: Void = containers.create("test")
    await roundTrip(4)
    await containers.create("test")
    await one
    checks.expect(await containers.folders == 1, "a container has one folder")
  } repaired: { checks in
    actor Containers {
      private let lock = AsyncLock()
      private var names: Set<String> = []
      private(set) var folders = 0
      func create(_ name: String) async {
        await lock.acquire()
        if !names.contains(name) {
          folders += 1
          await roundTrip()
          names.insert(name)
        }
        await lock.release()
      }
    }
    let containers = Containers()
    async let one: Void = containers.create("test")
    await roundTrip(4)
    await containers.create("test")
    await one
    checks.expect(await containers.folders == 1, "a container has one folder")
  }

  /// A container is found to be stopped before the lock is held, and deleted when it runs again.
  private static let deletedWhileRunning = ConcurrencyBug(
    "a status read outside the lock", origin: "Swift: apple/container#1860"
  ) { checks in
    actor Containers {
      private let lock = AsyncLock()
      private var isRunning = false
      private(set) var deletesRunning = false
      func start() async {
        await lock.acquire()
        isRunning = true
        await lock.release()
      }
      func delete() async {
        guard !isRunning else { return }
        await lock.acquire()
        remove()
        await lock.release()
      }
      private func remove() { deletesRunning = isRunning }
    }
    let containers = Containers()
    async let deleting: Void = containers.delete()
    await roundTrip(2)
    await containers.start()
    await deleting
    checks.expect(await !containers.deletesRunning, "what runs is not deleted")
  } repaired: { checks in
    actor Containers {
      private let lock = AsyncLock()
      private var isRunning = false
      private(set) var deletesRunning = false
      func start() async {
        await lock.acquire()
        isRunning = true
        await lock.release()
      }
      func delete() async {
        await lock.acquire()
        if !isRunning { remove() }
        await lock.release()
      }
      private func remove() { deletesRunning = isRunning }
    }
    let containers = Containers()
    async let deleting: Void = containers.delete()
    await roundTrip(2)
    await containers.start()
    await deleting
    checks.expect(await !containers.deletesRunning, "what runs is not deleted")
  }

  /// The timers of keep-alive and of idleness fire at one instant, and a ping brings a closed connection back.
  private static let pingOnClosed = ConcurrencyBug(
    "keep-alive against the idle timer", origin: "Swift: vapor/postgres-nio#443"
  ) { checks in
    actor Connection {
      enum State { case idle, pinging, closed }
      private(set) var state = State.idle
      func keepAlive() async {
        guard state == .idle else { return }
        state = .pinging
        await roundTrip()
        state = .idle
      }
      func close() { state = .closed }
    }
    let connection = Connection()
    async let idle: Void = {
      try? await Task.sleep(for: .seconds(10))
      await connection.close()
    }()
    for _ in 0..<2 {
      try await Task.sleep(for: .seconds(5))
      await connection.keepAlive()
    }
    await idle
    checks.expect(await connection.state == .closed, "what is closed stays closed")
  } repaired: { checks in
    actor Connection {
      enum State { case idle, pinging, closed }
      private(set) var state = State.idle
      func keepAlive() async {
        guard state == .idle else { return }
        state = .pinging
        await roundTrip()
        if state == .pinging { state = .idle }
      }
      func close() { state = .closed }
    }
    let connection = Connection()
    async let idle: Void = {
      try? await Task.sleep(for: .seconds(10))
      await connection.close()
    }()
    for _ in 0..<2 {
      try await Task.sleep(for: .seconds(5))
      await connection.keepAlive()
    }
    await idle
    checks.expect(await connection.state == .closed, "what is closed stays closed")
  }

  /// Each chunk of a stream goes through an interceptor in a task of its own, and they come out in any order.
  private static let reorderedChunks = ConcurrencyBug(
    "an interceptor reorders a stream", origin: "Swift: connectrpc/connect-swift#342"
  ) { checks in
    let server = Journal()
    var sends: [Task<Void, Never>] = []
    for chunk in ["a", "b", "c"] {
      sends.append(
        Task {
          await roundTrip()
          await server.note(chunk)
        })
    }
    for send in sends { await send.value }
    checks.expect(await server.lines == ["a", "b", "c"], "chunks stay in order")
  } repaired: { checks in
    let server = Journal()
    let (chunks, continuation) = AsyncStream.makeStream(of: String.self)
    let send = Task {
      for await chunk in chunks {
        await roundTrip()
        await server.note(chunk)
      }
    }
    for chunk in ["a", "b", "c"] { continuation.yield(chunk) }
    continuation.finish()
    await send.value
    checks.expect(await server.lines == ["a", "b", "c"], "chunks stay in order")
  }

  /// Why a request was cancelled is read by a task, when the end of the request may have cleared it.
  private static let clearedError = ConcurrencyBug(
    "a reason is cleared before it is told", origin: "Swift: swiftlang/swift-tools-protocols#45"
  ) { checks in
    let requests = Requests()
    let reply = Task { await requests.reason }
    await roundTrip(2)
    await requests.end()
    checks.expect(await reply.value == "the file has changed", "a client is told why")
  } repaired: { checks in
    let requests = Requests()
    let reply = await requests.reason
    await roundTrip(2)
    await requests.end()
    checks.expect(reply == "the file has changed", "a client is told why")
  }

  /// A value is put into a cache by a task that nobody waits for, and is not there when it is wanted.
  private static let notYetPrimed = ConcurrencyBug(
    "a cache that is not yet primed", origin: "Swift: GraphQLSwift/DataLoader#36"
  ) { checks in
    actor Loader {
      private var values: [Int: String] = [:]
      private(set) var loads = 0
      func prime(_ key: Int, _ value: String) { Task.detached { await self.set(key, value) } }
      func load(_ key: Int) {
        if values[key] == nil { loads += 1 }
      }
      private func set(_ key: Int, _ value: String) { values[key] = value }
    }
    let loader = Loader()
    await loader.prime(1, "one")
    await roundTrip(3)
    await loader.load(1)
    checks.expect(await loader.loads == 0, "what is primed is not loaded")
  } repaired: { checks in
    actor Loader {
      private var values: [Int: String] = [:]
      private(set) var loads = 0
      func prime(_ key: Int, _ value: String) { values[key] = value }
      func load(_ key: Int) {
        if values[key] == nil { loads += 1 }
      }
    }
    let loader = Loader()
    await loader.prime(1, "one")
    await roundTrip(3)
    await loader.load(1)
    checks.expect(await loader.loads == 0, "what is primed is not loaded")
  }

  /// The cancellation of one load comes after the start of the next one, and cancels that.
  private static let cancelsTheNext = ConcurrencyBug(
    "a cancellation hits the next load", origin: "Swift: pointfreeco/sqlite-data#536"
  ) { checks in
    actor Fetch {
      private(set) var current: String?
      func load(_ query: String) { current = query }
      func cancel(_ query: String) { current = nil }
    }
    let fetch = Fetch()
    await fetch.load("old")
    async let cancelling: Void = fetch.cancel("old")
    await roundTrip(2)
    await fetch.load("new")
    await cancelling
    checks.expect(await fetch.current == "new", "a load goes on until it is cancelled itself")
  } repaired: { checks in
    actor Fetch {
      private(set) var current: String?
      func load(_ query: String) { current = query }
      func cancel(_ query: String) { if current == query { current = nil } }
    }
    let fetch = Fetch()
    await fetch.load("old")
    async let cancelling: Void = fetch.cancel("old")
    await roundTrip(2)
    await fetch.load("new")
    await cancelling
    checks.expect(await fetch.current == "new", "a load goes on until it is cancelled itself")
  }

  /// A job that is cancelled before its process has started ends without a status, and is told to have failed.
  private static let failedNotCancelled = ConcurrencyBug(
    "cancelled before it started, told as failed", origin: "Swift: swiftlang/swift-build#367"
  ) { checks in
    let job = Task {
      if Task.isCancelled { return "failed" }
      await roundTrip()
      return Task.isCancelled ? "cancelled" : "succeeded"
    }
    await roundTrip()
    job.cancel()
    checks.expect(await job.value != "failed", "a cancelled job has not failed")
  } repaired: { checks in
    let job = Task {
      if Task.isCancelled { return "cancelled" }
      await roundTrip()
      return Task.isCancelled ? "cancelled" : "succeeded"
    }
    await roundTrip()
    job.cancel()
    checks.expect(await job.value != "failed", "a cancelled job has not failed")
  }
}

private actor Requests {
  private(set) var reason: String? = "the file has changed"
  func end() { reason = nil }
}
