internal import FileSystem
internal import Platform

/// A folder for what the processes of one simulated test hand to each other.
///
/// It is locked as long as it is in use. A program that is killed cannot remove its own: those that nobody has locked are removed when
/// the next is made.
struct SimulationFolder: ~Copyable {
  let path: String
  private let lock: Int32

  /// How old the folders are that are taken for left behind, in seconds: between being made and being locked, one is not locked either.
  private static let age = 3_600

  /// Makes one in another folder; nil if that cannot be done.
  init?(in parent: String) {
    Self.removeLeftBehind(in: parent)
    guard let made = try? TemporaryFolder.make("meanwhile-simulation", in: parent) else {
      return nil
    }
    path = made
    lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if lock >= 0 { _ = flock(lock, LOCK_EX | LOCK_NB) }
  }

  deinit {
    Self.remove(path)
    if lock >= 0 { close(lock) }
  }

  private static func removeLeftBehind(in parent: String) {
    let length = "meanwhile-simulation-XXXXXX".utf8.count
    for name in FilesInFolder.names(in: parent)
    where name.hasPrefix("meanwhile-simulation-") && name.utf8.count == length {
      let path = "\(parent)/\(name)"
      let folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard folder >= 0 else { continue }
      defer { close(folder) }
      var status = stat()
      if fstat(folder, &status) == 0, status.st_uid == getuid(),
        time(nil) - status.st_mtim.tv_sec > age, flock(folder, LOCK_EX | LOCK_NB) == 0
      {
        remove(path)
      }
    }
  }

  private static func remove(_ folder: String) {
    for name in FilesInFolder.names(in: folder) where name != "." && name != ".." {
      unlink("\(folder)/\(name)")
    }
    rmdir(folder)
  }
}
