extension ConcurrencyBug {
  /// What was true before an `await` is taken for true after it.
  static let staleState: [ConcurrencyBug] = [
    mainActorFlag, aba, poolTwice, useAfterClose, halfOfTwoActors, publishedTooEarly,
  ]

  /// Private messages are shown to whoever looks, because their owner logged out while they were loaded.
  private static let mainActorFlag = ConcurrencyBug("a flag of the main actor read across an await")
  { checks in
    @MainActor final class Screen {
      private var isLoggedIn = true
      private(set) var messages: [String] = []
      func refresh() async {
        guard isLoggedIn else { return }
        await roundTrip()
        messages = ["private"]
      }
      func logOut() { (isLoggedIn, messages) = (false, []) }
    }
    let screen = Screen()
    async let refreshing: Void = screen.refresh()
    await roundTrip(4)
    await screen.logOut()
    await refreshing
    checks.expect(await screen.messages.isEmpty, "nothing private is shown after a log-out")
  } repaired: { checks in
    @MainActor final class Screen {
      private var isLoggedIn = true
      private(set) var messages: [String] = []
      func refresh() async {
        guard isLoggedIn else { return }
        await roundTrip()
        guard isLoggedIn else { return }
        messages = ["private"]
      }
      func logOut() { (isLoggedIn, messages) = (false, []) }
    }
    let screen = Screen()
    async let refreshing: Void = screen.refresh()
    await roundTrip(4)
    await screen.logOut()
    await refreshing
    checks.expect(await screen.messages.isEmpty, "nothing private is shown after a log-out")
  }

  /// A connection is up before and after an `await`, but it is another one, which knows nothing of the subscription.
  private static let aba = ConcurrencyBug("ABA") { checks in
    actor Link {
      private var isUp = true
      private var subscriptions: Set<String> = []
      func subscribe(to topic: String) async -> (isTold: Bool, isTrue: Bool) {
        guard isUp else { return (false, false) }
        subscriptions.insert(topic)
        await roundTrip(4)
        return (isUp, subscriptions.contains(topic))
      }
      func reconnect() async {
        (isUp, subscriptions) = (false, [])
        await roundTrip()
        isUp = true
      }
    }
    let link = Link()
    async let reconnecting: Void = {
      await roundTrip(10)
      await link.reconnect()
    }()
    let (isTold, isTrue) = await link.subscribe(to: "prices")
    checks.expect(!isTold || isTrue, "who is told to be subscribed is")
    await reconnecting
  } repaired: { checks in
    actor Link {
      private var isUp = true
      private var number = 0
      private var subscriptions: Set<String> = []
      func subscribe(to topic: String) async -> (isTold: Bool, isTrue: Bool) {
        guard isUp else { return (false, false) }
        let before = number
        subscriptions.insert(topic)
        await roundTrip(4)
        return (isUp && number == before, subscriptions.contains(topic))
      }
      func reconnect() async {
        number += 1
        (isUp, subscriptions) = (false, [])
        await roundTrip()
        isUp = true
      }
    }
    let link = Link()
    async let reconnecting: Void = {
      await roundTrip(10)
      await link.reconnect()
    }()
    let (isTold, isTrue) = await link.subscribe(to: "prices")
    checks.expect(!isTold || isTrue, "who is told to be subscribed is")
    await reconnecting
  }

  /// A connection is idle until its check is over, and somebody else is given it meanwhile.
  private static let poolTwice = ConcurrencyBug("a pool gives a connection to two") { checks in
    actor Pool {
      private var idle = [1, 2]
      func take() async -> Int? {
        guard let connection = idle.last else { return nil }
        await roundTrip()
        idle.removeAll { $0 == connection }
        return connection
      }
    }
    let pool = Pool()
    async let one = pool.take()
    await roundTrip(4)
    let second = await pool.take()
    let first = await one
    checks.expect(first == nil || first != second, "a connection has one user")
  } repaired: { checks in
    actor Pool {
      private var idle = [1, 2]
      func take() async -> Int? {
        guard let connection = idle.popLast() else { return nil }
        await roundTrip()
        return connection
      }
    }
    let pool = Pool()
    async let one = pool.take()
    await roundTrip(4)
    let second = await pool.take()
    let first = await one
    checks.expect(first == nil || first != second, "a connection has one user")
  }

  /// A file is closed between the check that it is open and what is written to it.
  private static let useAfterClose = ConcurrencyBug("use after close") { checks in
    actor File {
      private var isOpen = true
      private(set) var lost = 0
      func append(_ line: String) async {
        guard isOpen else { return }
        await roundTrip()
        write(line)
      }
      func close() { isOpen = false }
      private func write(_ line: String) { if !isOpen { lost += 1 } }
    }
    let file = File()
    async let writing: Void = file.append("hello")
    await roundTrip(4)
    await file.close()
    await writing
    checks.expect(await file.lost == 0, "nothing is written to a closed file")
  } repaired: { checks in
    actor File {
      private var isOpen = true
      private(set) var lost = 0
      func append(_ line: String) async {
        await roundTrip()
        guard isOpen else { return }
        write(line)
      }
      func close() { isOpen = false }
      private func write(_ line: String) { if !isOpen { lost += 1 } }
    }
    let file = File()
    async let writing: Void = file.append("hello")
    await roundTrip(4)
    await file.close()
    await writing
    checks.expect(await file.lost == 0, "nothing is written to a closed file")
  }

  /// An item is taken from one actor, paid, and put into another, and who counts meanwhile misses it.
  private static let halfOfTwoActors = ConcurrencyBug("half of an update of two actors") { checks in
    actor Shelf {
      private(set) var items: Int
      init(items: Int) { self.items = items }
      func add(_ number: Int) { items += number }
    }
    let (shelf, cart) = (Shelf(items: 3), Shelf(items: 0))
    async let buying: Void = {
      await shelf.add(-1)
      await roundTrip()
      await cart.add(1)
    }()
    await roundTrip(4)
    checks.expect(await shelf.items + cart.items == 3, "an item is on the shelf or in the cart")
    await buying
  } repaired: { checks in
    actor Shop {
      private var (shelf, cart) = (3, 0)
      var items: Int { shelf + cart }
      func buy() { (shelf, cart) = (shelf - 1, cart + 1) }
    }
    let shop = Shop()
    async let buying: Void = shop.buy()
    await roundTrip(4)
    checks.expect(await shop.items == 3, "an item is on the shelf or in the cart")
    await buying
  }

  /// A plug-in is in the directory before it has read its settings, and somebody uses it at once.
  private static let publishedTooEarly = ConcurrencyBug("published before it is initialised") {
    checks in
    let directory = Directory()
    async let starting: Void = {
      let plugIn = PlugIn()
      await directory.register(plugIn)
      await plugIn.load()
    }()
    await roundTrip(5)
    if let plugIn = await directory.plugIn {
      checks.expect(await plugIn.settings != nil, "who is registered is ready")
    }
    await starting
  } repaired: { checks in
    let directory = Directory()
    async let starting: Void = {
      let plugIn = PlugIn()
      await plugIn.load()
      await directory.register(plugIn)
    }()
    await roundTrip(5)
    if let plugIn = await directory.plugIn {
      checks.expect(await plugIn.settings != nil, "who is registered is ready")
    }
    await starting
  }
}

private actor PlugIn {
  private(set) var settings: String?
  func load() async {
    await roundTrip()
    settings = "as usual"
  }
}

private actor Directory {
  private(set) var plugIn: PlugIn?
  func register(_ plugIn: PlugIn) { self.plugIn = plugIn }
}
