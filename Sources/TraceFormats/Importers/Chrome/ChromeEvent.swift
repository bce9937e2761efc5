internal import EventLog
internal import JSON

/// One event of a Chrome trace, as it is written: its phase, and the fields that phases share.
///
///     {"ph": "X", "name": "load", "cat": "data", "pid": 1, "tid": 7, "ts": 12.5, "dur": 3}
///
/// Times are in microseconds, with as many digits behind the point as a tool likes; some tools write them,
/// and process and thread, as texts.
struct ChromeEvent {
  /// What an event says, by its letter.
  enum Phase {
    /// `X`: something that ran, with its duration.
    case complete
    /// `B`: something begins on a thread.
    case begin
    /// `E`: what began last on a thread ends.
    case end
    /// `b`, and `S` of old: something begins that belongs to no thread.
    case asyncBegin
    /// `e`, and `F` of old.
    case asyncEnd
    /// `s`: an arrow begins.
    case flowStart
    /// `t`: an arrow goes on from here.
    case flowStep
    /// `f`: an arrow ends.
    case flowEnd
    /// `M`: what a process or a thread is called.
    case metadata
    /// `i`, `I`, `R`, `n`, `T`, `p`: an instant, or a step of something that belongs to no thread.
    case instant
    /// `C`: the value of a counter.
    case counter
    /// `N`, `O`, `D`, `V`, `v`, `P`, `c`, `(`, `)`, `=`: objects, memory, samples, clocks, contexts.
    case other

    init?(_ letter: UInt8) {
      switch letter {
      case UInt8(ascii: "X"): self = .complete
      case UInt8(ascii: "B"): self = .begin
      case UInt8(ascii: "E"): self = .end
      case UInt8(ascii: "b"), UInt8(ascii: "S"): self = .asyncBegin
      case UInt8(ascii: "e"), UInt8(ascii: "F"): self = .asyncEnd
      case UInt8(ascii: "s"): self = .flowStart
      case UInt8(ascii: "t"): self = .flowStep
      case UInt8(ascii: "f"): self = .flowEnd
      case UInt8(ascii: "M"): self = .metadata
      case UInt8(ascii: "C"): self = .counter
      default:
        if "iIRnTp".utf8.contains(letter) {
          self = .instant
        } else if "NODVvPc()=".utf8.contains(letter) {
          self = .other
        } else {
          return nil
        }
      }
    }
  }

  /// The object that it is.
  private let node: JSONNode
  private(set) var phase: Phase?
  private var places = Places()

  /// Where its fields stand, in few bytes: there are millions of events.
  private struct Places {
    var name = JSONPlace.none
    var category = JSONPlace.none
    var process = JSONPlace.none
    var thread = JSONPlace.none
    var time = JSONPlace.none
    var duration = JSONPlace.none
    var threadDuration = JSONPlace.none
    var id = JSONPlace.none
    var scopedID = JSONPlace.none
    var bindingPoint = JSONPlace.none
    var arguments = JSONPlace.none
  }

  var name: JSONNode? { node[places.name] }
  var category: JSONNode? { node[places.category] }
  var process: JSONNode? { node[places.process] }
  var thread: JSONNode? { node[places.thread] }
  var time: JSONNode? { node[places.time] }
  var duration: JSONNode? { node[places.duration] }
  var threadDuration: JSONNode? { node[places.threadDuration] }
  var id: JSONNode? { node[places.id] }
  var scopedID: JSONNode? { node[places.scopedID] }
  var bindingPoint: JSONNode? { node[places.bindingPoint] }
  var arguments: JSONNode? { node[places.arguments] }

  /// Reads the fields of an event, of those that stand twice the last.
  @inline(__always)
  init(_ node: JSONNode) {
    self.node = node
    for (key, value) in node.fields {
      guard let key = key.key else { continue }
      switch key.count {
      case 2:
        if key == "ts" {
          places.time = value.place
        } else if key == "ph" {
          phase = value.withString { $0.count == 1 ? Phase($0[0]) : nil } ?? nil
        } else if key == "id" {
          places.id = value.place
        } else if key == "bp" {
          places.bindingPoint = value.place
        }
      case 3:
        if key == "pid" {
          places.process = value.place
        } else if key == "tid" {
          places.thread = value.place
        } else if key == "dur" {
          places.duration = value.place
        } else if key == "cat" {
          places.category = value.place
        } else if key == "id2" {
          places.scopedID = value.place
        }
      case 4:
        if key == "name" {
          places.name = value.place
        } else if key == "args" {
          places.arguments = value.place
        } else if key == "tdur" {
          places.threadDuration = value.place
        }
      default: break
      }
    }
  }

  /// A time in nanoseconds; nil if it is none.
  static func nanoseconds(_ node: JSONNode?) -> Nanoseconds? { node?.integer(timesTenTo: 3) }
}
