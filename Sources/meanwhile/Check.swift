import ArgumentParser
import EventLog

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say whether event logs are whole.",
    discussion: """
      A log is sound if no line was lost, changed or moved, nothing happens in it that cannot, and it \
      was closed. --repair cuts a torn last line off and keeps it in FILE.torn; nothing else is ever \
      changed.

      EXAMPLE
        meanwhile check out/toy_two_parallel.events.jsonl
      """)

  @Argument(help: "Event logs.", completion: .file(extensions: ["jsonl"]))
  var logs: [String]

  @Flag(help: "Cut a torn last line off, keeping it in FILE.torn.")
  var repair = false

  func validate() throws {
    guard !repair || !logs.contains("-") else {
      throw ValidationError("Standard input cannot be repaired; name a file.")
    }
  }

  func run() throws {
    var isSound = true
    for path in logs { isSound = try check(path) && isSound }
    if !isSound { throw Failure(.no) }
  }

  /// Checks one log; true if it is sound, by now.
  private func check(_ path: String) throws -> Bool {
    let bytes = try Files.read(path)
    let reading: LogReading
    do { reading = try Log.read(bytes) } catch {
      try Files.write("damaged: \(error.description(of: path))\n")
      return false
    }
    let count = reading.log.events.count
    let torn = reading.tornTail
    if torn.isEmpty, reading.log.isClosed {
      try Files.write("\(path): sound, \(count) events\n")
      return true
    }
    if !torn.isEmpty, repair {
      let kept: String
      do { kept = try LogFile.cut(Array(bytes[torn]), from: path, at: torn.lowerBound) } catch {
        throw Failure(error)
      }
      try Files.write("\(path): repaired: the last \(torn.count) bytes are in \(kept) now\n")
    } else if !torn.isEmpty {
      try Files.write(
        "\(path): torn: the last \(torn.count) bytes, from byte \(torn.lowerBound), are a line that "
          + "was never wholly written; `meanwhile check --repair \(path)` cuts it off\n")
    }
    if !reading.log.isClosed {
      try Files.write(
        "\(path): not closed: its \(count) events are sound, but the run did not come to its end\n")
    }
    return reading.log.isClosed && (torn.isEmpty || repair)
  }
}
