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

  /// The fields that are read.
  private enum Field: Int {
    case name, category, process, thread, time, duration, threadDuration, id, scopedID,
      bindingPoint, arguments
  }

  /// The object that it is.
  private let node: JSONNode
  private(set) var phase: Phase?
  /// Where each of its fields stands.
  private var places = InlineArray<11, JSONPlace>(repeating: .none)

  private subscript(field: Field) -> JSONNode? { node[places[field.rawValue]] }

  var name: JSONNode? { self[.name] }
  var category: JSONNode? { self[.category] }
  var process: JSONNode? { self[.process] }
  var thread: JSONNode? { self[.thread] }
  var time: JSONNode? { self[.time] }
  var duration: JSONNode? { self[.duration] }
  var threadDuration: JSONNode? { self[.threadDuration] }
  var id: JSONNode? { self[.id] }
  var scopedID: JSONNode? { self[.scopedID] }
  var bindingPoint: JSONNode? { self[.bindingPoint] }
  var arguments: JSONNode? { self[.arguments] }

  /// Reads the fields of an event, of those that stand twice the last.
  @inline(__always)
  init(_ node: JSONNode) {
    self.node = node
    for (key, value) in node.fields {
      let field: Field
      switch key.key {
      case "name": field = .name
      case "ph":
        phase = value.withString { $0.count == 1 ? Phase($0[0]) : nil } ?? nil
        continue
      case "ts": field = .time
      case "dur": field = .duration
      case "pid": field = .process
      case "tid": field = .thread
      case "cat": field = .category
      case "args": field = .arguments
      case "id": field = .id
      case "bp": field = .bindingPoint
      case "id2": field = .scopedID
      case "tdur": field = .threadDuration
      default: continue
      }
      places[field.rawValue] = value.place
    }
  }

  /// A time in nanoseconds; nil if it is none.
  static func nanoseconds(_ node: JSONNode?) -> Nanoseconds? { node?.integer(timesTenTo: 3) }
}
