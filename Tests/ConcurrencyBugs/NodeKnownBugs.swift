extension ConcurrencyBug {
  /// Event races of programs for Node.js: known bugs.
  static let nodeKnownBugs: [ConcurrencyBug] = [
    agentkeepalive, fiware, ghost, mkdirp, nes, loggerFile,
  ]

  /// A socket whose time-out has come is destroyed, and given to a new request until its close is told.
  private static let agentkeepalive = ConcurrencyBug(
    "a socket is used after its time-out", origin: "NodeRacer: agentkeepalive-23"
  ) { checks in
    actor Agent {
      private var free = [1]
      private var destroyed: Set<Int> = []
      func timeOut() async {
        guard let socket = free.first else { return }
        destroyed.insert(socket)
        await roundTrip()
        free.removeAll { $0 == socket }
      }
      func request() -> String {
        guard let socket = free.popLast() else { return "answer of a new socket" }
        return destroyed.contains(socket) ? "connection reset" : "answer"
      }
    }
    let agent = Agent()
    async let timingOut: Void = {
      try? await Task.sleep(for: .seconds(1))
      await agent.timeOut()
    }()
    try await Task.sleep(for: .seconds(1))
    checks.expect(await agent.request() != "connection reset", "a request is sent on a live socket")
    await timingOut
  } repaired: { checks in
    actor Agent {
      private var free = [1]
      private var destroyed: Set<Int> = []
      func timeOut() async {
        guard let socket = free.popLast() else { return }
        destroyed.insert(socket)
        await roundTrip()
      }
      func request() -> String {
        guard let socket = free.popLast() else { return "answer of a new socket" }
        return destroyed.contains(socket) ? "connection reset" : "answer"
      }
    }
    let agent = Agent()
    async let timingOut: Void = {
      try? await Task.sleep(for: .seconds(1))
      await agent.timeOut()
    }()
    try await Task.sleep(for: .seconds(1))
    checks.expect(await agent.request() != "connection reset", "a request is sent on a live socket")
    await timingOut
  }

  /// A request is held while a cached value is fetched, and reads it from the cache when it has expired again.
  private static let fiware = ConcurrencyBug(
    "a held request finds the cache empty again", origin: "NodeRacer: fiware-pep-steelskin"
  ) { checks in
    actor Roles {
      private var cached: String?
      private var isFetching = false
      private var held: [CheckedContinuation<Void, Never>] = []
      func roles() async -> String? {
        if let cached { return cached }
        if isFetching {
          await withCheckedContinuation { held.append($0) }
          return cached
        }
        isFetching = true
        await roundTrip(2)
        (cached, isFetching) = ("admin", false)
        for request in held { request.resume() }
        held = []
        return "admin"
      }
      func expire() { cached = nil }
    }
    let roles = Roles()
    async let one = roles.roles()
    async let other = roles.roles()
    await roundTrip(7)
    await roles.expire()
    let answers = await [one, other]
    checks.expect(answers == ["admin", "admin"], "each request gets its roles")
  } repaired: { checks in
    actor Roles {
      private var cached: String?
      private var isFetching = false
      private var held: [CheckedContinuation<String, Never>] = []
      func roles() async -> String? {
        if let cached { return cached }
        if isFetching { return await withCheckedContinuation { held.append($0) } }
        isFetching = true
        await roundTrip(2)
        (cached, isFetching) = ("admin", false)
        for request in held { request.resume(returning: "admin") }
        held = []
        return "admin"
      }
      func expire() { cached = nil }
    }
    let roles = Roles()
    async let one = roles.roles()
    async let other = roles.roles()
    await roundTrip(7)
    await roles.expire()
    let answers = await [one, other]
    checks.expect(answers == ["admin", "admin"], "each request gets its roles")
  }

  /// Two requests to make the one owner of a blog both find that there is none.
  private static let ghost = ConcurrencyBug(
    "a blog with two owners", origin: "NodeRacer: WhiteboxGhost"
  ) { checks in
    let users = Users()
    @Sendable func register(_ name: String) async {
      guard await users.count() == 0 else { return }
      await users.insert(name)
    }
    async let one: Void = register("Ann")
    await roundTrip(6)
    await register("Bob")
    await one
    checks.expect(await users.names.count == 1, "a blog has one owner")
  } repaired: { checks in
    let (users, lock) = (Users(), AsyncLock())
    @Sendable func register(_ name: String) async {
      await lock.acquire()
      if await users.count() == 0 { await users.insert(name) }
      await lock.release()
    }
    async let one: Void = register("Ann")
    await roundTrip(6)
    await register("Bob")
    await one
    checks.expect(await users.names.count == 1, "a blog has one owner")
  }

  /// A folder cannot be made because it exists, and is gone when it is looked at.
  private static let mkdirp = ConcurrencyBug(
    "a folder goes between mkdir and stat", origin: "NodeRacer: node-mkdirp"
  ) { checks in
    let disk = Folders()
    @Sendable func make(_ path: String) async -> Bool {
      if await disk.mkdir(path) { return true }
      return await disk.stat(path)
    }
    async let isMade = make("/tmp/a")
    await roundTrip(7)
    await disk.remove("/tmp/a")
    checks.expect(await isMade, "a folder can be made")
  } repaired: { checks in
    let disk = Folders()
    @Sendable func make(_ path: String) async -> Bool {
      for _ in 0..<2 {
        if await disk.mkdir(path) { return true }
        if await disk.stat(path) { return true }
      }
      return false
    }
    async let isMade = make("/tmp/a")
    await roundTrip(7)
    await disk.remove("/tmp/a")
    checks.expect(await isMade, "a folder can be made")
  }

  /// A client is told to disconnect while it waits to connect again, and connects all the same.
  private static let nes = ConcurrencyBug(
    "a client reconnects after it was closed", origin: "NodeRacer: nes"
  ) { checks in
    actor Client {
      private(set) var isConnected = true
      func lose() async {
        isConnected = false
        try? await Task.sleep(for: .seconds(1))
        isConnected = true
      }
      func disconnect() { isConnected = false }
    }
    let client = Client()
    async let losing: Void = client.lose()
    try await Task.sleep(for: .seconds(1))
    await roundTrip(2)
    await client.disconnect()
    await losing
    checks.expect(await !client.isConnected, "a client that was closed stays so")
  } repaired: { checks in
    actor Client {
      private(set) var isConnected = true
      private var isClosed = false
      func lose() async {
        isConnected = false
        try? await Task.sleep(for: .seconds(1))
        if !isClosed { isConnected = true }
      }
      func disconnect() { (isConnected, isClosed) = (false, true) }
    }
    let client = Client()
    async let losing: Void = client.lose()
    try await Task.sleep(for: .seconds(1))
    await roundTrip(2)
    await client.disconnect()
    await losing
    checks.expect(await !client.isConnected, "a client that was closed stays so")
  }

  /// A log file that is full is rolled again by who writes before the new one is there.
  private static let loggerFile = ConcurrencyBug(
    "a log file is rolled twice", origin: "NodeRacer: node-logger-file-1"
  ) { checks in
    actor Log {
      private var size = 1
      private(set) var rolls = 0
      func write(_ line: String) async {
        size += 1
        guard size > 1 else { return }
        rolls += 1
        await roundTrip()
        size = 0
      }
    }
    let log = Log()
    async let one: Void = log.write("one")
    await roundTrip(4)
    await log.write("two")
    await one
    checks.expect(await log.rolls == 1, "a full file is rolled once")
  } repaired: { checks in
    actor Log {
      private var size = 1
      private(set) var rolls = 0
      func write(_ line: String) async {
        size += 1
        guard size > 1 else { return }
        size = 0
        rolls += 1
        await roundTrip()
      }
    }
    let log = Log()
    async let one: Void = log.write("one")
    await roundTrip(4)
    await log.write("two")
    await one
    checks.expect(await log.rolls == 1, "a full file is rolled once")
  }
}

/// A table of a database: what is asked and told takes its time.
private actor Users {
  private(set) var names: [String] = []

  func count() async -> Int {
    let count = names.count
    await roundTrip()
    return count
  }

  func insert(_ name: String) { names.append(name) }
}

/// Folders of a disk: a call takes its time.
private actor Folders {
  private var paths: Set<String> = ["/tmp/a"]

  func mkdir(_ path: String) async -> Bool {
    let isNew = paths.insert(path).inserted
    await roundTrip()
    return isNew
  }

  func stat(_ path: String) async -> Bool {
    let exists = paths.contains(path)
    await roundTrip()
    return exists
  }

  func remove(_ path: String) { paths.remove(path) }
}
