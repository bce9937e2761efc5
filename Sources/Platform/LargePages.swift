/// Asks the system for large pages: what is filled once, in order, then costs far fewer interruptions.
public enum LargePages {
  /// Below that, the few pages that an array takes cost less than the call.
  static let least = 4 << 20

  /// How many bytes an array holds that has grown out of the larger steps.
  static let many = 64 << 20

  /// How many elements an array is to have room for that has so many, each of so many bytes, and no more room:
  /// four times as many, or twice as many once they take many megabytes.
  public static func next(after count: Int, stride: Int) -> Int {
    max(16, (count * stride < many ? 4 : 2) * count)
  }

  /// Asks for large pages for the whole pages of a piece of memory; what lies there stays as it is.
  ///
  /// It is advice: where there are no large pages, or the piece is small, all stays as it is.
  public static func advise(_ room: UnsafeMutableRawBufferPointer) {
    guard room.count >= least, let base = room.baseAddress else { return }
    #if os(Linux)
      let page = sysconf(Int32(_SC_PAGESIZE))
      let offset = -Int(bitPattern: base) & (page - 1)
      madvise(base + offset, (room.count - offset) & -page, MADV_HUGEPAGE)
    #endif
  }
}
