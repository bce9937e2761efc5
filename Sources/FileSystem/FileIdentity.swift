internal import Platform

/// Which file it is, whatever path leads to it.
public struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let inode: UInt64

  init(_ information: stat) {
    device = UInt64(truncatingIfNeeded: information.st_dev)
    inode = UInt64(truncatingIfNeeded: information.st_ino)
  }

  /// The file that a path leads to; nil if it leads to none.
  public init?(of path: String) {
    var information = stat()
    guard stat(path, &information) == 0 else { return nil }
    self.init(information)
  }
}

extension stat {
  /// Whether it is a file that holds bytes: no folder, pipe or device.
  var isOrdinary: Bool { st_mode & S_IFMT == S_IFREG }
}
