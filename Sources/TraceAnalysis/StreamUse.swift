public import EventLog

/// How a stream between calls was used: how much went through it, and who waited for whom.
public struct StreamUse: Equatable, Sendable {
  /// The stream.
  public var stream: Name
  /// How many items its buffer holds; 0: any number.
  public var buffer: UInt32
  /// How many items were put in.
  public var sent: UInt32 = 0
  /// How many items were taken out.
  public var received: UInt32 = 0
  /// The most items that it held at any instant that lasted.
  public var mostHeld: UInt32 = 0
  /// How long calls that take items waited for one, all together.
  public var waitedForItems: Nanoseconds = 0
  /// How long calls that put items in waited for room, all together.
  public var waitedForRoom: Nanoseconds = 0

  /// How the streams of a run were used, in the order of their declaration.
  ///
  /// - Complexity: O(*n*) in the number of events.
  static func all(in log: Log) -> [StreamUse] {
    var uses: [StreamUse] = []
    var places: [Name: Int] = [:]
    /// When each call that waits began to.
    var since: [CallNumber: Nanoseconds] = [:]
    var waited: [CallNumber: Nanoseconds] = [:]
    /// The streams whose number of items changed at this instant.
    var changed: [Int] = []
    var instant: Nanoseconds = 0
    func settle() {
      for place in changed {
        uses[place].mostHeld = max(uses[place].mostHeld, uses[place].sent - uses[place].received)
      }
      changed.removeAll(keepingCapacity: true)
    }
    for event in log.events {
      if event.at > instant { settle() }
      instant = event.at
      switch event.kind {
      case .streamDeclared(let stream, let buffer):
        places[stream] = uses.count
        uses.append(StreamUse(stream: stream, buffer: buffer))
      case .callBlocked: since[event.call] = event.at
      case .callResumed: waited[event.call] = event.at - (since[event.call] ?? event.at)
      case .messageSent(let stream, _):
        guard let place = places[stream] else { continue }
        uses[place].sent += 1
        uses[place].waitedForRoom += waited.removeValue(forKey: event.call) ?? 0
        changed.append(place)
      case .messageReceived(let stream, _):
        guard let place = places[stream] else { continue }
        uses[place].received += 1
        uses[place].waitedForItems += waited.removeValue(forKey: event.call) ?? 0
        changed.append(place)
      default: break
      }
    }
    settle()
    return uses
  }
}

extension Analysis {
  /// How the streams of the run were used, in the order of their declaration.
  ///
  /// - Complexity: O(*n*) in the number of events.
  public var streams: [StreamUse] { StreamUse.all(in: log) }
}
