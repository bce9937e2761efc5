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

  var phase: Phase?
  var name: JSONNode?
  var category: JSONNode?
  var process: JSONNode?
  var thread: JSONNode?
  var time: JSONNode?
  var duration: JSONNode?
  var threadDuration: JSONNode?
  var id: JSONNode?
  var scopedID: JSONNode?
  var bindingPoint: JSONNode?
  var arguments: JSONNode?

  /// Reads the fields of an event, of those that stand twice the last.
  @inline(__always)
  init(_ node: JSONNode) {
    for (key, value) in node.fields {
      guard let key = key.key else { continue }
      switch key.count {
      case 2:
        if key == "ts" {
          time = value
        } else if key == "ph" {
          phase = value.withString { $0.count == 1 ? Phase($0[0]) : nil } ?? nil
        } else if key == "id" {
          id = value
        } else if key == "bp" {
          bindingPoint = value
        }
      case 3:
        if key == "pid" {
          process = value
        } else if key == "tid" {
          thread = value
        } else if key == "dur" {
          duration = value
        } else if key == "cat" {
          category = value
        } else if key == "id2" {
          scopedID = value
        }
      case 4:
        if key == "name" {
          name = value
        } else if key == "args" {
          arguments = value
        } else if key == "tdur" {
          threadDuration = value
        }
      default: break
      }
    }
  }

  /// A time in nanoseconds; nil if it is none.
  static func nanoseconds(_ node: JSONNode?) -> Nanoseconds? { node?.integer(timesTenTo: 3) }
}
