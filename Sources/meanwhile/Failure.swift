import FileSystem
import Formatting
import Graphviz
import Platform

/// Why the command ends without having done what it was asked for.
struct Failure: Error {
  /// The numbers by which scripts tell failures apart, as in `sysexits.h`.
  enum Status: Int32 {
    case no = 1
    case usage = 64
    case badInput = 65
    case missingInput = 66
    case fault = 70
    case inputOutput = 74
    /// A program that was to be run is there and cannot be; as shells have it.
    case notExecutable = 126
    /// A program that was to be run is not there; as shells have it.
    case noProgram = 127
  }

  var status: Status
  /// Whole sentences for the person who reads them; empty if all has been said.
  var message: String

  init(_ status: Status, _ message: String = "") {
    self.status = status
    self.message = message
  }

  init(_ error: FileError) {
    let status: Status =
      switch error.reason {
      case .isInput: .usage
      case .system(EISDIR) where error.action == "read": .badInput
      default: error.isMissing && error.action == "read" ? .missingInput : .inputOutput
      }
    // Who closed a pipe wants no more, and no complaint either.
    self.init(status, error.isClosedPipe ? "" : error.description)
  }

  init(_ error: GraphvizError) { self.init(.fault, error.description) }

  /// Tells the person what was wrong, if that has not been done.
  func tell() {
    if !message.isEmpty { Files.tell(lines: ["error: \(message)".visibleText]) }
  }

  func leave() -> Never {
    ProgressLine.end()
    tell()
    exit(status.rawValue)
  }
}
