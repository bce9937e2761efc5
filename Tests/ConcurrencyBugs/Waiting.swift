extension ConcurrencyBug {
  /// Continuations that nobody resumes, or that more than one does.
  static let waiting: [ConcurrencyBug] = [
    lostWakeUp, overwrittenWaiter, asksThenListens, doubleResume, lostPermit, missedSubscriber,
  ]

  /// A waiter sees that the flag is not set, and stores its continuation when it has been set.
  private static let lostWakeUp = ConcurrencyBug("lost wake-up") { _ in
    actor Flag {
      private var isSet = false
      private var waiter: CheckedContinuation<Void, Never>?
      func set() {
        isSet = true
        waiter?.resume()
        waiter = nil
      }
      func wait(_ journal: Journal) async {
        if isSet { return }
        await journal.note("waits")
        await withCheckedContinuation { waiter = $0 }
      }
    }
    let flag = Flag()
    async let waiting: Void = flag.wait(Journal())
    await roundTrip(4)
    await flag.set()
    await waiting
  } repaired: { _ in
    actor Flag {
      private var isSet = false
      private var waiter: CheckedContinuation<Void, Never>?
      func set() {
        isSet = true
        waiter?.resume()
        waiter = nil
      }
      func wait(_ journal: Journal) async {
        await journal.note("waits")
        if isSet { return }
        await withCheckedContinuation { waiter = $0 }
      }
    }
    let flag = Flag()
    async let waiting: Void = flag.wait(Journal())
    await roundTrip(4)
    await flag.set()
    await waiting
  }

  /// There is room for one continuation, and a second waiter takes the place of the first, which waits for ever.
  private static let overwrittenWaiter = ConcurrencyBug("a second waiter overwrites the first") {
    _ in
    actor Mailbox {
      private var letters: [String] = []
      private var waiter: CheckedContinuation<String, Never>?
      func put(_ letter: String) {
        if let waiter {
          self.waiter = nil
          waiter.resume(returning: letter)
        } else {
          letters.append(letter)
        }
      }
      func take() async -> String {
        if !letters.isEmpty { return letters.removeFirst() }
        return await withCheckedContinuation { waiter = $0 }
      }
    }
    let mailbox = Mailbox()
    async let one = mailbox.take()
    async let first: Void = mailbox.put("one")
    async let other = mailbox.take()
    async let second: Void = mailbox.put("two")
    _ = await (first, second, one, other)
  } repaired: { _ in
    actor Mailbox {
      private var letters: [String] = []
      private var waiters: [CheckedContinuation<String, Never>] = []
      func put(_ letter: String) {
        if waiters.isEmpty {
          letters.append(letter)
        } else {
          waiters.removeFirst().resume(returning: letter)
        }
      }
      func take() async -> String {
        if !letters.isEmpty { return letters.removeFirst() }
        return await withCheckedContinuation { waiters.append($0) }
      }
    }
    let mailbox = Mailbox()
    async let one = mailbox.take()
    async let first: Void = mailbox.put("one")
    async let other = mailbox.take()
    async let second: Void = mailbox.put("two")
    _ = await (first, second, one, other)
  }

  /// A question is sent before anybody listens for its answer, which may be there first.
  private static let asksThenListens = ConcurrencyBug(
    "asks first, listens afterwards", origin: "Swift: livekit/client-sdk-swift#977"
  ) { _ in
    let line = Line()
    let server = Task {
      await roundTrip()
      await line.receive("answer")
    }
    await roundTrip()
    _ = await line.answer()
    await server.value
  } repaired: { _ in
    let line = Line()
    async let answer = line.answer()
    await line.listens.wait()
    let server = Task {
      await roundTrip()
      await line.receive("answer")
    }
    _ = await answer
    await server.value
  }

  /// An answer and a failure both see that a request is not over, and both resume who waits for it.
  private static let doubleResume = ConcurrencyBug("double resume behind a flag") { checks in
    actor Request {
      private var isOver = false
      private(set) var resumes = 0
      func finish(_ outcome: String, _ journal: Journal) async {
        guard !isOver else { return }
        await journal.note(outcome)
        isOver = true
        resumes += 1
      }
    }
    let (request, journal) = (Request(), Journal())
    async let answer: Void = request.finish("answer", journal)
    await roundTrip(3)
    await request.finish("connection lost", journal)
    await answer
    checks.expect(await request.resumes == 1, "who waits is resumed once")
  } repaired: { checks in
    actor Request {
      private var isOver = false
      private(set) var resumes = 0
      func finish(_ outcome: String, _ journal: Journal) async {
        guard !isOver else { return }
        isOver = true
        await journal.note(outcome)
        resumes += 1
      }
    }
    let (request, journal) = (Request(), Journal())
    async let answer: Void = request.finish("answer", journal)
    await roundTrip(3)
    await request.finish("connection lost", journal)
    await answer
    checks.expect(await request.resumes == 1, "who waits is resumed once")
  }

  /// Who waits for a permit is cancelled when it has just been given one, and nobody gives it back.
  private static let lostPermit = ConcurrencyBug(
    "a semaphore loses the permit of a cancelled waiter"
  ) { _ in
    let lock = AsyncLock()
    @Sendable func enter() async throws {
      await lock.acquire()
      try Task.checkCancellation()
      await lock.release()
    }
    await lock.acquire()
    let waiter = Task { try await enter() }
    await lock.release()
    await roundTrip(4)
    waiter.cancel()
    _ = await waiter.result
    await lock.acquire()
  } repaired: { _ in
    let lock = AsyncLock()
    @Sendable func enter() async throws {
      await lock.acquire()
      do { try Task.checkCancellation() } catch {
        await lock.release()
        throw error
      }
      await lock.release()
    }
    await lock.acquire()
    let waiter = Task { try await enter() }
    await lock.release()
    await roundTrip(4)
    waiter.cancel()
    _ = await waiter.result
    await lock.acquire()
  }

  /// Who joins while a message is being sent gets it neither as news nor from the history.
  private static let missedSubscriber = ConcurrencyBug("a broadcast misses who joins meanwhile") {
    checks in
    actor Hub {
      private var members: [Journal] = []
      private var history: [String] = []
      func send(_ message: String) async {
        for member in members { await member.note(message) }
        history.append(message)
      }
      func join(_ member: Journal) async {
        members.append(member)
        for message in history { await member.note(message) }
      }
    }
    let (hub, early, late) = (Hub(), Journal(), Journal())
    await hub.join(early)
    async let sending: Void = hub.send("hello")
    await roundTrip(3)
    await hub.join(late)
    await sending
    checks.expect(await late.lines == ["hello"], "each member gets each message once")
  } repaired: { checks in
    actor Hub {
      private var members: [Journal] = []
      private var history: [String] = []
      func send(_ message: String) async {
        history.append(message)
        for member in members { await member.note(message) }
      }
      func join(_ member: Journal) async {
        members.append(member)
        for message in history { await member.note(message) }
      }
    }
    let (hub, early, late) = (Hub(), Journal(), Journal())
    await hub.join(early)
    async let sending: Void = hub.send("hello")
    await roundTrip(3)
    await hub.join(late)
    await sending
    checks.expect(await late.lines == ["hello"], "each member gets each message once")
  }
}

/// A connection that gives an answer to who listens, and to nobody else.
private actor Line {
  let listens = Event()
  private var listener: CheckedContinuation<String, Never>?

  func receive(_ answer: String) {
    listener?.resume(returning: answer)
    listener = nil
  }

  func answer() async -> String {
    await withCheckedContinuation {
      listener = $0
      Task { await listens.happen() }
    }
  }
}
