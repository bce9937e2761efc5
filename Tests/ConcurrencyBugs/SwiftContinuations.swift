extension ConcurrencyBug {
  /// What Swift packages had to repair: continuations.
  static let swiftContinuations: [ConcurrencyBug] = [
    channelCancellation, clientResumesTwice, waitForExit, closedConnection, droppedCancellation,
  ]

  /// A consumer is cancelled before its continuation is stored, and is never let go on.
  private static let channelCancellation = ConcurrencyBug(
    "a cancellation hits before the continuation is there",
    origin: "Swift: apple/swift-async-algorithms#80"
  ) { _ in
    actor Channel {
      private var waiters: [Int: CheckedContinuation<Int?, Never>] = [:]
      func next(_ id: Int) async -> Int? {
        await withTaskCancellationHandler {
          await roundTrip()
          return await withCheckedContinuation { waiters[id] = $0 }
        } onCancel: {
          Task { await cancel(id) }
        }
      }
      func cancel(_ id: Int) { waiters.removeValue(forKey: id)?.resume(returning: nil) }
    }
    let channel = Channel()
    let consumer = Task { await channel.next(1) }
    await roundTrip(4)
    consumer.cancel()
    _ = await consumer.value
  } repaired: { _ in
    actor Channel {
      private var waiters: [Int: CheckedContinuation<Int?, Never>] = [:]
      private var cancelled: Set<Int> = []
      func next(_ id: Int) async -> Int? {
        await withTaskCancellationHandler {
          await roundTrip()
          if cancelled.remove(id) != nil { return nil }
          return await withCheckedContinuation { waiters[id] = $0 }
        } onCancel: {
          Task { await cancel(id) }
        }
      }
      func cancel(_ id: Int) {
        if let waiter = waiters.removeValue(forKey: id) {
          waiter.resume(returning: nil)
        } else {
          cancelled.insert(id)
        }
      }
    }
    let channel = Channel()
    let consumer = Task { await channel.next(1) }
    await roundTrip(4)
    consumer.cancel()
    _ = await consumer.value
  }

  /// A response and the loss of the connection both resume the continuation of a request.
  private static let clientResumesTwice = ConcurrencyBug(
    "a response and a lost connection resume the same request",
    origin: "Swift: modelcontextprotocol/swift-sdk#113"
  ) { checks in
    actor Client {
      private var pending: Set<Int> = [1]
      private(set) var resumes = 0
      func respond(to id: Int) async {
        guard pending.contains(id) else { return }
        await roundTrip()
        resumes += 1
        pending.remove(id)
      }
      func disconnect() {
        resumes += pending.count
        pending = []
      }
    }
    let client = Client()
    async let response: Void = client.respond(to: 1)
    await roundTrip(4)
    await client.disconnect()
    await response
    checks.expect(await client.resumes == 1, "a request is resumed once")
  } repaired: { checks in
    actor Client {
      private var pending: Set<Int> = [1]
      private(set) var resumes = 0
      func respond(to id: Int) async {
        guard pending.remove(id) != nil else { return }
        await roundTrip()
        resumes += 1
      }
      func disconnect() {
        resumes += pending.count
        pending = []
      }
    }
    let client = Client()
    async let response: Void = client.respond(to: 1)
    await roundTrip(4)
    await client.disconnect()
    await response
    checks.expect(await client.resumes == 1, "a request is resumed once")
  }

  /// Who waits for a container sees that it runs, and begins to wait when its exit has been told.
  private static let waitForExit = ConcurrencyBug(
    "a wait begins after the exit", origin: "Swift: apple/container#1289"
  ) { _ in
    actor Sandbox {
      private let container = Container()
      private var waiters: [CheckedContinuation<Void, Never>] = []
      func wait() async {
        guard await container.status() else { return }
        await withCheckedContinuation { waiters.append($0) }
      }
      func exit() async {
        await container.stop()
        for waiter in waiters { waiter.resume() }
        waiters = []
      }
    }
    let sandbox = Sandbox()
    async let waiting: Void = sandbox.wait()
    await roundTrip(4)
    await sandbox.exit()
    await waiting
  } repaired: { _ in
    actor Sandbox {
      private let container = Container()
      private var hasExited = false
      private var waiters: [CheckedContinuation<Void, Never>] = []
      func wait() async {
        guard await container.status(), !hasExited else { return }
        await withCheckedContinuation { waiters.append($0) }
      }
      func exit() async {
        await container.stop()
        hasExited = true
        for waiter in waiters { waiter.resume() }
        waiters = []
      }
    }
    let sandbox = Sandbox()
    async let waiting: Void = sandbox.wait()
    await roundTrip(4)
    await sandbox.exit()
    await waiting
  }

  /// A connection is closed after a request has chosen it, and the request waits for its answer for ever.
  private static let closedConnection = ConcurrencyBug(
    "a request on a connection that was closed meanwhile",
    origin: "Swift: swift-server/async-http-client#546"
  ) { _ in
    actor Connection {
      private(set) var isOpen = true
      private var requests: [CheckedContinuation<String, Never>] = []
      func execute() async -> String { await withCheckedContinuation { requests.append($0) } }
      func close() {
        isOpen = false
        for request in requests { request.resume(returning: "closed") }
        requests = []
      }
    }
    let connection = Connection()
    async let answer: String = {
      guard await connection.isOpen else { return "closed" }
      await roundTrip()
      return await connection.execute()
    }()
    await roundTrip(5)
    await connection.close()
    _ = await answer
  } repaired: { _ in
    actor Connection {
      private(set) var isOpen = true
      private var requests: [CheckedContinuation<String, Never>] = []
      func execute() async -> String {
        guard isOpen else { return "closed" }
        return await withCheckedContinuation { requests.append($0) }
      }
      func close() {
        isOpen = false
        for request in requests { request.resume(returning: "closed") }
        requests = []
      }
    }
    let connection = Connection()
    async let answer: String = {
      guard await connection.isOpen else { return "closed" }
      await roundTrip()
      return await connection.execute()
    }()
    await roundTrip(5)
    await connection.close()
    _ = await answer
  }

  /// A request is cancelled before the task that handles it is registered, and is answered all the same.
  private static let droppedCancellation = ConcurrencyBug(
    "a request is cancelled before it is known", origin: "Swift: modelcontextprotocol/swift-sdk#270"
  ) { checks in
    actor Server {
      private var handler: Task<Void, Never>?
      private(set) var isAnswered = false
      func receive() async {
        await roundTrip()
        let handler = Task { if !Task.isCancelled { isAnswered = true } }
        self.handler = handler
        await handler.value
      }
      func cancel() -> Bool {
        handler?.cancel()
        return !isAnswered
      }
    }
    let server = Server()
    let request = Task { await server.receive() }
    await roundTrip(6)
    let isInTime = await server.cancel()
    await request.value
    let isAnswered = await server.isAnswered
    checks.expect(!isInTime || !isAnswered, "what is cancelled in time is not answered")
  } repaired: { checks in
    actor Server {
      private var handler: Task<Void, Never>?
      private(set) var isAnswered = false
      private var isCancelled = false
      func receive() async {
        await roundTrip()
        let handler = Task { if !Task.isCancelled { isAnswered = true } }
        self.handler = handler
        if isCancelled { handler.cancel() }
        await handler.value
      }
      func cancel() -> Bool {
        isCancelled = true
        handler?.cancel()
        return !isAnswered
      }
    }
    let server = Server()
    let request = Task { await server.receive() }
    await roundTrip(6)
    let isInTime = await server.cancel()
    await request.value
    let isAnswered = await server.isAnswered
    checks.expect(!isInTime || !isAnswered, "what is cancelled in time is not answered")
  }
}

private actor Container {
  private var isRunning = true
  func stop() { isRunning = false }
  func status() async -> Bool {
    let isRunning = isRunning
    await roundTrip()
    return isRunning
  }
}
