internal import EventLog

/// A stream at work: the items in its buffer, and the calls that wait for one or for room.
struct StreamBuffer {
  /// How many items there is room for.
  let capacity: Int
  /// How many items were put in so far.
  private(set) var sent: UInt32 = 0
  /// How many items were taken out so far.
  private(set) var received: UInt32 = 0
  /// The calls that wait for an item, and those that wait for room, first come, first served.
  var consumers = FIFO<CallNumber>()
  var producers = FIFO<CallNumber>()
  /// The same for code, of which a call may wait several times.
  var waitingConsumers = FIFO<CodeWait>()
  var waitingProducers = FIFO<CodeWait>()
  /// How many calls that put items in are open.
  var openProducers = 0
  /// The ends of such calls, of each component the last ones, of which nothing of another of its calls follows.
  private var closings: [(component: Int, events: [Int])] = []
  /// The event by which room was made last.
  private(set) var lastTake: Int?
  /// Whether a look at who can go on is due.
  var isMoveDue = false
  /// For each item held, the event that put it in.
  private var items = FIFO<Int>()

  /// What who waits for a stream of that name waits for, in words.
  static func condition(of name: String, forItem: Bool) -> String {
    forItem ? "an item of \(name)" : "room in \(name)"
  }

  init(_ stream: Model.Stream) { capacity = stream.buffer == 0 ? .max : Int(stream.buffer) }

  var isEmpty: Bool { items.isEmpty }
  var isFull: Bool { items.count >= capacity }

  /// Whether nothing more will come: the calls that put items in have ended, and there were some.
  var isAtEnd: Bool { items.isEmpty && openProducers == 0 && !closings.isEmpty }

  /// The ends that the end of the stream follows from.
  var ends: [Int] { closings.flatMap(\.events) }

  /// The event that put in the item which comes next.
  var readyEvent: Int? { items.first }

  /// The number of the next item to be put in.
  var nextItem: UInt32 { sent + 1 }

  /// Takes in that a call of a component which put items in has ended for good, by that event; so many calls of it run at
  /// once.
  mutating func close(_ component: Int, by event: Int, atOnce: UInt32) {
    openProducers -= 1
    guard let place = closings.firstIndex(where: { $0.component == component }) else {
      return closings.append((component, [event]))
    }
    // A call that comes after others starts behind the end that made room for it.
    if closings[place].events.count >= Int(atOnce) { closings[place].events.removeFirst() }
    closings[place].events.append(event)
  }

  /// Puts in an item, by that event.
  mutating func put(by event: Int) {
    items.append(event)
    sent += 1
  }

  /// The next item with the event that put it in, taken out; nil if there is none.
  mutating func take() -> (item: UInt32, event: Int)? {
    guard let event = items.popFirst() else { return nil }
    received += 1
    return (received, event)
  }

  /// Takes in which event took the last item out.
  mutating func wasTaken(by event: Int) { lastTake = event }
}
