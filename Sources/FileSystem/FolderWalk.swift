internal import Platform

/// The files in a folder and in those within it, as far as some bounds.
///
///     let walk = FolderWalk(of: "build", passingOver: ["node_modules"]) { $0.hasSuffix(".json") }
///     walk.files.first?.path    // the newest
///
/// Links to folders are not followed, so that there is an end; what cannot be read is as if it were not there.
public struct FolderWalk: Sendable {
  /// A file as it lies in a folder.
  public struct File: Sendable {
    /// Its path, beginning with that of the folder.
    public var path: String
    /// How many bytes it has.
    public var size: Int
    /// When it was written last, in nanoseconds since 1970.
    public var modified: Int
  }

  /// How deep folders are looked into, and how many names are looked at.
  public static let (deepest, mostNames) = (16, 1_000_000)

  /// The files that were wanted, the newest first, those of one time by their paths.
  public private(set) var files: [File] = []
  /// How many names were looked at.
  public private(set) var names = 0
  /// Whether there was more than is looked at.
  public private(set) var isCut = false

  /// Looks into a folder, and into what lies nearest first.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - passedOver: Names of folders that are not looked into.
  ///   - isWanted: Whether a file of a name is.
  /// - Complexity: O(*n* log *n*) in the number of names.
  public init(
    of folder: String, passingOver passedOver: Set<String>, isWanted: (_ name: String) -> Bool
  ) {
    var level = [folder.hasSuffix("/") ? folder : folder + "/"]
    var depth = 0
    while !level.isEmpty, !isCut {
      var next: [String] = []
      for folder in level where !isCut {
        look(into: folder, passedOver, isWanted, &next)
      }
      level = next
      depth += 1
      if depth > Self.deepest, !level.isEmpty { (isCut, level) = (true, []) }
    }
    files.sort {
      $0.modified == $1.modified ? $0.path < $1.path : $0.modified > $1.modified
    }
  }

  /// Adds what is wanted of one folder, and the folders in it.
  private mutating func look(
    into folder: String, _ passedOver: Set<String>, _ isWanted: (String) -> Bool,
    _ folders: inout [String]
  ) {
    for name in FilesInFolder.names(in: folder).sorted() where name != "." && name != ".." {
      guard names < Self.mostNames else {
        isCut = true
        return
      }
      names += 1
      let isPassedOver = passedOver.contains(name)
      let isWanted = isWanted(name)
      // Most names of a large folder are neither.
      if isPassedOver, !isWanted { continue }
      var information = stat()
      guard lstat(folder + name, &information) == 0 else { continue }
      if information.st_mode & S_IFMT == S_IFDIR {
        if !isPassedOver { folders.append("\(folder)\(name)/") }
      } else if isWanted, stat(folder + name, &information) == 0, information.isOrdinary {
        files.append(
          File(path: folder + name, size: Int(information.st_size), modified: information.modified))
      }
    }
  }
}

extension stat {
  /// When what it is of was written last, in nanoseconds since 1970.
  fileprivate var modified: Int {
    #if canImport(Darwin)
      let time = st_mtimespec
    #else
      let time = st_mtim
    #endif
    let (seconds, isOver) = Int(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
    return isOver ? (time.tv_sec < 0 ? .min : .max) : seconds &+ Int(time.tv_nsec)
  }
}
