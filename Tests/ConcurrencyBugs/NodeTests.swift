extension ConcurrencyBug {
  /// Event races of programs for Node.js: sockets, and what tests fail by.
  static let nodeTests: [ConcurrencyBug] = [
    socketIO, socketIOClient, indexLost, duplicates, archiver, objection,
  ]

  /// The last socket of a connection leaves and closes it, while another one is about to join.
  private static let socketIO = ConcurrencyBug(
    "a disconnect closes what another connects on", origin: "NodeRacer: socket.io-1862"
  ) { checks in
    actor Manager {
      private var isOpen = true
      private var sockets: Set<String> = ["/chat"]
      func connect(_ name: String) async -> Bool {
        isOpen = true
        await roundTrip()
        if isOpen { sockets.insert(name) }
        return isOpen
      }
      func disconnect(_ name: String) {
        sockets.remove(name)
        if sockets.isEmpty { isOpen = false }
      }
    }
    let manager = Manager()
    async let isConnected = manager.connect("/news")
    await roundTrip(4)
    await manager.disconnect("/chat")
    checks.expect(await isConnected, "a socket that connects is connected")
  } repaired: { checks in
    actor Manager {
      private var isOpen = true
      private var sockets: Set<String> = ["/chat"]
      func connect(_ name: String) async -> Bool {
        isOpen = true
        sockets.insert(name)
        await roundTrip()
        return isOpen
      }
      func disconnect(_ name: String) {
        sockets.remove(name)
        if sockets.isEmpty { isOpen = false }
      }
    }
    let manager = Manager()
    async let isConnected = manager.connect("/news")
    await roundTrip(4)
    await manager.disconnect("/chat")
    checks.expect(await isConnected, "a socket that connects is connected")
  }

  /// The failure of a second connection cancels the timer by which the first one would try again.
  private static let socketIOClient = ConcurrencyBug(
    "a client never tries again", origin: "NodeRacer: socket.io-client"
  ) { checks in
    actor Manager {
      private var timer: Task<Void, any Error>?
      private var isReconnecting = false
      private(set) var attempts = 0
      func fail() {
        timer?.cancel()
        guard !isReconnecting else { return }
        isReconnecting = true
        timer = Task {
          try await Task.sleep(for: .seconds(1))
          try Task.checkCancellation()
          (attempts, isReconnecting) = (attempts + 1, false)
        }
      }
    }
    let manager = Manager()
    await manager.fail()
    try await Task.sleep(for: .seconds(1))
    await roundTrip(2)
    await manager.fail()
    try await Task.sleep(for: .seconds(5))
    checks.expect(await manager.attempts > 0, "who is not connected tries again")
  } repaired: { checks in
    actor Manager {
      private var timer: Task<Void, any Error>?
      private var isReconnecting = false
      private(set) var attempts = 0
      func fail() {
        guard !isReconnecting else { return }
        isReconnecting = true
        timer = Task {
          try await Task.sleep(for: .seconds(1))
          try Task.checkCancellation()
          (attempts, isReconnecting) = (attempts + 1, false)
        }
      }
    }
    let manager = Manager()
    await manager.fail()
    try await Task.sleep(for: .seconds(1))
    await roundTrip(2)
    await manager.fail()
    try await Task.sleep(for: .seconds(5))
    checks.expect(await manager.attempts > 0, "who is not connected tries again")
  }

  /// An index is written to disk by nobody who is waited for, and loading reads the disk before.
  private static let indexLost = ConcurrencyBug(
    "an index that is not on disk yet", origin: "NodeRacer: nedb-1"
  ) { checks in
    actor Store {
      private(set) var indexes: [String] = []
      private var file: [String] = []
      func ensureIndex(_ name: String) {
        indexes.append(name)
        Task.detached { await self.persist(name) }
      }
      func load() { indexes = file }
      private func persist(_ name: String) { file.append(name) }
    }
    let store = Store()
    await store.ensureIndex("name")
    await roundTrip(2)
    await store.load()
    checks.expect(await store.indexes == ["name"], "an index is there after loading")
  } repaired: { checks in
    actor Store {
      private(set) var indexes: [String] = []
      private var file: [String] = []
      func ensureIndex(_ name: String) {
        indexes.append(name)
        persist(name)
      }
      func load() { indexes = file }
      private func persist(_ name: String) { file.append(name) }
    }
    let store = Store()
    await store.ensureIndex("name")
    await roundTrip(2)
    await store.load()
    checks.expect(await store.indexes == ["name"], "an index is there after loading")
  }

  /// A file with duplicates is loaded before the index is in force that forbids them.
  private static let duplicates = ConcurrencyBug(
    "duplicates under a unique index", origin: "NodeRacer: nedb-2"
  ) { checks in
    actor Store {
      private(set) var documents: [Int] = []
      private var isUnique = false
      func ensureUnique() async {
        await roundTrip()
        isUnique = true
      }
      func load(_ file: [Int]) {
        if !isUnique || Set(file).count == file.count { documents = file }
      }
    }
    let store = Store()
    async let ensuring: Void = store.ensureUnique()
    await roundTrip(4)
    await store.load([1, 1])
    await ensuring
    checks.expect(await store.documents.isEmpty, "a unique index has no duplicates")
  } repaired: { checks in
    actor Store {
      private(set) var documents: [Int] = []
      private var isUnique = false
      func ensureUnique() async {
        await roundTrip()
        isUnique = true
      }
      func load(_ file: [Int]) {
        if !isUnique || Set(file).count == file.count { documents = file }
      }
    }
    let store = Store()
    async let ensuring: Void = store.ensureUnique()
    await roundTrip(4)
    await ensuring
    await store.load([1, 1])
    checks.expect(await store.documents.isEmpty, "a unique index has no duplicates")
  }

  /// The last file that an archive waits for is missing, and only a file that is there lets it end.
  private static let archiver = ConcurrencyBug(
    "an archive waits for a missing file", origin: "NodeRacer: node-archiver"
  ) { _ in
    actor Archive {
      private var pending = 2
      private let end = Event()
      func add(exists: Bool) async {
        await roundTrip()
        pending -= 1
        if exists, pending == 0 { await end.happen() }
      }
      func finish() async { await end.wait() }
    }
    let archive = Archive()
    async let missing: Void = archive.add(exists: false)
    async let present: Void = archive.add(exists: true)
    await archive.finish()
    _ = await (missing, present)
  } repaired: { _ in
    actor Archive {
      private var pending = 2
      private let end = Event()
      func add(exists: Bool) async {
        await roundTrip()
        pending -= 1
        if pending == 0 { await end.happen() }
      }
      func finish() async { await end.wait() }
    }
    let archive = Archive()
    async let missing: Void = archive.add(exists: false)
    async let present: Void = archive.add(exists: true)
    await archive.finish()
    _ = await (missing, present)
  }

  /// An operation of a map starts after another one has failed, because it was taken before.
  private static let objection = ConcurrencyBug(
    "an operation starts after an error", origin: "NodeRacer: objection.js"
  ) { checks in
    actor Map {
      private var (items, hasFailed) = ([1, 2, 3], false)
      private(set) var late = 0
      func work() async {
        while !hasFailed, let item = items.popLast() {
          await roundTrip()
          if hasFailed { late += 1 }
          if item == 3 { hasFailed = true }
        }
      }
    }
    let map = Map()
    async let one: Void = map.work()
    await roundTrip(4)
    await map.work()
    await one
    checks.expect(await map.late == 0, "nothing starts after an error")
  } repaired: { checks in
    actor Map {
      private var (items, hasFailed) = ([1, 2, 3], false)
      private(set) var late = 0
      func work() async {
        while !hasFailed, let item = items.popLast() {
          await roundTrip()
          if hasFailed { return }
          if item == 3 { hasFailed = true }
        }
      }
    }
    let map = Map()
    async let one: Void = map.work()
    await roundTrip(4)
    await map.work()
    await one
    checks.expect(await map.late == 0, "nothing starts after an error")
  }
}
