internal import Compression
internal import Platform

/// A file that is written aside, made durable, and only then given its name.
///
///     let file = try PendingFile("out/report.txt")
///     try file.write(bytes)
///     try file.finish()
///
/// What is written to a name that ends in `.gz` is compressed on the way.
///
/// A reader never sees half of it, and a file that was there before stays whole until then. What is no
/// ordinary file (a pipe, `/dev/null`) is written to directly; a link is followed, also one that leads to
/// nothing yet. A file that is given up is gone.
public final class PendingFile {
  private let path: String
  private let place: OutputPlace
  private let descriptor: Int32
  /// Where it is being written; nil if that is where it is to be.
  private let aside: String?
  private let removal: Interruption.Removal?
  private var isFinished = false
  private let isCompressed: Bool
  /// Nil once the compressed data are ended, and where nothing is compressed.
  private var compressor: GzipCompressor?

  /// Begins a file; one whose name ends in `.gz` is compressed.
  ///
  /// - Parameters:
  ///   - path: What it is to be called.
  ///   - inputs: Files that it must not take the place of.
  /// - Throws: `FileError`.
  public init(_ path: String, sparing inputs: Set<FileIdentity> = []) throws(FileError) {
    self.path = path
    isCompressed = path.hasSuffix(Gzip.ending)
    if isCompressed {
      guard let compressor = GzipCompressor() else {
        throw FileError(path: path, action: "write", code: ENOMEM)
      }
      self.compressor = consume compressor
    }
    place = try OutputPlace(path)
    if let identity = place.identity, inputs.contains(identity) {
      throw FileError(path: path, action: "write", reason: .isInput)
    }
    if place.isSpecial {
      aside = nil
      removal = nil
      descriptor = Platform.open(place.path, O_WRONLY | O_CLOEXEC)
    } else {
      // The superuser may write anything, and still does not mean to write what is protected.
      if let mode = place.mode, mode & 0o222 == 0 || access(place.path, W_OK) != 0 {
        throw FileError(path: path, action: "write", reason: .isWriteProtected)
      }
      var (opened, name) = (Int32(-1), "")
      var removal: Interruption.Removal?
      repeat {
        name = place.folder + place.asidePrefix + Self.letters()
        // Known before it is there, so that no signal comes between.
        removal = Interruption.Removal(of: name)
        opened = Platform.open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      } while opened < 0 && errno == EEXIST
      // Held as long as this is being written: who finds it unlocked knows that it was left behind.
      if opened >= 0 { flock(opened, LOCK_EX | LOCK_NB) }
      descriptor = opened
      aside = name
      self.removal = removal
    }
    guard descriptor >= 0 else { throw FileError(path: path, action: "write", code: errno) }
  }

  deinit {
    guard descriptor >= 0 else { return }
    if let aside, !isFinished { unlink(aside) }
    close(descriptor)
  }

  /// Six letters or digits that hardly anybody else has.
  private static func letters() -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
    return String(decoding: (0..<6).map { _ in alphabet.randomElement() ?? 0x61 }, as: UTF8.self)
  }

  /// Appends bytes.
  ///
  /// - Throws: `FileError`.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    guard isCompressed else {
      return try FileSystem.write(bytes, to: descriptor, path: path)
    }
    try compressor?.write(bytes) { piece throws(FileError) in
      try FileSystem.write(piece, to: descriptor, path: path)
    }
  }

  /// Appends bytes.
  ///
  /// - Throws: `FileError`.
  public func write(_ bytes: [UInt8]) throws(FileError) {
    try bytes.withUnsafeBufferPointer { buffer throws(FileError) in
      try write(UnsafeRawBufferPointer(buffer))
    }
  }

  /// Writes what ends a compressed file; once.
  private func end() throws(FileError) {
    try compressor?.finish { piece throws(FileError) in
      try FileSystem.write(piece, to: descriptor, path: path)
    }
    compressor = nil
  }

  /// Refuses to take the place of a file that holds anything else than this, once both are read
  /// uncompressed.
  ///
  /// - Throws: `FileError`.
  public func expectSameOrNone() throws(FileError) {
    try end()
    guard aside != nil, place.mode != nil else { return }
    let other = Platform.open(place.path, O_RDONLY | O_CLOEXEC)
    guard other >= 0 else { throw FileError(path: path, action: "write", code: errno) }
    defer { close(other) }
    let isSame = try StoredText.areSame(
      StoredText(of: descriptor, path: path), StoredText(of: other, path: path))
    if !isSame { throw FileError(path: path, action: "write", reason: .holdsOther) }
  }

  /// Makes it durable and gives it its name.
  ///
  /// - Throws: `FileError`; what was there before is then still there.
  public func finish() throws(FileError) {
    try makeDurable()
    try giveName()
  }

  private func makeDurable() throws(FileError) {
    try end()
    guard aside != nil else { return }
    let mode = place.mode ?? 0o666 & ~Self.mask()
    guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else {
      throw FileError(path: path, action: "write", code: errno)
    }
  }

  private func giveName() throws(FileError) {
    guard let aside else { return }
    guard rename(aside, place.path) == 0 else {
      throw FileError(path: path, action: "write", code: errno)
    }
    isFinished = true
    // The name is durable when the folder is; some file systems know no such thing.
    let folder = Platform.open(place.folder.isEmpty ? "." : place.folder, O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  /// Gives several files of one folder their names, none before all are durable; nobody else does so there meanwhile.
  ///
  /// - Parameters:
  ///   - files: The files, each written.
  ///   - folder: Where they are to lie.
  ///   - overwriting: Whether they may take the place of what holds anything else.
  /// - Throws: `FileError`.
  public static func finish(
    _ files: [PendingFile], in folder: String, overwriting: Bool
  ) throws(FileError) {
    let lock = Platform.open(folder, O_RDONLY | O_CLOEXEC)
    guard lock >= 0 else { throw FileError(path: folder, action: "write", code: errno) }
    defer { close(lock) }
    while flock(lock, LOCK_EX) != 0, errno == EINTR {}
    if !overwriting { for file in files { try file.expectSameOrNone() } }
    for file in files { try file.makeDurable() }
    for file in files { try file.giveName() }
  }

  /// What this process takes away from the permissions of new files.
  private static func mask() -> mode_t {
    let mask = umask(0o022)
    umask(mask)
    return mask
  }

  /// Writes a whole file.
  ///
  /// - Throws: `FileError`.
  public static func write(
    _ bytes: [UInt8], to path: String, sparing inputs: Set<FileIdentity> = []
  ) throws(FileError) {
    let file = try PendingFile(path, sparing: inputs)
    try file.write(bytes)
    try file.finish()
  }
}
