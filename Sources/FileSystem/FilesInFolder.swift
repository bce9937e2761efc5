internal import Platform

/// The files in a folder and in the folders within it.
public enum FilesInFolder {
  /// Those whose names end in one of some ways, or in none, by their paths, in order; nil if there are more than `most`.
  ///
  /// What begins with a point is left out, and links to folders are not followed. A folder that cannot be read is
  /// as if it were empty.
  ///
  /// - Complexity: O(*n* log *n*) in the number of files.
  public static func paths(in folder: String, ending endings: [String], most: Int) -> [String]? {
    var found: [String] = []
    var open = [folder.hasSuffix("/") ? folder : folder + "/"]
    while let folder = open.popLast() {
      for name in names(in: folder) where !name.hasPrefix(".") {
        var information = stat()
        guard lstat(folder + name, &information) == 0 else { continue }
        if information.st_mode & S_IFMT == S_IFDIR {
          open.append("\(folder)\(name)/")
        } else if !name.contains(".") || endings.contains(where: { name.hasSuffix($0) }) {
          guard found.count < most else { return nil }
          found.append(folder + name)
        }
      }
    }
    return found.sorted()
  }

  /// The names in a folder, with those of itself and of the folder around it; none if it cannot be read.
  ///
  /// - Parameter folder: The folder.
  /// - Returns: The names, in no particular order.
  package static func names(in folder: String) -> [String] {
    guard let entries = opendir(folder) else { return [] }
    defer { closedir(entries) }
    var names: [String] = []
    while let entry = readdir(entries) {
      names.append(
        withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return names
  }
}
