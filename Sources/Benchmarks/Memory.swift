import Foundation

/// The memory that a piece of work takes, as the system sees it.
enum Memory {
  /// Bytes that were resident more than before: at the peak, and at the end with the result held.
  ///
  /// Large arrays come from the system and go back to it at once, so what ran before hardly shows.
  static func growth<Result>(of work: () throws -> Result) rethrows -> (peak: Int, kept: Int) {
    forgetPeak()
    let before = resident("VmRSS:")
    let result = try work()
    let peak = resident("VmHWM:")
    let kept = resident("VmRSS:")
    return withExtendedLifetime(result) { (max(0, peak - before), max(0, kept - before)) }
  }

  /// Lets the system take the peak anew (see proc(5), clear_refs).
  private static func forgetPeak() {
    guard let file = fopen("/proc/self/clear_refs", "w") else { return }
    fputs("5", file)
    fclose(file)
  }

  /// A line of /proc/self/status, in bytes; 0 where the system has none.
  private static func resident(_ key: String) -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    for line in status.split(separator: "\n") where line.hasPrefix(key) {
      return line.split(separator: " ").compactMap { Int($0) }.first.map { $0 * 1_024 } ?? 0
    }
    return 0
  }
}
