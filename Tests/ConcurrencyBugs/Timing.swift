extension ConcurrencyBug {
  /// Time-outs, cancellation and what they compete with.
  static let timing: [ConcurrencyBug] = [
    timeOutAgainstCompletion, cancelAgainstCompletion, debounce, retryTwice,
  ]

  /// A payment is made at the moment at which its caller is told that it took too long.
  private static let timeOutAgainstCompletion = ConcurrencyBug("time-out against completion") {
    checks in
    let charges = Journal()
    let outcome = await withTaskGroup(of: String.self) { group in
      group.addTask {
        try? await Task.sleep(for: .seconds(1))
        await charges.note("charge")
        return "paid"
      }
      group.addTask {
        try? await Task.sleep(for: .seconds(1))
        await roundTrip(2)
        return "timed out"
      }
      defer { group.cancelAll() }
      return await group.next()
    }
    let count = await charges.lines.count
    checks.expect(outcome == "paid" || count == 0, "who is told of a time-out has not paid")
  } repaired: { checks in
    actor Payment {
      private(set) var outcome: String?
      func end(_ outcome: String) -> String {
        if self.outcome == nil { self.outcome = outcome }
        return self.outcome ?? outcome
      }
    }
    let payment = Payment()
    let outcome = await withTaskGroup(of: String.self) { group in
      group.addTask {
        try? await Task.sleep(for: .seconds(1))
        return await payment.end("paid")
      }
      group.addTask {
        try? await Task.sleep(for: .seconds(1))
        await roundTrip(2)
        return await payment.end("timed out")
      }
      defer { group.cancelAll() }
      return await group.next()
    }
    let isPaid = await payment.outcome == "paid"
    checks.expect(outcome == "paid" || !isPaid, "who is told of a time-out has not paid")
  }

  /// A download is cancelled while it becomes complete, and the complete file is deleted.
  private static let cancelAgainstCompletion = ConcurrencyBug("cancellation against completion") {
    checks in
    actor Download {
      private(set) var isComplete = false
      private(set) var hasFile = true
      func complete() { isComplete = true }
      func cancel() async {
        guard !isComplete else { return }
        await roundTrip()
        hasFile = false
      }
    }
    let download = Download()
    async let completing: Void = download.complete()
    await roundTrip()
    await download.cancel()
    await completing
    let (isComplete, hasFile) = await (download.isComplete, download.hasFile)
    checks.expect(!isComplete || hasFile, "a complete download has its file")
  } repaired: { checks in
    actor Download {
      private(set) var isComplete = false
      private(set) var hasFile = true
      func complete() { if hasFile { isComplete = true } }
      func cancel() async {
        await roundTrip()
        guard !isComplete else { return }
        hasFile = false
      }
    }
    let download = Download()
    async let completing: Void = download.complete()
    await roundTrip()
    await download.cancel()
    await completing
    let (isComplete, hasFile) = await (download.isComplete, download.hasFile)
    checks.expect(!isComplete || hasFile, "a complete download has its file")
  }

  /// A text is typed while the one before it is on its way, and starts no timer because there still is one.
  private static let debounce = ConcurrencyBug("a debounce fires the older value") { checks in
    actor Field {
      private var (text, hasTimer) = ("", false)
      private(set) var sent = ""
      func type(_ text: String) {
        self.text = text
        guard !hasTimer else { return }
        hasTimer = true
        Task { await send() }
      }
      private func send() async {
        try? await Task.sleep(for: .milliseconds(300))
        let text = text
        await roundTrip()
        (sent, hasTimer) = (text, false)
      }
    }
    let field = Field()
    await field.type("sw")
    try await Task.sleep(for: .milliseconds(300))
    await field.type("swift")
    try await Task.sleep(for: .seconds(1))
    checks.expect(await field.sent == "swift", "what was typed last is sent")
  } repaired: { checks in
    actor Field {
      private var (text, hasTimer) = ("", false)
      private(set) var sent = ""
      func type(_ text: String) {
        self.text = text
        guard !hasTimer else { return }
        hasTimer = true
        Task { await send() }
      }
      private func send() async {
        try? await Task.sleep(for: .milliseconds(300))
        let text = text
        hasTimer = false
        await roundTrip()
        sent = text
      }
    }
    let field = Field()
    await field.type("sw")
    try await Task.sleep(for: .milliseconds(300))
    await field.type("swift")
    try await Task.sleep(for: .seconds(1))
    checks.expect(await field.sent == "swift", "what was typed last is sent")
  }

  /// An order is sent again because its answer is late, when it has been taken already.
  private static let retryTwice = ConcurrencyBug("a retry does it twice") { checks in
    let (orders, answer) = (Journal(), Event())
    @Sendable func order() async {
      await orders.note("a book")
      await answer.happen()
    }
    async let first: Void = {
      try? await Task.sleep(for: .seconds(1))
      await order()
    }()
    try await Task.sleep(for: .seconds(1))
    await roundTrip(2)
    if await orders.lines.isEmpty { await order() }
    await first
    checks.expect(await orders.lines.count == 1, "what is ordered once comes once")
  } repaired: { checks in
    actor Orders {
      private(set) var books: Set<String> = []
      private(set) var count = 0
      func take(_ book: String) { if books.insert(book).inserted { count += 1 } }
    }
    let orders = Orders()
    async let first: Void = {
      try? await Task.sleep(for: .seconds(1))
      await orders.take("a book")
    }()
    try await Task.sleep(for: .seconds(1))
    await roundTrip(2)
    if await orders.books.isEmpty { await orders.take("a book") }
    await first
    checks.expect(await orders.count == 1, "what is ordered once comes once")
  }
}
