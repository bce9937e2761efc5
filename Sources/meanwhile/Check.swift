import ArgumentParser
import EventLog
import FileSystem
import Formatting

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

  @OptionGroup var memory: MemoryOptions

  func validate() throws {
    guard !repair || !logs.contains("-") else {
      throw ValidationError("Standard input cannot be repaired; name a file.")
    }
  }

  /// Checks them all, also where one cannot be read, and ends as the worst of them asks for.
  func run() throws {
    var worst: Failure.Status?
    for path in logs {
      do {
        if try !check(path) { throw Failure(.no) }
      } catch let failure as Failure {
        failure.tell()
        worst = [worst, failure.status].compactMap { $0 }.max { $0.rawValue < $1.rawValue }
      }
    }
    if let worst { throw Failure(worst) }
  }

  /// Checks one log; true if it is sound, by now.
  private func check(_ path: String) throws -> Bool {
    let file = try Files.open(path, forRepair: repair)
    let bytes = try Files.read(file)
    let name = path.visibleText
    let reading: LogReading
    let progress = ProgressLine.begin("checking \(path)", of: bytes.count)
    do { reading = try Log.read(bytes, progress: progress) } catch {
      try Files.write("damaged: \(error.description(of: path).visibleText)\n")
      return false
    }
    let count = reading.log.events.count
    let torn = reading.tornTail
    if torn.isEmpty, reading.log.isClosed {
      try Files.write("\(name): sound, \(count) events\n")
      return true
    }
    if !torn.isEmpty, repair {
      let kept: String
      do { kept = try file.cut(Array(bytes[torn]), from: torn.lowerBound) } catch {
        throw Failure(error)
      }
      try Files.write(
        "\(name): repaired: the last \(torn.count) bytes are in \(kept.visibleText) now\n")
    } else if !torn.isEmpty {
      try Files.write(
        "\(name): torn: the last \(torn.count) bytes, from byte \(torn.lowerBound), are a line that "
          + "was never wholly written; `meanwhile check --repair \(name)` cuts it off\n")
    }
    if !reading.log.isClosed {
      try Files.write(
        "\(name): not closed: its \(count) events are sound, but the run did not come to its end\n")
    }
    return reading.log.isClosed && (torn.isEmpty || repair)
  }
}
