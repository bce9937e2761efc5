import ArgumentParser
import Compression
import EventLog
import FileSystem
import Reports

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say whether event logs are whole.",
    discussion: """
      A log is sound if no line was lost, changed or moved, nothing happens in it that cannot, and it \
      was closed. --repair cuts a torn last line off and keeps it in FILE.torn; nothing else is ever \
      changed. A compressed log is never cut; what to do is told.

      EXAMPLES
        meanwhile check out/toy_two_parallel.events.jsonl
        meanwhile check out/*.events.jsonl --format json
      """)

  @Argument(help: "Event logs.", completion: .file(extensions: ["jsonl", "gz"]))
  var logs: [String]

  @Flag(help: "Cut a torn last line off, keeping it in FILE.torn.")
  var repair = false

  @OptionGroup var report: ReportOptions
  @OptionGroup var general: GeneralOptions

  func validate() throws {
    guard !repair || !logs.contains("-") else {
      throw ValidationError("Standard input cannot be repaired; name a file.")
    }
    try Files.expectOneStandardInput(in: logs)
  }

  /// Checks them all, also where one cannot be read, and ends as the worst of them asks for.
  func run() throws {
    var (worst, checked): (Failure.Status?, [CheckedLog]) = (nil, [])
    for path in logs {
      let status: Failure.Status?
      do {
        let log = try check(path)
        checked.append(log)
        status = log.isSound ? nil : .no
      } catch let failure as Failure {
        checked.append(CheckedLog(file: path, unreadable: failure.message))
        failure.tell()
        status = failure.status
      }
      worst = [worst, status].compactMap(\.self).max { $0.rawValue < $1.rawValue }
    }
    try report.write(CheckReport(checked))
    if let worst { throw Failure(worst) }
  }

  /// Checks one log, and repairs it if that was asked for.
  private func check(_ path: String) throws -> CheckedLog {
    let file = try Files.open(path, forRepair: repair)
    let contents = try Files.contents(of: file)
    let bytes = contents.bytes
    if contents.flaw == nil || !bytes.isEmpty { try InputFile.expectLog(bytes, path) }
    let progress = ProgressLine.begin("checking \(path)", of: bytes.count)
    let reading: LogReading
    do { reading = try Log.read(bytes, progress: progress) } catch {
      return CheckedLog(file: path, error, flaw: contents.flaw)
    }
    let torn = reading.tornTail
    // Nothing can be cut off what is compressed without writing it anew.
    guard !contents.isCompressed else {
      return CheckedLog(file: path, compressed: reading, contents.flaw, isRepairWanted: repair)
    }
    guard repair, !torn.isEmpty else { return CheckedLog(file: path, reading) }
    do {
      let kept = try file.cut(Array(bytes[torn]), from: torn.lowerBound)
      return CheckedLog(file: path, reading, keptIn: kept)
    } catch { throw Failure(error) }
  }
}
