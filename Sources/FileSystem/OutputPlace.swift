internal import Platform

/// Where a file is to come to lie, once links have been followed.
struct OutputPlace {
  /// What a file that is being written is called, before its six letters.
  static let asideMark = ".meanwhile-"

  /// The file that links lead to, whether it is there or not.
  let path: String
  /// The permissions of the file that is there; nil if there is none.
  let mode: mode_t?
  /// Whether it is there and no ordinary file: a pipe, `/dev/null`.
  let isSpecial: Bool
  let identity: FileIdentity?

  init(_ given: String) throws(FileError) {
    path = try Self.target(of: given)
    var information = stat()
    let exists = stat(path, &information) == 0
    mode = exists ? information.st_mode & 0o7777 : nil
    isSpecial = exists && !information.isOrdinary
    identity = exists ? FileIdentity(information) : nil
  }

  /// The folder of the file, with its last slash.
  var folder: String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "" }

  /// The name of the file in its folder.
  var name: Substring {
    path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
  }

  /// What files are called that are written aside, but for their six letters.
  ///
  /// A long name is shortened, so that there is room for what is put behind it.
  var asidePrefix: String {
    var short = name
    while short.utf8.count > 200 { short.removeLast() }
    return short + Self.asideMark
  }

  /// Follows links one by one, so that one that leads to nothing yet is followed as well.
  private static func target(of given: String) throws(FileError) -> String {
    var path = given
    for _ in 0..<40 {
      let most = Int(PATH_MAX)
      var room = [CChar](repeating: 0, count: most)
      let count = readlink(path, &room, most)
      guard count >= 0 else { return path }
      let next = String(decoding: room[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      path = next.hasPrefix("/") ? next : folder + next
    }
    throw FileError(path: given, action: "write", code: ELOOP)
  }
}
