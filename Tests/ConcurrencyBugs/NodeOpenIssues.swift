extension ConcurrencyBug {
  /// Event races of programs for Node.js: more known bugs, and open issues.
  static let nodeOpenIssues: [ConcurrencyBug] = [
    del, linterStylint, simplecrawler, xlsx, bluebird, express, getPort, liveServer,
  ]

  /// A folder and a file in it are deleted at once, and the file is gone when it is looked at.
  private static let del = ConcurrencyBug(
    "a file is deleted with its folder first", origin: "NodeRacer: del"
  ) { checks in
    let disk = Disk()
    async let file = disk.delete("folder/file")
    async let folder = disk.delete("folder")
    let isDeleted = await (file, folder)
    checks.expect(isDeleted == (true, true), "what is there can be deleted")
  } repaired: { checks in
    let disk = Disk()
    let file = await disk.delete("folder/file")
    let folder = await disk.delete("folder")
    checks.expect((file, folder) == (true, true), "what is there can be deleted")
  }

  /// A text is edited while it is linted, and the results mark lines that are others now.
  private static let linterStylint = ConcurrencyBug(
    "a linter marks a text that has changed", origin: "NodeRacer: linter-stylint"
  ) { checks in
    actor Editor {
      private(set) var text = "a { color red"
      private(set) var marked: String?
      func lint() async {
        let text = text
        await roundTrip()
        marked = text
      }
      func edit(_ text: String) { (self.text, marked) = (text, nil) }
    }
    let editor = Editor()
    async let linting: Void = editor.lint()
    await roundTrip(4)
    await editor.edit("a { color: red }")
    await linting
    let (text, marked) = await (editor.text, editor.marked)
    checks.expect(marked == nil || marked == text, "a mark is in the text that it is of")
  } repaired: { checks in
    actor Editor {
      private(set) var text = "a { color red"
      private(set) var marked: String?
      func lint() async {
        let text = text
        await roundTrip()
        guard text == self.text else { return }
        marked = text
      }
      func edit(_ text: String) { (self.text, marked) = (text, nil) }
    }
    let editor = Editor()
    async let linting: Void = editor.lint()
    await roundTrip(4)
    await editor.edit("a { color: red }")
    await linting
    let (text, marked) = await (editor.text, editor.marked)
    checks.expect(marked == nil || marked == text, "a mark is in the text that it is of")
  }

  /// A crawler finds no open request and nothing to fetch, while it looks for links in what it has fetched.
  private static let simplecrawler = ConcurrencyBug(
    "a crawler is done too early", origin: "NodeRacer: node-simplecrawler-i298"
  ) { checks in
    actor Crawler {
      private(set) var queue = ["/"]
      private var open = 0
      var isDone: Bool { queue.isEmpty && open == 0 }
      func crawl() async {
        open += 1
        _ = queue.popLast()
        await roundTrip()
        open -= 1
        await roundTrip()
        queue.append("/next")
      }
    }
    let crawler = Crawler()
    async let crawling: Void = crawler.crawl()
    await roundTrip(8)
    let isDone = await crawler.isDone
    await crawling
    checks.expect(!isDone, "a crawler is done when nothing is left")
  } repaired: { checks in
    actor Crawler {
      private(set) var queue = ["/"]
      private var open = 0
      var isDone: Bool { queue.isEmpty && open == 0 }
      func crawl() async {
        open += 1
        _ = queue.popLast()
        await roundTrip()
        await roundTrip()
        queue.append("/next")
        open -= 1
      }
    }
    let crawler = Crawler()
    async let crawling: Void = crawler.crawl()
    await roundTrip(8)
    let isDone = await crawler.isDone
    await crawling
    checks.expect(!isDone, "a crawler is done when nothing is left")
  }

  /// The end of an archive is told when all its files have been handed on, and not when they have been read.
  private static let xlsx = ConcurrencyBug(
    "an archive ends before its rows are read", origin: "NodeRacer: xlsx-extract"
  ) { checks in
    let rows = Journal()
    let sheet = Task {
      for row in ["one", "two"] {
        await roundTrip()
        await rows.note(row)
      }
    }
    await roundTrip(6)
    checks.expect(await rows.lines.count == 2, "at the end all rows have been read")
    await sheet.value
  } repaired: { checks in
    let rows = Journal()
    let sheet = Task {
      for row in ["one", "two"] {
        await roundTrip()
        await rows.note(row)
      }
    }
    await roundTrip(6)
    await sheet.value
    checks.expect(await rows.lines.count == 2, "at the end all rows have been read")
  }

  /// A promise is kept at the instant of its time-out, and which of both is first is chance.
  private static let bluebird = ConcurrencyBug(
    "a promise with a time-out of its own length", origin: "NodeRacer: bluebird-2"
  ) { checks in
    let outcome = await withTaskGroup(of: String.self) { group in
      group.addTask {
        try? await Task.sleep(for: .seconds(1))
        return "value"
      }
      group.addTask {
        try? await Task.sleep(for: .seconds(1))
        return "timed out"
      }
      defer { group.cancelAll() }
      return await group.next()
    }
    checks.expect(outcome == "value", "what is in time does not time out")
  } repaired: { checks in
    let outcome = await withTaskGroup(of: String.self) { group in
      group.addTask {
        try? await Task.sleep(for: .seconds(1))
        return "value"
      }
      group.addTask {
        try? await Task.sleep(for: .seconds(2))
        return "timed out"
      }
      defer { group.cancelAll() }
      return await group.next()
    }
    checks.expect(outcome == "value", "what is in time does not time out")
  }

  /// A request sets how all answers are formatted, and another one is answered before it is set back.
  private static let express = ConcurrencyBug(
    "a request changes a setting of all", origin: "NodeRacer: express-user"
  ) { checks in
    actor App {
      private var isPretty = false
      func users(pretty: Bool) async -> String {
        isPretty = pretty
        await roundTrip()
        return isPretty ? "{\n  users\n}" : "{users}"
      }
    }
    let app = App()
    async let plain = app.users(pretty: false)
    await roundTrip(4)
    async let pretty = app.users(pretty: true)
    let answers = await [plain, pretty]
    checks.expect(answers == ["{users}", "{\n  users\n}"], "an answer is as its request wants it")
  } repaired: { checks in
    actor App {
      func users(pretty: Bool) async -> String {
        await roundTrip()
        return pretty ? "{\n  users\n}" : "{users}"
      }
    }
    let app = App()
    async let plain = app.users(pretty: false)
    await roundTrip(4)
    async let pretty = app.users(pretty: true)
    let answers = await [plain, pretty]
    checks.expect(answers == ["{users}", "{\n  users\n}"], "an answer is as its request wants it")
  }

  /// Two servers are told the same free port before either of them listens on it.
  private static let getPort = ConcurrencyBug(
    "two servers on one free port", origin: "NodeRacer: get-port"
  ) { checks in
    actor Ports {
      private var used: Set<Int> = []
      func free() -> Int { used.contains(3_000) ? 3_001 : 3_000 }
      func listen(on port: Int) -> Bool { used.insert(port).inserted }
    }
    let ports = Ports()
    @Sendable func serve() async -> Bool {
      let port = await ports.free()
      await roundTrip()
      return await ports.listen(on: port)
    }
    async let one = serve()
    await roundTrip(4)
    let other = await serve()
    let isServed = await one && other
    checks.expect(isServed, "a free port can be listened on")
  } repaired: { checks in
    actor Ports {
      private var (used, reserved): (Set<Int>, Set<Int>) = ([], [])
      func free() -> Int { reserved.insert(3_000).inserted ? 3_000 : 3_001 }
      func listen(on port: Int) -> Bool { used.insert(port).inserted }
    }
    let ports = Ports()
    @Sendable func serve() async -> Bool {
      let port = await ports.free()
      await roundTrip()
      return await ports.listen(on: port)
    }
    async let one = serve()
    await roundTrip(4)
    let other = await serve()
    let isServed = await one && other
    checks.expect(isServed, "a free port can be listened on")
  }

  /// A page is loaded, changes, and listens for changes only then.
  private static let liveServer = ConcurrencyBug(
    "a change while a page reloads", origin: "NodeRacer: live-server-potential-race"
  ) { checks in
    let (server, page) = (Server(), Journal())
    async let shown: Int = {
      let version = await server.version
      await roundTrip()
      await server.tell(page)
      return version
    }()
    await roundTrip(4)
    await server.change()
    let (loaded, isTold) = await (shown, page.lines == ["reload"])
    checks.expect(loaded == 2 || isTold, "a page shows the last version or reloads")
  } repaired: { checks in
    let (server, page) = (Server(), Journal())
    async let shown: Int = {
      await server.tell(page)
      await roundTrip()
      return await server.version
    }()
    await roundTrip(4)
    await server.change()
    let (loaded, isTold) = await (shown, page.lines == ["reload"])
    checks.expect(loaded == 2 || isTold, "a page shows the last version or reloads")
  }
}

/// Files of a disk: a call takes its time.
private actor Disk {
  private var paths = ["folder", "folder/file"]

  func delete(_ path: String) async -> Bool {
    let exists = paths.contains(path)
    await roundTrip()
    paths.removeAll { $0.hasPrefix(path) }
    return exists
  }
}

private actor Server {
  private(set) var version = 1
  private var pages: [Journal] = []

  func tell(_ page: Journal) { pages.append(page) }

  func change() async {
    version += 1
    for page in pages { await page.note("reload") }
  }
}
