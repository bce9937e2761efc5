internal import Platform

/// How much memory a program may take.
public enum MemoryBound {
  /// Three quarters of what the machine, the control group or `ulimit` has, whichever is the least.
  public static func standard() -> Int { available() / 4 * 3 }

  /// What the machine, the control group and `ulimit` leave, in bytes.
  static func available() -> Int {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let (machine, overflows) = pages.multipliedReportingOverflow(by: sysconf(Int32(_SC_PAGESIZE)))
    var least = pages > 0 && !overflows ? machine : 1 << 33
    for number in limits() where number > 0 { least = min(least, number) }
    return least
  }

  /// Takes no more than that from the system from now on, but for what can be had without asking.
  ///
  /// - Returns: Whether the system keeps to it.
  @discardableResult
  public static func hold(to bound: Int) -> Bool {
    #if os(Linux)
      var limit = rlimit()
      guard getrlimit(dataLimit, &limit) == 0 else { return false }
      limit.rlim_cur = min(limit.rlim_max, rlim_t(bound))
      return setrlimit(dataLimit, &limit) == 0
    #else
      return false
    #endif
  }

  /// The limits that are set beside what the machine has; 0 where none is.
  private static func limits() -> [Int] {
    [addressLimit, dataLimit].map(limit) + controlGroups().map(number)
  }

  private static func limit(_ resource: Int32) -> Int {
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0, limit.rlim_cur < rlim_t(Int.max) else { return 0 }
    return Int(limit.rlim_cur)
  }

  /// The files that may hold the limit of this process's control group, or of one that it is in.
  private static func controlGroups() -> [String] {
    #if os(Linux)
      var files = ["/sys/fs/cgroup/memory/memory.limit_in_bytes"]
      let groups = (try? OpenedFile.bytes(of: "/proc/self/cgroup", atMost: 1 << 20)) ?? []
      for line in String(decoding: groups, as: UTF8.self).split(separator: "\n") {
        guard line.hasPrefix("0::") else { continue }
        var group = line.dropFirst(3)
        while !group.isEmpty {
          files.append("/sys/fs/cgroup\(group == "/" ? "" : group)/memory.max")
          group = group[..<(group.lastIndex(of: "/") ?? group.startIndex)]
        }
        files.append("/sys/fs/cgroup/memory.max")
      }
      return files
    #else
      return []
    #endif
  }

  private static func number(in file: String) -> Int {
    let bytes = (try? OpenedFile.bytes(of: file, atMost: 1 << 10)) ?? []
    return Int(String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)) ?? 0
  }

  // What is an enumeration in Glibc is a number elsewhere.
  #if canImport(Glibc)
    private static let addressLimit = Int32(RLIMIT_AS.rawValue)
    private static let dataLimit = Int32(RLIMIT_DATA.rawValue)
  #else
    private static let addressLimit = RLIMIT_AS
    private static let dataLimit = RLIMIT_DATA
  #endif
}
