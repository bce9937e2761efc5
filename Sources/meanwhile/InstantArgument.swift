import ArgumentParser
import EventLog
import Scenarios

/// An instant of a run, as it is asked for: `3.5s`, `start`, `end`.
enum InstantArgument {
  case time(Nanoseconds)
  case end

  /// Reads an instant.
  ///
  /// - Throws: `ValidationError` for a text that is none.
  init(_ text: String) throws {
    switch text {
    case "start": self = .time(0)
    case "end": self = .end
    default:
      do { self = .time(try nanoseconds(in: text)) } catch {
        throw ValidationError("\(error.description(of: text)) start and end are instants too.")
      }
    }
  }

  /// The instant in a run.
  func time(in log: Log) -> Nanoseconds {
    switch self {
    case .time(let time): time
    case .end: log.end
    }
  }
}
