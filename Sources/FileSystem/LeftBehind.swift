internal import Platform

/// Files that were being written beside one and have no writer any more.
public enum LeftBehind {
  /// Those beside a file that is to be written, in the order of their names.
  ///
  /// A program that is killed outright cannot remove what it was writing.
  public static func beside(_ path: String) -> [String] {
    guard let place = try? OutputPlace(path),
      let folder = opendir(place.folder.isEmpty ? "." : place.folder)
    else { return [] }
    defer { closedir(folder) }
    let prefix = place.asidePrefix
    var found: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasPrefix(prefix), name.utf8.count == prefix.utf8.count + 6 else { continue }
      if hasNoWriter(place.folder + name) { found.append(place.folder + name) }
    }
    return found.sorted()
  }

  private static func hasNoWriter(_ path: String) -> Bool {
    let file = Platform.open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    return flock(file, LOCK_SH | LOCK_NB) == 0
  }
}
