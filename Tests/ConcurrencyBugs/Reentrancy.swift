extension ConcurrencyBug {
  /// Actors whose state is another one after an `await`.
  static let reentrancy: [ConcurrencyBug] = [
    checkThenAct, staleCopy, brokenInvariant, indexAcrossAwait, cacheStampede, doubleStart,
  ]

  /// Two withdrawals both see the balance before either of them has taken from it.
  private static let checkThenAct = ConcurrencyBug("check, then act") { checks in
    actor Account {
      private(set) var balance = 100
      func withdraw(_ amount: Int) async {
        guard balance >= amount else { return }
        await Task.yield()
        balance -= amount
      }
    }
    let account = Account()
    async let one: Void = account.withdraw(80)
    async let other: Void = account.withdraw(80)
    _ = await (one, other)
    checks.expect(await account.balance >= 0, "no more is withdrawn than there is")
  } repaired: { checks in
    actor Account {
      private(set) var balance = 100
      func withdraw(_ amount: Int) async {
        await Task.yield()
        guard balance >= amount else { return }
        balance -= amount
      }
    }
    let account = Account()
    async let one: Void = account.withdraw(80)
    async let other: Void = account.withdraw(80)
    _ = await (one, other)
    checks.expect(await account.balance >= 0, "no more is withdrawn than there is")
  }

  /// A count is read before an `await` and written back after it, over what was counted meanwhile.
  private static let staleCopy = ConcurrencyBug("stale copy written back") { checks in
    actor Visits {
      private(set) var count = 0
      func add() async {
        let old = count
        await roundTrip()
        count = old + 1
      }
    }
    let visits = Visits()
    async let one: Void = visits.add()
    await roundTrip(4)
    await visits.add()
    await one
    checks.expect(await visits.count == 2, "each visit is counted")
  } repaired: { checks in
    actor Visits {
      private(set) var count = 0
      func add() async {
        await roundTrip()
        count += 1
      }
    }
    let visits = Visits()
    async let one: Void = visits.add()
    await roundTrip(4)
    await visits.add()
    await one
    checks.expect(await visits.count == 2, "each visit is counted")
  }

  /// An audit comes between the two halves of a transfer, when the money is in neither account.
  private static let brokenInvariant = ConcurrencyBug("invariant broken across an await") {
    checks in
    actor Bank {
      private var (giro, savings) = (100, 0)
      var total: Int { giro + savings }
      func save(_ amount: Int) async {
        giro -= amount
        await roundTrip()
        savings += amount
      }
    }
    let bank = Bank()
    async let saving: Void = bank.save(40)
    await roundTrip(4)
    checks.expect(await bank.total == 100, "no money comes or goes")
    await saving
  } repaired: { checks in
    actor Bank {
      private var (giro, savings) = (100, 0)
      var total: Int { giro + savings }
      func save(_ amount: Int) async {
        await roundTrip()
        giro -= amount
        savings += amount
      }
    }
    let bank = Bank()
    async let saving: Void = bank.save(40)
    await roundTrip(4)
    checks.expect(await bank.total == 100, "no money comes or goes")
    await saving
  }

  /// A song is taken off a list while it is played by index, and the one after it is skipped.
  private static let indexAcrossAwait = ConcurrencyBug("iterating while it is mutated") { checks in
    actor Player {
      private var songs = ["A", "B", "C"]
      private(set) var played: [String] = []
      func play() async {
        var index = 0
        while index < songs.count {
          played.append(songs[index])
          await roundTrip()
          index += 1
        }
      }
      func remove(_ song: String) { songs.removeAll { $0 == song } }
    }
    let player = Player()
    async let playing: Void = player.play()
    await roundTrip(10)
    await player.remove("A")
    await playing
    checks.expect(
      await player.played.filter { $0 != "A" } == ["B", "C"], "songs that stay are played")
  } repaired: { checks in
    actor Player {
      private var songs = ["A", "B", "C"]
      private(set) var played: [String] = []
      func play() async {
        for song in songs {
          played.append(song)
          await roundTrip()
        }
      }
      func remove(_ song: String) { songs.removeAll { $0 == song } }
    }
    let player = Player()
    async let playing: Void = player.play()
    await roundTrip(10)
    await player.remove("A")
    await playing
    checks.expect(
      await player.played.filter { $0 != "A" } == ["B", "C"], "songs that stay are played")
  }

  /// Who misses while the same value is being fetched fetches it once more.
  private static let cacheStampede = ConcurrencyBug("cache stampede") { checks in
    actor Images {
      private var known: [String: String] = [:]
      private(set) var fetches = 0
      func image(_ name: String) async -> String {
        if let image = known[name] { return image }
        fetches += 1
        await roundTrip()
        let image = "image of \(name)"
        known[name] = image
        return image
      }
    }
    let images = Images()
    async let one = images.image("cat")
    await roundTrip(4)
    _ = await (images.image("cat"), one)
    checks.expect(await images.fetches == 1, "an image is fetched once")
  } repaired: { checks in
    actor Images {
      private var known: [String: Task<String, Never>] = [:]
      private(set) var fetches = 0
      func image(_ name: String) async -> String {
        if let image = known[name] { return await image.value }
        fetches += 1
        let image = Task {
          await roundTrip()
          return "image of \(name)"
        }
        known[name] = image
        return await image.value
      }
    }
    let images = Images()
    async let one = images.image("cat")
    await roundTrip(4)
    _ = await (images.image("cat"), one)
    checks.expect(await images.fetches == 1, "an image is fetched once")
  }

  /// A service is started again before it knows that it runs.
  private static let doubleStart = ConcurrencyBug("double start of a service") { checks in
    actor Service {
      private var isRunning = false
      private(set) var ports = 0
      func start() async {
        guard !isRunning else { return }
        await roundTrip()
        ports += 1
        isRunning = true
      }
    }
    let service = Service()
    async let one: Void = service.start()
    await roundTrip(4)
    await service.start()
    await one
    checks.expect(await service.ports == 1, "a service opens its port once")
  } repaired: { checks in
    actor Service {
      private var isRunning = false
      private(set) var ports = 0
      func start() async {
        guard !isRunning else { return }
        isRunning = true
        await roundTrip()
        ports += 1
      }
    }
    let service = Service()
    async let one: Void = service.start()
    await roundTrip(4)
    await service.start()
    await one
    checks.expect(await service.ports == 1, "a service opens its port once")
  }
}
