import Foundation

/// A program that was run to its end, and what it took.
struct MeasuredProcess {
  /// Its exit status; 128 and the signal if one ended it.
  let status: Int32
  /// Processor time, its own and the system's for it.
  let seconds: Double
  /// The most memory that it held, in bytes.
  let peak: Int
  /// What it printed, if that was kept.
  let output: String

  /// Runs a program.
  init(_ words: [String], keepsOutput: Bool = false) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("meanwhile-\(UUID().uuidString)").path
    defer { unlink(path) }
    posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    let failure = posix_spawn(&process, words[0], &actions, nil, &arguments, environ)
    guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .ENOENT) }
    var result: Int32 = 0
    var usage = rusage()
    while wait4(process, &result, 0, &usage) < 0, errno == EINTR {}
    status = result & 0x7F == 0 ? result >> 8 & 0xFF : 128 + result & 0x7F
    seconds =
      Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    peak = usage.ru_maxrss * 1_024
    output = keepsOutput ? (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" : ""
  }

  /// The rates in what `benchmarks` prints: a name and millions a second.
  var rates: [(part: String, rate: Double)] {
    output.split(separator: "\n").compactMap { line in
      line.firstMatch(of: #/^  (\w+) +([0-9.]+) M /#)
        .flatMap { match in Double(match.output.2).map { (String(match.output.1), $0) } }
    }
  }
}
