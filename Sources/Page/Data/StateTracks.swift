internal import EventLog
internal import Formatting
internal import TraceAnalysis

/// What calls share, over time, as step functions.
///
/// Variables have values, streams what their buffers hold, machines so many slots that are held.
struct StateTracks {
  /// What a track is of.
  enum Kind: String {
    case variable, stream, machine
  }

  /// How something changed over time.
  struct Track {
    var name: Name
    var kind: Kind
    /// How much there is room for; nil where there is none or any.
    var room: UInt32?
    var times: [Nanoseconds] = []
    /// The value from each time on: the number of a text for a variable, else how many.
    var levels: [Int64] = []
    var values: [Name] = []
    /// The call that changed it, 0 for none.
    var calls: [CallNumber] = []
  }

  private(set) var tracks: [Track] = []
  private var places: [Name: Int] = [:]
  private var machinePlaces: [Name: Int] = [:]

  /// - Complexity: O(*n*) in the number of events.
  init(_ log: Log) {
    for event in log.events {
      switch event.kind {
      case .stateDeclared(let name, let value):
        begin(Track(name: name, kind: .variable))
        set(name, event, value)
      case .stateWritten(let name, let value): set(name, event, value)
      case .streamDeclared(let name, let buffer):
        begin(Track(name: name, kind: .stream, room: buffer > 0 ? buffer : nil))
        change(name, by: 0, event)
      case .messageSent(let name, _): change(name, by: 1, event)
      case .messageReceived(let name, _): change(name, by: -1, event)
      case .machineDeclared(let name, let slots):
        machinePlaces[name] = tracks.count
        tracks.append(Track(name: name, kind: .machine, room: slots))
        changeMachine(name, by: 0, event)
      case .callStarted(let machine, _) where !machine.isNone: changeMachine(machine, by: 1, event)
      case .machineTaken(let machine, _): changeMachine(machine, by: 1, event)
      case .machineReleased(let machine, _): changeMachine(machine, by: -1, event)
      default: break
      }
    }
  }

  private mutating func begin(_ track: Track) {
    places[track.name] = tracks.count
    tracks.append(track)
  }

  private mutating func set(_ name: Name, _ event: Event, _ value: Name) {
    guard let place = places[name] else { return }
    tracks[place].add(event, 0, value)
  }

  private mutating func change(_ name: Name, by difference: Int64, _ event: Event) {
    guard let place = places[name] else { return }
    tracks[place].add(event, (tracks[place].levels.last ?? 0) + difference, .none)
  }

  private mutating func changeMachine(_ name: Name, by difference: Int64, _ event: Event) {
    guard let place = machinePlaces[name] else { return }
    tracks[place].add(event, (tracks[place].levels.last ?? 0) + difference, .none)
  }

  /// Writes the tracks.
  func write(to json: inout JSONSink, _ log: Log, _ rows: PageRows, _ clock: PageClock) {
    json.key("variables")
    json.beginArray()
    for track in tracks {
      json.beginObject()
      json.field("name", log.names[track.name].visibleText)
      json.field("kind", track.kind.rawValue)
      json.column("at", track.times.map(clock.ticks))
      if track.kind == .variable {
        json.texts("value", track.values.map { log.value($0).shown.clipped(toBytes: 400) })
      } else {
        json.field("value", word: "null")
      }
      json.column("by", track.calls.map { rows[$0] })
      if track.kind == .variable {
        json.field("level", word: "null")
      } else {
        json.column("level", track.levels)
      }
      json.field("room", word: track.room.map(String.init) ?? "null")
      json.endObject()
    }
    json.endArray()
  }
}

extension StateTracks.Track {
  /// Adds what something is from an event on; of several at an instant the last counts.
  fileprivate mutating func add(_ event: Event, _ level: Int64, _ value: Name) {
    if times.last == event.at {
      (levels[levels.count - 1], values[values.count - 1]) = (level, value)
      calls[calls.count - 1] = event.call
    } else {
      times.append(event.at)
      levels.append(level)
      values.append(value)
      calls.append(event.call)
    }
  }
}
