import ArgumentParser
import FileSystem
import Synchronization

/// How much memory the command may take, and what follows from it.
enum Memory {
  private static let given = Mutex<Int?>(nil)

  /// The bound, in bytes.
  static let standard = MemoryBound.standard()

  static var bound: Int { given.withLock { $0 } ?? standard }

  /// The largest input: what it says takes several times as much as its bytes.
  static var largestInput: Int { bound / 4 }

  /// How much of it a run may take, beside the command itself and what was read for it.
  static var largestRun: Int { max(ownNeed, bound - ownNeed) / 4 * 3 }

  /// What the command takes that does nothing yet.
  private static let ownNeed = 32_000_000

  /// Sets the bound, and has the system keep to it.
  static func hold(to bytes: Int?) {
    given.withLock { $0 = bytes ?? $0 }
    MemoryBound.hold(to: bound)
    Interruption.onLackOfMemory(
      say:
        "error: there is not enough memory: \(byteText(bound)) are allowed, and what is asked for "
        + "takes more. Allow more with --max-memory, or give it less to do.\n",
      status: Failure.Status.inputOutput.rawValue)
  }
}

/// The option that bounds memory; the same for every verb that reads anything.
struct MemoryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How much memory may be used, such as 8GB; by default three quarters of what there is.",
      valueName: "size"), transform: MemorySize.init)
  var maxMemory: MemorySize?

  /// Sets the bound as soon as it is known, before anything is read.
  func validate() throws { Memory.hold(to: maxMemory?.bytes) }
}

/// A size of memory on the command line: `512MB`, `8GB`.
struct MemorySize {
  let bytes: Int

  /// Less would not hold the command itself.
  private static let least = 64_000_000

  init(_ argument: String) throws {
    let units = ["kb": 1_000, "mb": 1_000_000, "gb": 1_000_000_000, "tb": 1_000_000_000_000]
    let text = argument.lowercased()
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text[digits.endIndex...].drop { $0 == " " }
    guard let number = Int(digits), let factor = units[String(unit)] else {
      throw ValidationError("Expected a size with its unit, such as 512MB or 8GB.")
    }
    let (bytes, overflows) = number.multipliedReportingOverflow(by: factor)
    guard !overflows else { throw ValidationError("No machine has that much.") }
    guard bytes >= Self.least else {
      throw ValidationError("The least is \(byteText(Self.least)).")
    }
    self.bytes = bytes
  }
}
