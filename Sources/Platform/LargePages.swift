/// Asks the system for large pages: what is filled once, in order, then costs far fewer interruptions.
public enum LargePages {
  /// Below that, the few pages that an array takes cost less than the call.
  static let least = 4 << 20

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
