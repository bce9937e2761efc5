extension ConcurrencyBug {
  /// Event races of programs for Node.js: what tests of mongo-express fail by.
  static let mongoExpress: [ConcurrencyBug] = [
    collectionPage, documentPage, databasePage, indexPage,
  ]

  /// A page of a collection is asked for before the list of collections is known, in spite of a pause.
  private static let collectionPage = ConcurrencyBug(
    "a pause in place of a wait", origin: "NodeRacer: mongo-express-1"
  ) { checks in
    let mongo = Mongo()
    let opening = Task {
      try await Task.sleep(for: .seconds(1))
      await mongo.open()
    }
    try await Task.sleep(for: .seconds(1))
    await roundTrip(4)
    checks.expect(await mongo.page("users") == "users", "a collection has a page")
    try await opening.value
  } repaired: { checks in
    let mongo = Mongo()
    let opening = Task {
      try await Task.sleep(for: .seconds(1))
      await mongo.open()
    }
    try await opening.value
    checks.expect(await mongo.page("users") == "users", "a collection has a page")
  }

  /// A page of a document is asked for while the list of collections is made anew, and is empty.
  private static let documentPage = ConcurrencyBug(
    "a list that is empty while it is made anew", origin: "NodeRacer: mongo-express-2"
  ) { checks in
    actor Lists {
      private var collections = ["users"]
      func update() async {
        collections = []
        await roundTrip()
        collections = ["users"]
      }
      func document() -> String { collections.contains("users") ? "a user" : "not found" }
    }
    let lists = Lists()
    async let updating: Void = lists.update()
    await roundTrip(4)
    checks.expect(await lists.document() == "a user", "a document has a page")
    await updating
  } repaired: { checks in
    actor Lists {
      private var collections = ["users"]
      func update() async {
        await roundTrip()
        collections = ["users"]
      }
      func document() -> String { collections.contains("users") ? "a user" : "not found" }
    }
    let lists = Lists()
    async let updating: Void = lists.update()
    await roundTrip(4)
    checks.expect(await lists.document() == "a user", "a document has a page")
    await updating
  }

  /// A server answers before its database is open, and there is no list of databases.
  private static let databasePage = ConcurrencyBug(
    "a server answers before its database is open", origin: "NodeRacer: mongo-express-3"
  ) { checks in
    let mongo = Mongo()
    async let opening: Void = mongo.open()
    await roundTrip(4)
    checks.expect(await mongo.admin != nil, "the database is open when a request comes")
    await opening
  } repaired: { checks in
    let mongo = Mongo()
    async let opening: Void = mongo.open()
    await roundTrip(4)
    await opening
    checks.expect(await mongo.admin != nil, "the database is open when a request comes")
  }

  /// The start page lists the databases of an administrator that the server does not know yet.
  private static let indexPage = ConcurrencyBug(
    "a start page without an administrator", origin: "NodeRacer: mongo-express-4"
  ) { checks in
    let mongo = Mongo()
    async let opening: Void = mongo.open()
    async let page: String = {
      await roundTrip(3)
      return await mongo.admin.map { "databases of \($0)" } ?? "not accessible"
    }()
    checks.expect(await page == "databases of root", "the start page lists databases")
    await opening
  } repaired: { checks in
    let (mongo, isOpen) = (Mongo(), Event())
    async let opening: Void = {
      await mongo.open()
      await isOpen.happen()
    }()
    async let page: String = {
      await isOpen.wait()
      return await mongo.admin.map { "databases of \($0)" } ?? "not accessible"
    }()
    checks.expect(await page == "databases of root", "the start page lists databases")
    await opening
  }
}

/// A client of a database that takes its time to open.
private actor Mongo {
  private(set) var admin: String?
  private var collections: [String] = []

  func open() async {
    await roundTrip()
    (admin, collections) = ("root", ["users"])
  }

  func page(_ collection: String) -> String? { collections.first { $0 == collection } }
}
