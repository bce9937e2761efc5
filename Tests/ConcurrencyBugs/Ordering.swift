extension ConcurrencyBug {
  /// What is taken to happen in the order in which it was begun.
  static let ordering: [ConcurrencyBug] = [
    unorderedMerge, stopOvertakesStart, olderResponse, halfChanged, oldEndStopsNew,
  ]

  /// What comes from two streams is told as one, in the order of time, and in truth in any.
  private static let unorderedMerge = ConcurrencyBug("unordered merge of two streams") { checks in
    let (odd, even, journal) = (stream([1, 3, 5]), stream([2, 4, 6]), Journal())
    await withTaskGroup(of: Void.self) { group in
      for numbers in [odd, even] {
        group.addTask { for await number in numbers { await journal.note("\(number)") } }
      }
    }
    checks.expect(await journal.lines == ["1", "2", "3", "4", "5", "6"], "events stay in order")
  } repaired: { checks in
    let (odd, even, journal) = (stream([1, 3, 5]), stream([2, 4, 6]), Journal())
    var (one, other) = (odd.makeAsyncIterator(), even.makeAsyncIterator())
    var (left, right) = (await one.next(), await other.next())
    while let next = [left, right].compactMap({ $0 }).min() {
      await journal.note("\(next)")
      if next == left { left = await one.next() } else { right = await other.next() }
    }
    checks.expect(await journal.lines == ["1", "2", "3", "4", "5", "6"], "events stay in order")
  }

  /// A task that starts an engine and one that stops it run in whichever order, and it runs when nobody wants it to.
  private static let stopOvertakesStart = ConcurrencyBug("a stop overtakes a start") { checks in
    actor Engine {
      private(set) var isOn = false
      func turn(on: Bool) { isOn = on }
    }
    let engine = Engine()
    let start = Task { await engine.turn(on: true) }
    let stop = Task { await engine.turn(on: false) }
    _ = await (start.value, stop.value)
    checks.expect(await !engine.isOn, "what was stopped last is off")
  } repaired: { checks in
    actor Engine {
      private(set) var isOn = false
      func turn(on: Bool) { isOn = on }
    }
    let engine = Engine()
    let start = Task { await engine.turn(on: true) }
    let stop = Task {
      await start.value
      await engine.turn(on: false)
    }
    await stop.value
    checks.expect(await !engine.isOn, "what was stopped last is off")
  }

  /// The results of an older search arrive after those of a newer one, and take their place.
  private static let olderResponse = ConcurrencyBug("an older response is shown last") { checks in
    @MainActor final class Search {
      private(set) var results = ""
      func type(_ text: String) -> Task<Void, Never> {
        Task {
          await roundTrip()
          results = "results of \(text)"
        }
      }
    }
    let search = Search()
    let older = await search.type("sw")
    let newer = await search.type("swift")
    _ = await (older.value, newer.value)
    checks.expect(
      await search.results == "results of swift", "the results are those of what was typed last")
  } repaired: { checks in
    @MainActor final class Search {
      private(set) var results = ""
      private var last = 0
      func type(_ text: String) -> Task<Void, Never> {
        last += 1
        return Task { [number = last] in
          await roundTrip()
          guard number == last else { return }
          results = "results of \(text)"
        }
      }
    }
    let search = Search()
    let older = await search.type("sw")
    let newer = await search.type("swift")
    _ = await (older.value, newer.value)
    checks.expect(
      await search.results == "results of swift", "the results are those of what was typed last")
  }

  /// A group gives up at its first error, when some of its tasks have changed what they were to change, and some not.
  private static let halfChanged = ConcurrencyBug("a group stops half-way") { checks in
    let journal = Journal()
    try? await withThrowingTaskGroup(of: Void.self) { group in
      for part in ["header", "body"] {
        group.addTask {
          try Task.checkCancellation()
          await journal.note(part)
        }
      }
      group.addTask {
        await roundTrip(2)
        throw CancellationError()
      }
      for try await _ in group {}
    }
    checks.expect(await journal.lines.count != 1, "all is written or nothing")
  } repaired: { checks in
    let journal = Journal()
    try? await withThrowingTaskGroup(of: String?.self) { group in
      for part in ["header", "body"] {
        group.addTask {
          try Task.checkCancellation()
          return part
        }
      }
      group.addTask {
        await roundTrip(2)
        throw CancellationError()
      }
      var parts: [String] = []
      for try await part in group { if let part { parts.append(part) } }
      for part in parts { await journal.note(part) }
    }
    checks.expect(await journal.lines.count != 1, "all is written or nothing")
  }

  /// The end of an old connection is told after the start of a new one, and taken for its end.
  private static let oldEndStopsNew = ConcurrencyBug(
    "the end of an old connection ends the new one", origin: "Swift: customerio/customerio-ios#967"
  ) { checks in
    actor Connections {
      private(set) var current: Int?
      func connect(_ number: Int) { current = number }
      func ended(_ number: Int) { current = nil }
    }
    let connections = Connections()
    await connections.connect(1)
    async let end: Void = connections.ended(1)
    await roundTrip(2)
    await connections.connect(2)
    await end
    checks.expect(await connections.current == 2, "a connection is there until it ends")
  } repaired: { checks in
    actor Connections {
      private(set) var current: Int?
      func connect(_ number: Int) { current = number }
      func ended(_ number: Int) { if current == number { current = nil } }
    }
    let connections = Connections()
    await connections.connect(1)
    async let end: Void = connections.ended(1)
    await roundTrip(2)
    await connections.connect(2)
    await end
    checks.expect(await connections.current == 2, "a connection is there until it ends")
  }

  private static func stream(_ numbers: [Int]) -> AsyncStream<Int> {
    AsyncStream { continuation in
      for number in numbers { continuation.yield(number) }
      continuation.finish()
    }
  }
}
